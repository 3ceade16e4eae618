/** Languages of plain placeholders, which only replace names. */

import {
  TemplateError,
  UseCollector,
  type NamePlace,
  type ReadTemplate,
  type TemplateLanguage,
} from './language.js';

/** A language whose placeholders a pattern finds; its first group is the name. */
export function placeholders(
  pattern: RegExp,
  written: TemplateLanguage['written'],
): TemplateLanguage {
  const namesIn = (text: string): NamePlace[] =>
    [...text.matchAll(pattern)].map((match) => {
      const name = match[1] as string;
      return { name, offset: match.index + match[0].indexOf(name) };
    });
  return {
    written,
    namesIn,
    read: (text): ReadTemplate => {
      const found = new UseCollector();
      for (const place of namesIn(text)) found.add({ ...place, required: true, isText: true });
      return { variables: found.uses(), render: (inputs) => replaceNames(text, pattern, inputs) };
    },
  };
}

/** Throws `TemplateError` for a name without a value. */
function replaceNames(
  text: string,
  pattern: RegExp,
  inputs: Readonly<Record<string, string>>,
): string {
  return text.replace(pattern, (written: string, name: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (value === undefined)
      throw new TemplateError(
        `No value for ${written}. Add \`${name}\` to the case, or remove the placeholder.`,
      );
    return value;
  });
}

/** `{{name}}`, as in GitHub Models files. Names are letters, digits, `_`, `.` and `-`, without spaces inside the braces. */
export const literal = placeholders(/\{\{([\p{L}\p{N}_.-]+)\}\}/gu, (name) => `{{${name}}}`);

/** `{name}`, as in Python's format strings. Other braces are text, because JSON has many. */
export const braces = placeholders(
  /(?<!\{)\{([\p{L}_][\p{L}\p{N}_]*)\}(?!\})/gu,
  (name) => `{${name}}`,
);

/** `$ARGUMENTS` and `$1`, as in Claude's commands. */
export const commandArguments = placeholders(
  /\$(ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu,
  (name) => `$${name}`,
);

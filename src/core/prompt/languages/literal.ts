/** Languages of plain placeholders, which only replace names. */

import {
  TemplateError,
  UseCollector,
  type NamePlace,
  type ReadTemplate,
  type TemplateLanguage,
} from './language.js';

/** A language whose placeholders a pattern finds; its only group is the name. An optional one without a value is text. */
export function placeholders(
  pattern: RegExp,
  written: TemplateLanguage['written'],
  isOptional: (name: string) => boolean = () => false,
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
      for (const place of namesIn(text))
        found.add({ ...place, required: !isOptional(place.name), isText: true });
      // Texts and, between them, the names of placeholders.
      const parts = text.split(pattern);
      return {
        variables: found.uses(),
        render: (inputs) =>
          parts.reduce(
            (rendered, part, at) => rendered + (at % 2 === 0 ? part : valueOf(part, inputs)),
          ),
      };
    },
  };

  /** Throws `TemplateError` for a name that needs a value and has none. */
  function valueOf(name: string, inputs: Readonly<Record<string, string>>): string {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (value !== undefined) return value;
    if (isOptional(name)) return written(name);
    throw new TemplateError(
      `No value for ${written(name)}. Add \`${name}\` to the case, or remove the placeholder.`,
    );
  }
}

/** `{{name}}`, as in GitHub Models files. Names are letters, digits, `_`, `.` and `-`, without spaces inside the braces. */
export const literal = placeholders(/\{\{([\p{L}\p{N}_.-]+)\}\}/gu, (name) => `{{${name}}}`);

/** `{name}`, as in Python's format strings. Other braces are text, because JSON has many. */
export const braces = placeholders(
  /(?<!\{)\{([\p{L}_][\p{L}\p{N}_]*)\}(?!\})/gu,
  (name) => `{${name}}`,
);

/** Not after the letters of a currency, before decimals and thousands, or before a word such as million: `US$3`, `$1.2M`. */
const NOT_AFTER_CURRENCY = /(?<!(?<![\p{L}\p{N}])(?:US|CAN?|AUS?|NZ|HK|SG?|NT|MX|TT|[ACR])\$)/u;
const NOT_AN_AMOUNT =
  /(?![\p{L}\p{N}_]|[.,]\p{N}|[ \u00a0-]?(?:hundred|thousand|million|billion|trillion)\b|[ \u00a0]?(?:[-–—]|to|or)[ \u00a0]?\$?\p{N}[\p{N}.,]*(?:[kKmMbB]\b|[ \u00a0-]?(?:hundred|thousand|million|billion|trillion)\b))/u;

/** `$ARGUMENTS` and `$1`, as in Claude's commands. `$5` may be an amount: without a value it is text. */
export const commandArguments = placeholders(
  new RegExp(`\\$${NOT_AFTER_CURRENCY.source}(ARGUMENTS|[1-9])${NOT_AN_AMOUNT.source}`, 'gu'),
  (name) => `$${name}`,
  (name) => name !== 'ARGUMENTS',
);

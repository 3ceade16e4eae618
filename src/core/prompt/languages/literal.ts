/** Literal `{{name}}`, as in GitHub Models files: replacement, and nothing else. */

import { TemplateError, type TemplateLanguage, type VariableUse } from './language.js';

/** Names are letters, digits, `_`, `.` and `-`, without spaces inside the braces. */
const PLACEHOLDER = /\{\{([\p{L}\p{N}_.-]+)\}\}/gu;

export const literal: TemplateLanguage = {
  written: (name) => `{{${name}}}`,
  variablesOf: (text) => usesOf(text, PLACEHOLDER),
  render: (text, inputs) => replaceNames(text, PLACEHOLDER, inputs),
};

/** The names a pattern's first group finds, each once. */
export function usesOf(text: string, pattern: RegExp): VariableUse[] {
  const found = new Map<string, VariableUse>();
  for (const match of text.matchAll(pattern)) {
    const name = match[1] as string;
    if (!found.has(name)) found.set(name, { name, offset: match.index, required: true });
  }
  return [...found.values()];
}

/** Throws `TemplateError` for a name without a value. */
export function replaceNames(
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

/** The places of a prompt's variables in its file, for completion, navigation and renaming. */

import { LANGUAGES } from '../prompt/languages/languages.js';
import { placesIn } from '../prompt/formats/bodyMessages.js';
import type { NamedRange, Prompt } from '../prompt/prompt.js';

/** Every use in messages and check templates of this file, in file order. */
export function variableUses(prompt: Prompt, text: string): readonly NamedRange[] {
  const { namesIn } = LANGUAGES[prompt.language];
  const known = new Set(prompt.variables.map(({ name }) => name));
  const placeOf = placesIn(text);
  return prompt.messages.flatMap(({ range }) => {
    if (!range) return [];
    return namesIn(text.slice(range.start, range.end))
      .filter(({ name }) => known.has(name))
      .map(({ name, offset }) => {
        const start = range.start + offset;
        return { name, range: placeOf(start, start + name.length) };
      });
  });
}

/** The range where the name is a key; null if no key of the file has it. */
export const definitionOf = ({ keys }: Prompt, name: string): NamedRange | null =>
  keys.find((key) => key.name === name) ?? null;

/** Why a variable cannot be renamed; null if it can. */
export function whyNotRenamed(
  { language, messages, partials, format }: Prompt,
  name: string,
): string | null {
  const { namesIn } = LANGUAGES[language];
  const isIn = (text: string) => namesIn(text).some((place) => place.name === name);
  const partial = Object.entries(partials).find(([, text]) => isIn(text))?.[0];
  if (partial !== undefined)
    return `The partial ${partial} also uses ${name}. Rename it there first.`;
  const isFixed = messages.some(({ content, range }) => range === null && isIn(content));
  if (isFixed)
    return format === 'promptfoo' || format === 'plain'
      ? `${name} is also used in another file. Rename it there.`
      : `A prompt without a user message takes its question from ${name}, so it cannot be renamed.`;
  return null;
}

/** Every place to change to rename a variable. */
export function renamePlaces(prompt: Prompt, text: string, name: string): readonly NamedRange[] {
  const own = (each: NamedRange) => each.name === name;
  return [...variableUses(prompt, text).filter(own), ...prompt.keys.filter(own)];
}

/** The variable at an offset, as a use or as a key. */
export function variableAt(prompt: Prompt, text: string, offset: number): NamedRange | null {
  const all = [...variableUses(prompt, text), ...prompt.keys];
  return all.find(({ range }) => range.start <= offset && offset <= range.end) ?? null;
}

/** Whether an offset is inside a message, where variables are allowed. */
export const isInMessage = ({ messages }: Prompt, offset: number): boolean =>
  messages.some(({ range }) => range !== null && range.start <= offset && offset <= range.end);

/** Whether a name is valid for a variable in the prompt's language. */
export const isVariableName = ({ language }: Prompt, name: string): boolean => {
  const { written, namesIn } = LANGUAGES[language];
  return namesIn(written(name)).some((place) => place.name === name);
};

/** A variable as written in the prompt's language, with its values in the cases. */
export function variableFacts(
  prompt: Prompt,
  name: string,
): { readonly written: string; readonly values: readonly string[]; readonly cases: number } {
  const values = prompt.cases.flatMap(({ inputs }) => inputs[name] ?? []);
  return {
    written: LANGUAGES[prompt.language].written(name),
    values: [...new Set(values)],
    cases: values.length,
  };
}

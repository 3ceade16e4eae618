/** The literal `{{name}}` template language of GitHub Models prompt files: replacement, and nothing else. */

import { UserError } from '../errors.js';
import type { Case, Message } from './prompt.js';

/** A placeholder. Names are letters, digits, `_`, `.` and `-`, without spaces inside the braces. */
export const PLACEHOLDER = /\{\{([\p{L}\p{N}_.-]+)\}\}/gu;

export interface PlaceholderUse {
  readonly name: string;
  /** UTF-16 offset in the text. */
  readonly offset: number;
}

export function placeholdersOf(text: string): PlaceholderUse[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    name: match[1] as string,
    offset: match.index,
  }));
}

/** `{{ name }}`: looks like a placeholder, but the format replaces only `{{name}}`. */
export function spacedPlaceholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(?:\s+[\p{L}\p{N}_.-]+\s*|[\p{L}\p{N}_.-]+\s+)\}\}/gu)].map(
    (match) => match[0],
  );
}

/** The placeholders of the texts that the case has no value for, each once. */
export function missingVariables(
  messages: readonly Message[],
  inputs: Readonly<Record<string, string>>,
): string[] {
  const names = messages.flatMap(({ content }) => placeholdersOf(content).map(({ name }) => name));
  return [...new Set(names)].filter((name) => !Object.hasOwn(inputs, name));
}

/**
 * Puts a case's values in place of the placeholders, in one pass: a value that holds `{{x}}` is not replaced again.
 * Throws `UserError` for a variable without a value.
 */
export function render(text: string, inputs: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (value === undefined)
      throw new UserError(
        `No value for {{${name}}}. Add \`${name}\` to the case, or remove the placeholder.`,
      );
    return value;
  });
}

export function renderMessages(messages: readonly Message[], inputs: Case['inputs']): Message[] {
  return messages.map(({ role, content }) => ({ role, content: render(content, inputs) }));
}

/** A case's inputs with its expected answer as `expected`, for checks, which may name both. */
export function checkInputs({
  inputs,
  expected,
}: Pick<Case, 'inputs' | 'expected'>): Case['inputs'] {
  return expected === null ? inputs : { ...inputs, expected };
}

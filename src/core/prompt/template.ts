/** From a wording and a case's values to the messages that are sent. */

import { hash } from '../text/hash.js';
import { LANGUAGES, type LanguageId } from './languages/languages.js';
import type { Case, Message, Role } from './prompt.js';

export interface Template {
  readonly language: LanguageId;
  readonly messages: readonly Message[];
}

/** `{{ name }}`: looks like a placeholder, but the literal language replaces only `{{name}}`. */
export function spacedPlaceholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(?:\s+[\p{L}\p{N}_.-]+\s*|[\p{L}\p{N}_.-]+\s+)\}\}/gu)].map(
    (match) => match[0],
  );
}

/** The variables the messages cannot do without and the case has no value for, each once. Throws `TemplateError`. */
export function missingVariables(
  { language, messages }: Template,
  inputs: Case['inputs'],
): string[] {
  const uses = LANGUAGES[language].variablesOf(messages.map(({ content }) => content).join('\n'));
  return uses
    .filter(({ name, required }) => required && !Object.hasOwn(inputs, name))
    .map(({ name }) => name);
}

/**
 * Renders all messages as one text, since a block may span several of them, and parts them again at marks that no value
 * can hold: a value never becomes a message of its own. A mark is a line of its own, since blocks mind their lines. Throws `TemplateError`.
 */
export function renderMessages(
  { language, messages }: Template,
  inputs: Case['inputs'],
): Message[] {
  const mark = `\u0001${hash(JSON.stringify([messages, inputs])).slice(0, 32)}:`;
  const whole = messages.map(({ role, content }) => `${mark}${role}\u0001\n${content}\n`).join('');
  return LANGUAGES[language]
    .render(whole, inputs)
    .split(mark)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\u0001');
      const content = part
        .slice(end + 1)
        .replace(/^\n/, '')
        .replace(/\n$/, '');
      return { role: part.slice(0, end) as Role, content };
    });
}

/** A case's inputs with its expected answer as `expected`, for checks, which may name both. */
export function checkInputs({
  inputs,
  expected,
}: Pick<Case, 'inputs' | 'expected'>): Case['inputs'] {
  return expected === null ? inputs : { ...inputs, expected };
}

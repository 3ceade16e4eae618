/** Renders a variant with a case's values into the messages to send. */

import { hash } from '../text/hash.js';
import type { ReadTemplate } from './languages/language.js';
import { LANGUAGES, type LanguageId } from './languages/languages.js';
import type { Case } from './prompt.js';
import type { Message, Role } from '../ports/model.js';

export interface Template {
  readonly language: LanguageId;
  readonly messages: readonly Message[];
  /** Texts the messages may include by name. */
  readonly partials: Readonly<Record<string, string>>;
}

/** `{{ name }}`: looks like a placeholder, but the literal language replaces only `{{name}}`. */
export function spacedPlaceholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(?:\s+[\p{L}\p{N}_.-]+\s*|[\p{L}\p{N}_.-]+\s+)\}\}/gu)].map(
    (match) => match[0],
  );
}

/** The required variables without a value in the case, each once. Throws `TemplateError`. */
export function missingVariables(template: Template, inputs: Case['inputs']): string[] {
  return readMarked(template, markFor(template, {}))
    .variables.filter(({ name, required }) => required && !Object.hasOwn(inputs, name))
    .map(({ name }) => name);
}

/**
 * Renders all messages as one text, because a block may span several, and splits them again at marks that no value
 * contains, so that a value cannot become a message. Throws `TemplateError`.
 */
export function renderMessages(template: Template, inputs: Case['inputs']): Message[] {
  const mark = markFor(template, inputs);
  return readMarked(template, mark)
    .render(inputs)
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

/** Constant for a variant, unless a value contains it. */
function markFor({ messages, partials }: Template, inputs: Case['inputs']): string {
  const isSuspect = Object.values(inputs).some((value) => value.includes('\u0001'));
  const salt = isSuspect ? inputs : {};
  return `\u0001${hash(JSON.stringify([messages, partials, salt])).slice(0, 32)}:`;
}

/** Recently parsed variants, because a run renders each for many cases. */
const MAX_KEPT = 100;
const kept = new Map<string, ReadTemplate>();

/** A mark is a separate line, because blocks depend on line breaks. */
function readMarked({ language, messages, partials }: Template, mark: string): ReadTemplate {
  const whole = messages.map(({ role, content }) => `${mark}${role}\u0001\n${content}\n`).join('');
  const key = `${language}\u0000${whole}`;
  const before = kept.get(key);
  if (before) return before;
  const read = LANGUAGES[language].read(whole, partials);
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(key, read);
  return read;
}

/** A case's inputs with its expected answer as `expected`, for checks, which may name both. */
export function checkInputs({
  inputs,
  expected,
}: Pick<Case, 'inputs' | 'expected'>): Case['inputs'] {
  return expected === null ? inputs : { ...inputs, expected };
}

/** Renders a variant with a case's values into the messages to send. */

import { hash } from '../text/hash.js';
import type { ReadTemplate } from './languages/language.js';
import { LANGUAGES, type LanguageId } from './languages/languages.js';
import type { Case, Prompt, Variable } from './prompt.js';
import type { Message } from '../ports/model.js';
import { markedMessage, messageIn } from './roleMarks.js';

export interface Template extends Pick<Prompt, 'roleLines'> {
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

/**
 * The required variables without a value in the case, each once. What the prompt declares of a variable (`declared`) goes before
 * how the template uses it. Throws `TemplateError`.
 */
export function missingVariables(
  template: Template,
  inputs: Case['inputs'],
  declared: readonly Pick<Variable, 'name' | 'required'>[],
): string[] {
  const known = new Map(declared.map(({ name, required }) => [name, required]));
  return readMarked(template, markFor(template, {}))
    .variables.filter(({ name, required }) => known.get(name) ?? required)
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(inputs, name));
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
    .flatMap((part) => messageIn(part));
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
function readMarked(template: Template, mark: string): ReadTemplate {
  const { language, messages, partials } = template;
  const whole = messages.map((message) => markedMessage(message, template, mark)).join('');
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

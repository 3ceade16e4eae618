/** Renders a variant with a case's values into the messages to send. */

import { hash } from '../text/hash.js';
import type { ReadTemplate } from './languages/language.js';
import { LANGUAGES, type LanguageId } from './languages/languages.js';
import type { Case, Prompt, Variable } from './prompt.js';
import type { Message, Role } from '../ports/model.js';
import { holdsImages, splitAtImages, withoutMarks } from './images/imageMarks.js';
import { messageOfParts } from './images/shownImages.js';
import { markedMessage, messageIn } from './roleMarks.js';

export interface Template extends Pick<Prompt, 'roleLines' | 'images'> {
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
  return unsalted(template)
    .read.variables.filter(({ name, required }) => known.get(name) ?? required)
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(inputs, name));
}

/**
 * Renders all messages as one text, because a block may span several, and splits them again at marks that no value
 * contains, so that a value cannot become a message. Throws `TemplateError`.
 */
export function renderMessages(template: Template, inputs: Case['inputs']): Message[] {
  return rendered(template, inputs).map((message) =>
    holdsImages(message.content)
      ? messageOfParts(message, splitAtImages(message.content), template.images)
      : message,
  );
}

/** The texts of each message and, between them, the addresses of its images. Throws `TemplateError`. */
export const renderedParts = (
  template: Template,
  inputs: Case['inputs'],
): { readonly role: Role; readonly parts: readonly string[] }[] =>
  rendered(template, inputs).map(({ role, content }) => ({ role, parts: splitAtImages(content) }));

/** The messages with the marks of their images. */
function rendered(template: Template, given: Case['inputs']): Message[] {
  const inputs = withoutMarks(given);
  const { mark, read } = markedFor(template, inputs);
  return read
    .render(inputs)
    .split(mark)
    .slice(1)
    .flatMap((part) => messageIn(part));
}

/** A template read with its messages set apart by a mark. */
interface Marked {
  readonly template: Template;
  readonly mark: string;
  readonly read: ReadTemplate;
}

/** A run renders each variant for many cases. */
const kept = new WeakMap<readonly Message[], Marked>();

/** The same for all cases of a variant but those with a value that could contain its mark. */
const markedFor = (template: Template, inputs: Case['inputs']): Marked =>
  Object.values(inputs).some((value) => value.includes('\u0001'))
    ? readMarked(template, inputs)
    : unsalted(template);

function unsalted(template: Template): Marked {
  const before = kept.get(template.messages);
  if (before && isAlike(before.template, template)) return before;
  const marked = readMarked(template, {});
  kept.set(template.messages, marked);
  return marked;
}

const isAlike = (a: Template, b: Template) =>
  a.language === b.language && a.partials === b.partials && a.roleLines === b.roleLines;

/** A mark is a separate line, because blocks depend on line breaks. */
function readMarked(template: Template, salt: Case['inputs']): Marked {
  const { language, messages, partials } = template;
  const mark = `\u0001${hash(JSON.stringify([messages, partials, salt])).slice(0, 32)}:`;
  const whole = messages.map((message) => markedMessage(message, template, mark)).join('');
  return { template, mark, read: LANGUAGES[language].read(whole, partials) };
}

/** A case's inputs with its expected answer as `expected`, for checks, which may name both. */
export function checkInputs({
  inputs,
  expected,
}: Pick<Case, 'inputs' | 'expected'>): Case['inputs'] {
  return expected === null ? inputs : { ...inputs, expected };
}

/** Whether a variant is still a template that needs the same values. */

import { TemplateError } from '../../prompt/languages/language.js';
import { LANGUAGES } from '../../prompt/languages/languages.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Message } from '../../ports/model.js';
import { joined } from './drift.js';
import { placeholdersIn } from './marks.js';

interface Needed {
  /** The names of the values, each with whether the template fails without it. */
  readonly values: ReadonlyMap<string, boolean>;
  readonly blocks: string;
  /** Placeholders that are more than a name: with a filter, a path or arguments. */
  readonly expressions: readonly string[];
}

/**
 * The variant must be a valid template that needs the same values, with its blocks in the same order. One sentence for each
 * violation. A prompt that is not a valid template itself is reported when it is read, so nothing is said of it here.
 */
export function templateProblems(prompt: Prompt, wording: readonly Message[]): string[] {
  const was = neededBy(prompt, prompt.messages);
  if (typeof was === 'string') return [];
  const is = neededBy(prompt, wording);
  if (typeof is === 'string') return [`it is not a valid template: ${is}`];
  const { written } = LANGUAGES[prompt.language];
  const gone = [...was.values.keys()].filter((name) => !is.values.has(name));
  const added = [...is.values.keys()].filter(
    (name) => !was.values.has(name) && !hasEach(prompt, name),
  );
  const changed = [...was.values].filter(
    ([name, isRequired]) => is.values.has(name) && is.values.get(name) !== isRequired,
  );
  return [
    ...gone.map((name) => `the placeholder ${written(name)} is missing`),
    ...added.map(
      (name) => `the placeholder ${written(name)} was added, and no case has a value for it`,
    ),
    ...changed.map(([name]) => `a condition around ${written(name)} was added or removed`),
    ...was.expressions
      .filter((each) => !is.expressions.includes(each))
      .map((each) => `the placeholder ${each} is missing`),
    ...(was.blocks === is.blocks ? [] : ['the template blocks differ or are in a different order']),
  ];
}

/** Whether every case has a value of this name. */
const hasEach = ({ cases }: Prompt, name: string) =>
  cases.length > 0 && cases.every(({ inputs }) => name in inputs);

/** The message of the error where it is not a template. */
function neededBy({ language, partials }: Prompt, messages: readonly Message[]): Needed | string {
  const text = joined(messages);
  try {
    const { variables } = LANGUAGES[language].read(text, partials);
    return {
      values: new Map(variables.map(({ name, required }) => [name, required])),
      blocks: blocksIn(text),
      expressions: placeholdersIn(text).filter((each) => EXPRESSION.test(each)),
    };
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

/** In double braces, neither a name alone nor a block. */
const EXPRESSION = /^\{\{(?![#/^>!{&]|else\b)(?![-~]?[\p{L}\p{N}_.-]+[-~]?\}\}$)/u;

const BLOCK = /\{\{\s*(?:[#/^>]|else\b)[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

const blocksIn = (text: string) => (text.match(BLOCK) ?? []).join('').replace(/\s+/g, '');

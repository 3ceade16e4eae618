/**
 * Which examples a case is shown: from the prompt's pool of examples, else from its other cases. Never the case itself nor
 * one with equal inputs, so that no expected answer leaks; the same for every variant and repeat.
 */

import { UserError } from '../../errors.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import { renderMessages } from '../../prompt/template.js';
import { randomFrom } from '../../numbers/random.js';
import type { Vectors } from '../../text/cosine.js';
import { inputsKey, vectorDistances, wordDistances } from './alikeness.js';
import { readShots, type FewShot } from './configuration.js';
import { demandedFormOf } from './demandedForm.js';
import { shotsInFile } from './exampleMessages.js';
import { ordered } from './exampleOrder.js';
import { selectionOf } from './selection.js';
import { counted } from '../../say/plural.js';
import { worded, type Worded } from '../../say/worded.js';

/**
 * What examples are drawn from: those marked or filed as examples, else every case; in both only those with an answer that
 * can be given in the form the prompt demands, and their `expected` in that form.
 */
export function examplePool(prompt: Prompt): Case[] {
  const { examples, cases } = prompt;
  const inForm = demandedFormOf(prompt);
  return (examples.length > 0 ? examples : cases).flatMap((each) => {
    const expected = each.expected === null ? null : inForm(each.expected);
    return expected === null ? [] : [{ ...each, expected }];
  });
}

export type ExamplesOf = (tested: Case, shots: string) => readonly Case[];

/**
 * The examples of any case under any configuration, in the order they are shown; worked out once for each. `vectors` are the
 * embeddings of `likenessTexts`; null compares words.
 */
export function exampleChooser(prompt: Prompt, seed: number, vectors: Vectors | null): ExamplesOf {
  const pool = examplePool(prompt);
  const known = new Map<string, readonly Case[]>();
  const shared = new Map<string, readonly Case[]>();
  const twins = maxTwins(pool);
  const distance = vectors ? vectorDistances(vectors) : wordDistances();
  const ranked = (way: string, tested: Case, most: number): readonly Case[] => {
    const { perCase, rank } = selectionOf(way);
    // Other ways draw from streams of their own, so that adding one moves no other.
    const stream = way === 'random' ? [] : [way];
    if (perCase)
      return rank(pool, {
        ...{ most, tested, distance },
        random: randomFrom('examples', seed, tested.id, ...stream),
      });
    const key = `${way}\u0000${most}`;
    const found =
      shared.get(key) ??
      rank(pool, {
        ...{ most, tested: null, distance },
        random: randomFrom('examples', seed, ...stream),
      });
    shared.set(key, found);
    return found;
  };
  const choose = (tested: Case, { count, way, order }: FewShot) => {
    const own = inputsKey(tested);
    const allowed = ranked(way, tested, count + twins).filter(
      (each) => each.id !== tested.id && inputsKey(each) !== own,
    );
    const chosen = selectionOf(way).take(allowed, count);
    // Whoever is most alike stands next to the question.
    const shown = way === 'nearest' ? chosen.toReversed() : chosen;
    return ordered(shown, order, seed);
  };
  return (tested, shots) => {
    const configuration = readShots(shots);
    if (configuration === null) return [];
    const key = JSON.stringify([tested.id, shots]);
    const examples = known.get(key) ?? choose(tested, configuration);
    known.set(key, examples);
    return examples;
  };
}

/**
 * The examples the file itself would be given: chosen in the same way from those it does not show yet, for no case in
 * particular. Throws `UserError` where there are fewer than wanted.
 */
export function examplesForFile(prompt: Prompt, shots: string, seed: number): readonly Case[] {
  const configuration = readShots(shots);
  if (configuration === null) return [];
  const { count, way, order } = configuration;
  const random = randomFrom('examples', seed, ...(way === 'random' ? [] : [way]));
  const answered = examplePool(prompt);
  const pool = answered.filter((each) => !isShownInFile(prompt, each));
  if (pool.length < count) throw new UserError(tooFew(prompt, { count, answered, pool }));
  const { rank, take } = selectionOf(way);
  const chosen = take(
    rank(pool, { most: count, tested: null, random, distance: wordDistances() }),
    count,
  );
  return ordered(chosen, order, seed);
}

function tooFew(
  { path }: Prompt,
  { count, answered, pool }: { count: number; answered: readonly Case[]; pool: readonly Case[] },
): Worded {
  if (answered.length === 0)
    return worded`There are no examples to add: ${path} has no cases with an expected answer in the form the prompt asks for.`;
  const shown = answered.length - pool.length;
  const had: Worded = counted(
    answered.length,
    '1 case with an expected answer',
    '{n} cases with an expected answer',
  );
  const wanted: Worded = counted(count, '1 example', '{n} examples');
  return shown === 0
    ? worded`${wanted} cannot be added: ${path} has ${had}.`
    : worded`${wanted} cannot be added: ${path} has ${had}, of which it already shows ${shown}.`;
}

/** How many examples every case can have; 0 without any. */
export function maxExamples(prompt: Prompt): number {
  const pool = examplePool(prompt);
  const twins = countsOf(pool);
  const ids = new Set(pool.map(({ id }) => id));
  const counts = prompt.cases.map((tested) => {
    const same = twins.get(inputsKey(tested)) ?? 0;
    const self = same === 0 && ids.has(tested.id) ? 1 : 0;
    return pool.length - same - self;
  });
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** Why a configuration cannot be tried where every case can have `most` examples. */
export const tooManyExamples = (shots: string, most: number): string =>
  `the few-shot configuration ${shots} was skipped: a case can have at most ${most} examples (other cases with an expected answer in the form the prompt asks for)`;

function countsOf(pool: readonly Case[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of pool) {
    const key = inputsKey(each);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** One more than the pool's entries with the same inputs: a case has at most this many it may not be shown. */
const maxTwins = (pool: readonly Case[]): number => 1 + Math.max(0, ...countsOf(pool).values());

/**
 * Whether the prompt's own examples show a case's question already: its answer would stand in the prompt. Throws
 * `TemplateError`.
 */
export function isShownInFile(prompt: Prompt, tested: Case): boolean {
  if (shotsInFile(prompt.messages) === 0) return false;
  const messages = renderMessages(prompt, tested.inputs);
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const question = messages[at]?.content.trim();
  return messages
    .slice(0, Math.max(0, at))
    .some(
      ({ role, content }, index) =>
        role === 'user' && content.trim() === question && messages[index + 1]?.role === 'assistant',
    );
}

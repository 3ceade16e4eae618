/** How examples are chosen. A new way is one function and one row. */

import type { Case } from '../../prompt/prompt.js';
import type { Random } from '../../numbers/random.js';
import { answerKey, inputsText, type Distance } from './alikeness.js';

export interface WayOfChoosing {
  readonly id: string;
  /** How the examples are chosen, after "3 examples, ": "diverse", … */
  readonly label: string;
  /** Whether each case gets a ranking of its own; else all cases share one. */
  readonly perCase: boolean;
  /** Whether each example is laid out in another format (Ngweta et al. 2504.06969, Mixture of Formats). */
  readonly mixedFormats: boolean;
  /** Whether it compares the inputs of cases: by their embeddings where there are any, else by their words. */
  readonly byLikeness: boolean;
  /** The pool with the best examples first; at least `most` of them, all different. */
  rank(pool: readonly Case[], how: Ranking): readonly Case[];
  /** Which of the ranked are shown, after those that may not be shown to a case have been left out. */
  take(ranked: readonly Case[], count: number): readonly Case[];
}

export interface Ranking {
  readonly most: number;
  readonly random: Random;
  /** The case the examples are for; null where all cases share them. */
  readonly tested: Case | null;
  readonly distance: Distance;
}

const drawn = (pool: readonly Case[], { random }: Ranking) => random.shuffle(pool);
const theFirst = (ranked: readonly Case[], count: number) => ranked.slice(0, count);

const way = (
  id: string,
  label: string,
  own: Partial<WayOfChoosing> & Pick<WayOfChoosing, 'rank'>,
): WayOfChoosing => ({
  id,
  label,
  perCase: false,
  mixedFormats: false,
  byLikeness: false,
  take: theFirst,
  ...own,
});

export const DEFAULT_SELECTION = 'random';

export const SELECTIONS: readonly WayOfChoosing[] = [
  way(DEFAULT_SELECTION, 'drawn', { perCase: true, rank: drawn }),
  way('first', 'the first', { rank: (pool) => pool }),
  way('diverse', 'diverse', { byLikeness: true, rank: farApart }),
  way('nearest', 'most alike', { perCase: true, byLikeness: true, rank: nearest }),
  way('balanced', 'balanced', { rank: drawn, take: inTurns }),
  way('mixed', 'in mixed formats', { perCase: true, mixedFormats: true, rank: drawn }),
];

/** The way of choosing examples with this id; the default for an unknown one. */
export const selectionOf = (id: string): WayOfChoosing =>
  SELECTIONS.find((each) => each.id === id) ?? (SELECTIONS[0] as WayOfChoosing);

/** Each example is the one whose inputs are farthest from those before it; the first is drawn. */
function farApart(pool: readonly Case[], { most, random, distance }: Ranking): readonly Case[] {
  if (pool.length === 0) return [];
  const ranked: Case[] = [];
  const left = new Map(pool.map((each) => [each, Infinity]));
  let next: Case | undefined = random.pick(pool);
  while (next && ranked.length < most) {
    left.delete(next);
    ranked.push(next);
    next = farthestFrom(next, left, distance);
  }
  return ranked;
}

/** Takes the new member into account, and returns whoever is now farthest from all; the first of the pool where several are. */
function farthestFrom(member: Case, left: Map<Case, number>, distance: Distance): Case | undefined {
  let farthest: Case | undefined;
  let most = -1;
  for (const [each, before] of left) {
    const now = Math.min(before, distance(inputsText(each), inputsText(member)));
    left.set(each, now);
    if (now > most) [farthest, most] = [each, now];
  }
  return farthest;
}

/** Those whose inputs are most like the case's. */
function nearest(pool: readonly Case[], { tested, distance }: Ranking): readonly Case[] {
  if (tested === null) return pool;
  const own = inputsText(tested);
  return pool
    .map((each) => ({ each, far: distance(inputsText(each), own) }))
    .sort((a, b) => a.far - b.far)
    .map(({ each }) => each);
}

/** The answers take turns, so that none is shown more often than another while there are examples of both. */
function inTurns(ranked: readonly Case[], count: number): readonly Case[] {
  const byAnswer = new Map<string, Case[]>();
  for (const each of ranked) {
    const key = answerKey(each);
    byAnswer.set(key, [...(byAnswer.get(key) ?? []), each]);
  }
  const queues = [...byAnswer.values()];
  const rounds = Math.max(0, ...queues.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => queues.flatMap((queue) => queue[round] ?? []))
    .flat()
    .slice(0, count);
}

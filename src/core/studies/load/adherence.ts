/** Which instructions each answer followed, and what follows from that. */

import { mean, meanOrNull } from '../../numbers/describe.js';
import type { CompletedOutcome, Outcome } from '../../run/outcome.js';
import { missedAs, passes } from '../../variants/instructions/instructionCheck.js';
import type { Instruction } from '../../variants/instructions/instructions.js';

export interface Followed {
  readonly id: string;
  /** 0-based place among the checked instructions that were given. */
  readonly place: number;
  readonly followed: boolean;
  /** Of a keyword that is missing; null otherwise. */
  readonly missed: 'omission' | 'modification' | null;
}

export interface AnswerLoad {
  readonly variant: string;
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** Instructions given, checked or not. */
  readonly n: number;
  readonly checked: readonly Followed[];
  readonly latencyMs: number | null;
}

/** `given`: ids of the instructions of each variant, in the order in which it gives them. */
export function answerLoads(
  outcomes: readonly Outcome[],
  instructions: ReadonlyMap<string, Instruction>,
  given: ReadonlyMap<string, readonly string[]>,
): AnswerLoad[] {
  return outcomes
    .filter((each): each is CompletedOutcome => each.status === 'completed')
    .map((outcome) => {
      const own = (given.get(outcome.variant) ?? []).flatMap((id) => instructions.get(id) ?? []);
      const checked = own.filter(({ checks }) => checks.length > 0);
      return {
        ...{ variant: outcome.variant, case: outcome.case, repeat: outcome.repeat, n: own.length },
        checked: checked.map((each, place) => followedIn(each, place, outcome.text)),
        latencyMs: outcome.cached ? null : outcome.latencyMs,
      };
    });
}

function followedIn({ id, checks }: Instruction, place: number, text: string): Followed {
  // An empty answer has no exclamation marks, and follows nothing.
  const failed = text.trim() === '' ? checks[0] : checks.find((check) => !passes(check, text));
  return {
    ...{ id, place, followed: failed === undefined },
    missed: failed?.kind === 'keyword' ? missedAs(failed.word, text) : null,
  };
}

/** Share of the checked instructions that were followed, in [0,1]; null where none was checked. */
export const adherenceOf = ({ checked }: AnswerLoad): number | null => shareOf(checked);

/** Share of these instructions that was followed over all answers, in [0,1]; null where none of them was checked. */
export const followedShare = (
  ids: ReadonlySet<string>,
  loads: readonly AnswerLoad[],
): number | null =>
  shareOf(loads.flatMap(({ checked }) => checked.filter(({ id }) => ids.has(id))));

const shareOf = (checked: readonly Followed[]): number | null =>
  meanOrNull(checked.map(({ followed }) => (followed ? 1 : 0)));

/** Whether all were followed; null where none was checked. */
export const jointOf = ({ checked }: AnswerLoad): number | null =>
  checked.length === 0 ? null : checked.every(({ followed }) => followed) ? 1 : 0;

/** What all being followed would be if each were followed by itself: the product of the single rates, in [0,1]. */
export function independentOf(loads: readonly AnswerLoad[]): number | null {
  const byId = Map.groupBy(
    loads.flatMap(({ checked }) => checked),
    ({ id }) => id,
  );
  if (byId.size === 0) return null;
  return [...byId.values()].reduce((product, own) => product * (shareOf(own) ?? 1), 1);
}

export interface Primacy {
  /** Error rate in the last third of the list over that in the first; above 1 early instructions are favoured. */
  readonly value: number;
  readonly first: number;
  readonly last: number;
  /** No error in the first third: (errors + 0.5) / (given + 1) stands for both rates. */
  readonly smoothed: boolean;
}

/** METRICS 10.1, over answers with three checked instructions and more; null where there are none. */
export function primacyOf(loads: readonly AnswerLoad[]): Primacy | null {
  const thirds = { first: [0, 0], last: [0, 0] } as Record<'first' | 'last', [number, number]>;
  for (const { checked } of loads) {
    const third = Math.floor(checked.length / 3);
    if (third === 0) continue;
    for (const [name, part] of [
      ['first', checked.slice(0, third)],
      ['last', checked.slice(-third)],
    ] as const) {
      thirds[name][0] += part.filter(({ followed }) => !followed).length;
      thirds[name][1] += part.length;
    }
  }
  return primacy(thirds.first, thirds.last);
}

/** `[errors, given]` of the first and the last third. */
export function primacy(
  [firstErrors, firstGiven]: readonly [number, number],
  [lastErrors, lastGiven]: readonly [number, number],
): Primacy | null {
  if (firstGiven === 0 || lastGiven === 0 || firstErrors + lastErrors === 0) return null;
  const smoothed = firstErrors === 0;
  const rate = (errors: number, given: number) =>
    smoothed ? (errors + 0.5) / (given + 1) : errors / given;
  const [first, last] = [rate(firstErrors, firstGiven), rate(lastErrors, lastGiven)];
  return { value: last / first, first, last, smoothed };
}

/**
 * How much less each of the others is followed where an instruction is given: without it minus with it, in [-1,1], among
 * prompts of one size, since longer ones hold it more often. Others that were never asked both with and without it are left out.
 */
export function costsOf(id: string, loads: readonly AnswerLoad[]): number[] {
  const pairs = loads.flatMap(({ n, checked }) => {
    const isGiven = checked.some((each) => each.id === id);
    return checked
      .filter((each) => each.id !== id)
      .map((each) => ({ other: each.id, n, isGiven, followed: each.followed ? 1 : 0 }));
  });
  const byOther = [...Map.groupBy(pairs, ({ other }) => other).values()];
  return byOther.flatMap((own) => {
    const sizes = [...Map.groupBy(own, ({ n }) => n).values()].flatMap((same) => {
      const [withIt, without] = [true, false].map((given) =>
        same.filter(({ isGiven }) => isGiven === given).map(({ followed }) => followed),
      ) as [number[], number[]];
      return withIt.length === 0 || without.length === 0 ? [] : [mean(without) - mean(withIt)];
    });
    return sizes.length === 0 ? [] : [mean(sizes)];
  });
}

export const errorsOf = (loads: readonly AnswerLoad[]) => {
  const missed = loads.flatMap(({ checked }) => checked.flatMap((each) => each.missed ?? []));
  const omissions = missed.filter((each) => each === 'omission').length;
  return { omissions, modifications: missed.length - omissions };
};

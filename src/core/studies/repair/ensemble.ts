/**
 * What a majority over several wordings would answer, from answers that are there already: where no one wording can be made
 * robust, several may be (Voronov et al., Findings of ACL 2024), for as many times the price.
 */

import { isAnswered, type Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { placeOf } from './wordings.js';

/** Wordings that vote. */
export const VOTERS = 3;

export interface Ensemble {
  readonly voters: number;
  readonly cases: number;
  /** Mean score of the majority over all ways to choose the voters, and of one wording; null where nothing says what is right. */
  readonly accuracy: { readonly one: number; readonly majority: number } | null;
  /** How often two that have no voter in common answer differently, in [0,1]. */
  readonly disagreement: { readonly one: number; readonly majority: number };
}

interface Vote {
  readonly answer: string | null;
  readonly score: number | null;
}

/** `answers`: of one prompt. Null with fewer than two majorities of their own wordings to compare. */
export function ensembleOf(answers: readonly Answer[]): Ensemble | null {
  const first = answers.filter((each) => each.repeat === 1 && isAnswered(each));
  const wordings = [...new Set(first.map(({ variant }) => placeOf(variant).wording))];
  if (wordings.length < 2 * VOTERS) return null;
  const rows = [...Map.groupBy(first, (each) => each.case).values()].filter(
    (row) => row.length === wordings.length,
  );
  if (rows.length === 0) return null;
  const groups = choices(wordings.length, VOTERS);
  const apart = groups.flatMap((group, at) =>
    groups
      .slice(at + 1)
      .flatMap((other, after) =>
        group.some((each) => other.includes(each)) ? [] : [[at, at + 1 + after]],
      ),
  );
  const singles = choices(wordings.length, 2);
  const found = rows.map((row) => {
    const majorities = groups.map((group) => majorityOf(group.map((at) => row[at] as Answer)));
    return {
      ...{ one: row as readonly Vote[], majority: majorities },
      disagreement: { one: differing(row, singles), majority: differing(majorities, apart) },
    };
  });
  const over = (of: 'one' | 'majority') => mean(found.map((row) => row.disagreement[of]));
  return {
    ...{ voters: VOTERS, cases: rows.length },
    accuracy: accuracyOf(found),
    disagreement: { one: over('one'), majority: over('majority') },
  };
}

function accuracyOf(rows: readonly { one: readonly Vote[]; majority: readonly Vote[] }[]) {
  const scored = rows.filter(({ one }) => one.every(({ score }) => score !== null));
  if (scored.length === 0) return null;
  const over = (of: 'one' | 'majority') =>
    mean(scored.map((row) => mean(row[of].map(({ score }) => score ?? 0))));
  return { one: over('one'), majority: over('majority') };
}

/** The answer of most; of the first of them where several are as frequent. */
function majorityOf(votes: readonly Vote[]): Vote {
  const times = (vote: Vote) => votes.filter(({ answer }) => answer === vote.answer).length;
  return votes.reduce((best, vote) => (times(vote) > times(best) ? vote : best));
}

const differing = (votes: readonly Vote[], pairs: readonly (readonly number[])[]) =>
  mean(pairs.map(([a = 0, b = 0]) => (votes[a]?.answer === votes[b]?.answer ? 0 : 1)));

/** All ways to choose `k` of the first `n` integers, ascending. */
function choices(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: n - from }, (_, at) => from + at).flatMap((first) =>
    choices(n, k - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

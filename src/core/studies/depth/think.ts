/**
 * Think@n: of several samples of an answer only those that settle late vote (Chen et al., arXiv 2602.13517; METRICS 11.1). Held
 * against what costs nothing to know: all of them, a random half and the shortest half. An experiment, since nothing shows yet
 * that it helps small models.
 */

import { mean, meanOrNull } from '../../numbers/describe.js';

/** One sample of a case. */
export interface Sample {
  /** Null: nothing could be read. It does not vote. */
  readonly answer: string | null;
  readonly score: number;
  /** Of its first tokens; null where none was read. */
  readonly ratio: number | null;
  readonly tokens: number;
}

export const WAYS = ['one', 'majority', 'deepest', 'shallowest', 'random', 'shortest'] as const;
export type Way = (typeof WAYS)[number];

/** Share of the samples that vote, and tokens that are looked at to choose them. */
export const ETA = 0.5;
export const PREFIX = 50;

const votersOf = ({ length }: readonly Sample[]): number => Math.max(1, Math.round(ETA * length));

const deepestFirst = (a: Sample, b: Sample): number => (b.ratio ?? 0) - (a.ratio ?? 0);

/** Expected score of each way, in [0,1]; null where a way has nobody to vote. */
export function scoresOf(samples: readonly Sample[]): Record<Way, number | null> {
  const kept = votersOf(samples);
  const by = (order: (a: Sample, b: Sample) => number) =>
    votedScore(samples.toSorted(order).slice(0, kept));
  return {
    one: meanOrNull(samples.map(({ score }) => score)),
    majority: votedScore(samples),
    deepest: by(deepestFirst),
    shallowest: by((a, b) => deepestFirst(b, a)),
    random: meanOrNull(
      choices(samples.length, kept).flatMap(
        (places) => votedScore(places.flatMap((at) => samples[at] ?? [])) ?? [],
      ),
    ),
    shortest: by((a, b) => a.tokens - b.tokens),
  };
}

/** Of the answer of most; the mean of those that are as frequent. */
function votedScore(samples: readonly Sample[]): number | null {
  const votes = [
    ...Map.groupBy(
      samples.filter(({ answer }) => answer !== null),
      ({ answer }) => answer,
    ).values(),
  ];
  const most = Math.max(0, ...votes.map(({ length }) => length));
  const winners = votes.filter(({ length }) => length === most);
  return meanOrNull(winners.map((own) => mean(own.map(({ score }) => score))));
}

/** Share of the tokens that need not be generated where the samples that do not vote end after their first tokens, in [0,1]. */
export function savedShare(samples: readonly Sample[]): number | null {
  const all = samples.reduce((sum, { tokens }) => sum + tokens, 0);
  if (all === 0) return null;
  const rejected = samples
    .toSorted(deepestFirst)
    .slice(votersOf(samples))
    .reduce((sum, { tokens }) => sum + Math.max(0, tokens - PREFIX), 0);
  return rejected / all;
}

/** All ways to choose `k` of the first `n` integers, ascending; n at most some 16. */
function choices(n: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  return Array.from({ length: Math.max(0, n - from) }, (_, at) => from + at).flatMap((first) =>
    choices(n, k - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

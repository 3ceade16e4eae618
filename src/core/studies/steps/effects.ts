/** How far runs of different wordings are apart, against runs of the same wording (METRICS 12.3). */

import { mean } from '../../numbers/describe.js';
import { randomFrom } from '../../numbers/random.js';
import type { Envelope } from '../../score/envelope.js';
import { effectInterval } from '../../score/statistics/caseIntervals.js';
import { distanceMatrix, energyOf } from '../../score/statistics/energy.js';
import { permutationP } from '../../score/statistics/permutation.js';
import { absentEnvelope } from '../caseEnvelope.js';
import type { Trajectory } from './trajectory.js';

export interface EffectOptions {
  /** Ids of the wordings that count. */
  readonly variants: readonly string[];
  /** Whether repeats were stopped because the server says the same every time. */
  readonly deterministic: boolean;
  readonly seed: number;
}

/** `distance` in [0,1]; runs that it cannot tell apart for want of a value are to be left out beforehand. */
export function wordingEffect<T extends Trajectory>(
  name: string,
  runs: readonly T[],
  distance: (a: T, b: T) => number,
  { variants, deterministic, seed }: EffectOptions,
): Envelope {
  const rows = [...Map.groupBy(runs, (each) => each.case)].map(([id, own]) => {
    const matrix = distanceMatrix(own, distance);
    const groups = variants.map((variant) =>
      own.flatMap((each, at) => (each.variant === variant ? [at] : [])),
    );
    const { cross, within: measured } = energyOf(matrix, groups);
    return { id, matrix, groups, cross, within: deterministic ? 0 : measured };
  });
  const complete = rows.flatMap(({ cross, within, ...instance }) =>
    cross === null || within === null ? [] : [{ cross, within, instance }],
  );
  if (complete.length === 0)
    return absentEnvelope(name, variants.length < 2 ? 'one-variant' : 'one-repeat');
  const values = complete.map(({ cross, within }) => cross - within);
  const random = randomFrom('steps', name, seed);
  return {
    ...{ name, value: mean(values), n: values.length, of: 'cases' },
    ...{ P: variants.length, R: repeatsOf(runs) },
    ...effectInterval(values, variants.length, random),
    noiseFloor: mean(complete.map(({ within }) => within)),
    ...(deterministic
      ? { p: null, pReason: 'deterministic' as const }
      : {
          p: permutationP(
            complete.map(({ instance }) => instance),
            random,
          ),
        }),
    config: { cross: mean(complete.map(({ cross }) => cross)) },
  };
}

const repeatsOf = (runs: readonly Trajectory[]) => Math.max(1, ...runs.map(({ repeat }) => repeat));

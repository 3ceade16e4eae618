/** How far the answers move when one part of a prompt is left out, beyond what asking twice moves them. */

import type { Envelope } from '../../score/envelope.js';
import { buildGrid, scopeOf } from '../../score/grid.js';
import { effectMetrics } from '../../score/metrics/effect.js';
import { metricContext } from '../../score/metrics/metric.js';
import { measure } from '../../score/metrics/metrics.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { holm } from '../../score/statistics/holm.js';
import { testsAgainstOriginal, type AgainstOriginal } from '../../score/comparedWithOriginal.js';

export interface PartInfluence {
  /** The variant without the part. */
  readonly variant: string;
  /** `divergence.excess` of the original and this variant alone: in [0,1] but for sampling; carries p. */
  readonly effect: Envelope;
  /** p adjusted (Holm) for the number of parts; null where there is none. */
  readonly pHolm: number | null;
  /** Accuracy without the part minus accuracy with it; null without expected answers. */
  readonly accuracy: AgainstOriginal | null;
}

const EFFECT = 'divergence.excess';

/** In the order of the input's variants; the original itself is left out. */
export function partEffects(input: ScoreInput): PartInfluence[] {
  const grid = buildGrid(input, input.shots);
  const ids = input.variants.map(({ id }) => id).filter((id) => id !== input.original);
  const metric = effectMetrics.find(({ id }) => id === EFFECT);
  if (!metric) return [];
  const effects = ids.map((id) =>
    measure(
      metric,
      metricContext(EFFECT, scopeOf(input, grid, [input.original, id]), {
        failed: 0,
        seed: ['influence', input.seed, id],
      }),
    ),
  );
  const tested = effects.flatMap(({ p }, index) => (typeof p === 'number' ? [{ p, index }] : []));
  const adjusted = holm(tested.map(({ p }) => p));
  const pHolm = new Map(tested.map(({ index }, at) => [index, adjusted[at] ?? 1]));
  const accuracies = testsAgainstOriginal(input, scopeOf(input, grid, [input.original, ...ids]));
  return ids.map((variant, index) => ({
    variant,
    effect: effects[index] as Envelope,
    pHolm: pHolm.get(index) ?? null,
    accuracy: accuracies.get(variant) ?? null,
  }));
}

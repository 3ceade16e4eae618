/** How far the answers move when one part of a prompt is left out, beyond what asking twice moves them. */

import type { Envelope } from '../../score/envelope.js';
import { buildGrid, scopeOf, type Grid } from '../../score/grid.js';
import { effectMetrics } from '../../score/metrics/effect.js';
import { randomFrom } from '../../numbers/random.js';
import { cellScore, metricContext } from '../../score/metrics/metric.js';
import { measure } from '../../score/metrics/metrics.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { holmOfKnown } from '../../score/statistics/holm.js';
import { pairedTest, type PairedTest } from '../../score/pairedTest.js';
import { BANDS } from '../../score/thresholds.js';

export interface PartInfluence {
  /** The variant without the part. */
  readonly variant: string;
  /** `divergence.excess` of the original and this variant alone: in [0,1] but for sampling; carries p. */
  readonly effect: Envelope;
  /** p adjusted (Holm) for the number of parts; null where there is none. */
  readonly pHolm: number | null;
  /** Accuracy with the part (`a`) and without it (`b`); null without expected answers. */
  readonly accuracy: PairedTest | null;
  /** Its p, adjusted (Holm) for the number of parts; null as above. */
  readonly accuracyPHolm: number | null;
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
  const accuracies = ids.map((id) => accuracyTest(input, grid, id));
  const pHolm = holmOfKnown(effects.map(({ p }) => p ?? null));
  const accuracyPHolm = holmOfKnown(accuracies.map((test) => test && test.p));
  return ids.map((variant, index) => ({
    variant,
    effect: effects[index] as Envelope,
    pHolm: pHolm[index] ?? null,
    accuracy: accuracies[index] ?? null,
    accuracyPHolm: accuracyPHolm[index] ?? null,
  }));
}

/** On the cases that were scored both ways. */
function accuracyTest(input: ScoreInput, grid: Grid, id: string): PairedTest | null {
  const pairs = grid.rows.flatMap((row) => {
    const [a, b] = [cellScore(row.cell(input.original)), cellScore(row.cell(id))];
    return a === null || b === null ? [] : [{ a, b }];
  });
  const random = randomFrom('signFlip', input.seed, id);
  return pairedTest(pairs, { binary: false, margin: BANDS.stable, random });
}

/** Few-shot configurations held against each other, case by case: which are as good as the best, as far as can be told. */

import { randomFrom } from '../random.js';
import { buildGrid, caseEffects, headlineVariants, scopeOf } from './grid.js';
import { cellScore } from './metrics/metric.js';
import type { ScoreInput } from './observation.js';
import { mean, meanOrNull } from './statistics/describe.js';
import { signFlipP } from './statistics/signFlip.js';

export interface ShotsStanding {
  readonly shots: string;
  /** Mean over cases, all counted wordings: of the scores, in [0,1], and of the wording effect; null where nothing tells. */
  readonly accuracy: number | null;
  readonly effect: number | null;
  /**
   * Sign-flip p that its cases differ from those of the best configuration, in score and in effect; null for the best itself
   * and where the two share no case.
   */
  readonly pAccuracy: number | null;
  readonly pEffect: number | null;
}

interface CaseValues {
  readonly accuracy: ReadonlyMap<string, number>;
  readonly effect: ReadonlyMap<string, number>;
}

/** In the order the configurations were first met. The best has the highest accuracy, without gold the smallest effect. */
export function standingsOf(input: ScoreInput): {
  readonly best: string | null;
  readonly standings: readonly ShotsStanding[];
} {
  const names = [...new Set(input.observations.map(({ shots }) => shots))];
  const isGold = input.observations.some(({ score }) => score !== null);
  const byShots = new Map(names.map((shots) => [shots, caseValues(input, shots, isGold)]));
  const rows = names.map((shots) => {
    const { accuracy, effect } = byShots.get(shots) as CaseValues;
    return { shots, accuracy: meanOf(accuracy), effect: meanOf(effect) };
  });
  const best = rows.toSorted((a, b) => goodness(b) - goodness(a))[0];
  const known = best !== undefined && goodness(best) > -Infinity ? best.shots : null;
  const reference = known === null ? null : (byShots.get(known) as CaseValues);
  const against = (shots: string, what: keyof CaseValues) =>
    reference === null || shots === known
      ? null
      : pairedP(byShots.get(shots)?.[what] ?? new Map(), reference[what], {
          seed: input.seed,
          name: `${shots} ${what}`,
        });
  return {
    best: known,
    standings: rows.map((row) => ({
      ...row,
      pAccuracy: against(row.shots, 'accuracy'),
      pEffect: against(row.shots, 'effect'),
    })),
  };
}

const meanOf = (values: ReadonlyMap<string, number>) => meanOrNull([...values.values()]);

function goodness({ accuracy, effect }: Pick<ShotsStanding, 'accuracy' | 'effect'>): number {
  if (accuracy !== null) return accuracy;
  return effect === null ? -Infinity : -effect;
}

function caseValues(input: ScoreInput, shots: string, isGold: boolean): CaseValues {
  const grid = buildGrid(input, shots);
  const scope = scopeOf(input, grid, headlineVariants(input));
  const accuracy = grid.cases.flatMap((id) => {
    const cells = scope.variants.flatMap((variant) => cellScore(scope, id, variant) ?? []);
    return cells.length === 0 ? [] : [[id, mean(cells)] as const];
  });
  const effect = caseEffects(scope, isGold ? 'scores' : 'answers').flatMap(
    ({ case: id, excess }) => (excess === null ? [] : [[id, excess] as const]),
  );
  return { accuracy: new Map(accuracy), effect: new Map(effect) };
}

/** Null without a case both know. */
function pairedP(
  own: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
  { seed, name }: { seed: number; name: string },
): number | null {
  const differences = [...own].flatMap(([id, value]) => {
    const other = reference.get(id);
    return other === undefined ? [] : [value - other];
  });
  if (differences.length === 0) return null;
  return signFlipP(differences, randomFrom('few-shot', seed, name));
}

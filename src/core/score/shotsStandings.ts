/** Few-shot configurations held against each other, case by case: which are as good as the best, as far as can be told. */

import { randomFrom } from '../numbers/random.js';
import { buildGrid, caseEffects, headlineScope } from './grid.js';
import { accuracyOf } from './metrics/metric.js';
import type { ScoreInput } from './scoreInput.js';
import { signFlipP } from './statistics/signFlip.js';

export interface ShotsStanding {
  readonly shots: string;
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

/** In the order the configurations were first met. `best`: the one all are held against; null knows of none. */
export function standingsOf(input: ScoreInput, best: string | null): readonly ShotsStanding[] {
  const names = [...new Set(input.answers.map(({ shots }) => shots))];
  const isGold = input.answers.some(({ score }) => score !== null);
  const byShots = new Map(names.map((shots) => [shots, caseValues(input, shots, isGold)]));
  const reference = best === null ? undefined : byShots.get(best);
  const against = (shots: string, what: keyof CaseValues) =>
    reference === undefined || shots === best
      ? null
      : pairedP(byShots.get(shots)?.[what] ?? new Map(), reference[what], {
          seed: input.seed,
          name: `${shots} ${what}`,
        });
  return names.map((shots) => ({
    shots,
    pAccuracy: against(shots, 'accuracy'),
    pEffect: against(shots, 'effect'),
  }));
}

function caseValues(input: ScoreInput, shots: string, isGold: boolean): CaseValues {
  const scope = headlineScope(input, buildGrid(input, shots));
  const accuracy = scope.grid.rows.flatMap((row) => {
    const reached = accuracyOf(scope.variants.map((variant) => row.cell(variant)));
    return reached === null ? [] : [[row.case, reached] as const];
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

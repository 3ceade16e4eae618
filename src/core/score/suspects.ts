/** Which wordings an effect goes with: each class, and each wording, held against chance (METRICS 12.7a). */

import { randomFrom } from '../numbers/random.js';
import { testsAgainstOriginal } from './comparedWithOriginal.js';
import { headlineScope, totalsOver } from './grid.js';
import { effectWithoutVariants, headlineMeasure } from './scoreAnswers.js';
import type { ScoreInput } from './scoreInput.js';
import { holm } from './statistics/holm.js';
import { labelTest } from './statistics/labelPermutation.js';
import type { Instance } from './statistics/permutation.js';
import { SIGNIFICANCE } from './thresholds.js';

export interface Suspect {
  /** Of the variants. */
  readonly ids: readonly string[];
  /** The mean excess when they are left out. */
  readonly effectWithout: number;
  /** One-sided, adjusted for the number of suspects of its kind: Holm for classes, the best of each draw for variants. */
  readonly p: number;
}

export interface Suspects {
  /** The original is a class of its own. */
  readonly classes: readonly Suspect[];
  readonly variants: readonly Suspect[];
  /**
   * All wordings together whose accuracy is surely below the original's, or the original with all that are not surely above it
   * (p: the largest of the tests, Holm); null for fewer than two.
   */
  readonly worse: Suspect | null;
}

/** On the headline scope. Suspects without whom fewer than two wordings would be left are not there. */
export function suspectsOf(input: ScoreInput): Suspects {
  const scope = headlineScope(input);
  const measure = headlineMeasure(input);
  const { grid } = scope;
  // Whose answers to no case could be scored, nothing goes with.
  const variants = scope.variants.filter((_, at) =>
    grid.rows.some((row) => (grid[measure](row, scope.variants).groups[at]?.length ?? 0) > 0),
  );
  const instances = grid.rows
    .map((row) => grid[measure](row, variants))
    .filter(({ groups }) => groups.every(({ length }) => length > 0));
  const tested = (kind: string, groups: readonly (readonly string[])[]) => {
    const sets = groups.filter(({ length }) => variants.length - length >= 2);
    const name = JSON.stringify(['suspects', kind, scope.deterministic, variants]);
    const test = labelTest(
      instances,
      sets.map((ids) => ids.map((id) => variants.indexOf(id))),
      {
        random: randomFrom('suspects', kind, input.seed),
        silent: scope.deterministic,
        sum: totalsOver<Instance>(scope, name, ({ matrix }) => matrix),
      },
    );
    return { sets, test };
  };
  const suspects = (sets: readonly (readonly string[])[], p: readonly number[]) =>
    sets.flatMap((ids, at) => {
      const effectWithout = effectWithoutVariants(input, ids);
      return effectWithout === null ? [] : [{ ids, effectWithout, p: p[at] ?? 1 }];
    });
  const classes = tested('class', classesAmong(input, variants));
  const single = tested(
    'variant',
    variants.map((id) => [id]),
  );
  return {
    classes: suspects(classes.sets, holm(classes.test.p)),
    variants: suspects(single.sets, single.test.pOfBest),
    worse: worseThanOthers(input),
  };
}

/** However many they are, and whatever their classes. An original that is bad is so with those that are not surely better. */
function worseThanOthers(input: ScoreInput): Suspect | null {
  const sure = [...testsAgainstOriginal(input)].filter(([, { pHolm }]) => pHolm < SIGNIFICANCE);
  const worse = sure.filter(([, { difference }]) => difference < 0);
  const better = sure.filter(([, { difference }]) => difference > 0);
  const told = worse.length > 0 ? worse : better;
  const isTold = (id: string) => told.some(([own]) => own === id);
  const ids = headlineScope(input).variants.filter((id) => isTold(id) === worse.length > 0);
  if (told.length < 2 || ids.length < 2) return null;
  const effectWithout = effectWithoutVariants(input, ids);
  const p = Math.max(...told.map(([, { pHolm }]) => pHolm));
  return effectWithout === null ? null : { ids, effectWithout, p };
}

const classesAmong = (
  { variants, original }: ScoreInput,
  counted: readonly string[],
): readonly string[][] => {
  const own = variants.filter(({ id }) => counted.includes(id));
  const byClass = Map.groupBy(own, (each) => (each.id === original ? null : each.class));
  return Array.from(byClass.values(), (members) => members.map(({ id }) => id));
};

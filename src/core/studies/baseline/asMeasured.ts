import type { RunOverrides } from '../../plan/runSettings.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Baseline } from './baseline.js';

/**
 * The settings a baseline was measured with: the same cases, wordings, shots, repeats and seed, and all of them. Cases that are
 * new since have nothing to be compared with.
 */
export function asMeasured(
  { plan, measured }: Baseline,
  { cases }: Pick<Prompt, 'cases'>,
): RunOverrides {
  const present = new Set(cases.map(({ id }) => id));
  const known = measured.cases.filter(
    ({ id, accuracy, excess, original }) =>
      present.has(id) && [accuracy, excess, original].some((each) => each !== null),
  );
  const isAll = known.length === present.size || known.length === 0;
  return {
    variants: plan.classes,
    shots: plan.shots,
    repeats: plan.repeats,
    seed: plan.seed,
    stopEarly: false,
    ...(measured.comparedBy === 'meaning' ? { compare: 'meaning' } : {}),
    ...(isAll ? {} : { caseIds: known.map(({ id }) => id) }),
  };
}

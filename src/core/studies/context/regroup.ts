/** Perturbed cases are cases of their own to the run; for the effect each is another variant of its case. */

import type { Answer } from '../../answers/answer.js';
import type { ScoreInput, VariantRole } from '../../score/scoreInput.js';
import type { Perturbation, PerturbedCase } from './perturb.js';

export interface Regrouped {
  /** Of the cases as retrieved. */
  readonly original: readonly Answer[];
  /** Input for the effect of one class: the cases it was made for, as retrieved and so. */
  inputOf(of: Perturbation): ScoreInput;
  answersOf(of: Perturbation): readonly Answer[];
}

export function regrouped(input: ScoreInput, perturbed: readonly PerturbedCase[]): Regrouped {
  const made = new Map(perturbed.map((each) => [each.id, each]));
  const original = input.answers.filter((each) => !made.has(each.case));
  const answersOf = (of: Perturbation) =>
    input.answers.filter((each) => made.get(each.case)?.class === of);
  return {
    original,
    answersOf,
    inputOf(of) {
      const own = answersOf(of).map((answer): Answer => {
        const { of: base = answer.case, id } = made.get(answer.case) ?? {};
        return { ...answer, case: base, variant: variantOf(id ?? '', base) };
      });
      const cases = new Set(own.map((each) => each.case));
      const variants = [...new Set(own.map(({ variant }) => variant))];
      const role = (id: string): VariantRole => ({ id, class: of, stress: false, reviewed: true });
      const { cache: _, vectors: __, scale: ___, ...rest } = input;
      return {
        ...rest,
        answers: [...original.filter((each) => cases.has(each.case)), ...own],
        variants: [
          { id: input.original, class: 'original', stress: false, reviewed: true },
          ...variants.map(role),
        ],
        distance: input.distance === 'embedding' ? 'text' : input.distance,
      };
    },
  };
}

/** The same name for the nth perturbation of every case. */
const variantOf = (id: string, base: string): string => id.slice(base.length + 3);

/** The answers of a run as restraint sees them: right or wrong, how sure, and what the model did. */

import { actOf, type Act } from '../../answers/actOf.js';
import type { Answer } from '../../answers/answer.js';
import { prescribedRefusals } from '../../prompt/prescribedRefusal.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import { confidenceTier } from '../../score/confidenceTier.js';
import { isCounted } from '../../variants/variant.js';
import type { Variant } from '../../variants/variant.js';

export interface RestraintAnswer {
  readonly variant: string;
  readonly case: string;
  readonly text: string;
  readonly act: Act;
  /** In [0,1]; null without gold. Where the case expects restraint, right is to hold back. */
  readonly right: number | null;
  readonly confidence: number | null;
  readonly expects: Act;
  readonly inputs: Readonly<Record<string, string>>;
  /** The case is one whose context was taken away. */
  readonly isMissing: boolean;
}

const EXPECTED_ACTS: readonly string[] = ['abstain', 'clarify', 'human'];

/** What a case expects the model to do: its `expected` may say `abstain`, `clarify` or `human`. */
export const expectedAct = ({ expected }: Pick<Case, 'expected'>): Act =>
  EXPECTED_ACTS.includes(expected?.trim().toLowerCase() ?? '')
    ? (expected?.trim().toLowerCase() as Act)
    : 'answer';

/** Answers of the wordings that count, with the tier their confidence is in. */
export function restraintAnswers(
  answers: readonly Answer[],
  {
    prompt,
    variants,
    labels,
    missing,
  }: {
    prompt: Prompt;
    variants: readonly Variant[];
    labels: readonly string[] | null;
    missing: ReadonlySet<string>;
  },
): { tier: string | null; answers: RestraintAnswer[] } {
  const counted = new Set(variants.filter(isCounted).map(({ id }) => id));
  const cases = new Map(prompt.cases.map((each) => [each.id, each]));
  const own = answers.filter(({ variant }) => counted.has(variant));
  const { tier, of } = confidenceTier(own, labels);
  const refusals = prescribedRefusals(prompt);
  return {
    tier,
    answers: own.flatMap((answer): RestraintAnswer[] => {
      const tested = cases.get(answer.case);
      if (!tested) return [];
      const expects = expectedAct(tested);
      const act = actOf(answer.text, refusals);
      const isRestraint = expects !== 'answer';
      return [
        {
          ...{ variant: answer.variant, case: answer.case, text: answer.text, act, expects },
          right: isRestraint ? (act === 'answer' ? 0 : 1) : answer.score,
          ...{ confidence: of(answer), inputs: tested.inputs },
          isMissing: missing.has(answer.case),
        },
      ];
    }),
  };
}

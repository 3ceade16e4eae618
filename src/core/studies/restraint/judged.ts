/** The answers of a run as restraint sees them: right or wrong, how sure, and what the model did. */

import { actOf, type Act } from '../../answers/actOf.js';
import type { Answer } from '../../answers/answer.js';
import { costOf, totalTokens } from '../../plan/callEstimate.js';
import { trialKey } from '../../plan/trial.js';
import type { Price } from '../../ports/model.js';
import { prescribedRefusals } from '../../prompt/prescribedRefusal.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import { confidenceTier } from '../../score/confidenceTier.js';
import {
  conflictOutcome,
  type ConflictCase,
  type ConflictKind,
  type ConflictOutcome,
} from './conflict.js';
import type { Entailment, Outcome } from '../../run/outcome.js';
import type { DecideRequest } from './decide.js';
import type { MissingCase, MissingKind } from './missing.js';
import { isCounted } from '../../variants/variant.js';
import type { Variant } from '../../variants/variant.js';

export interface CallCost {
  readonly tokens: number | null;
  readonly usd: number | null;
}

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
  /** What its call took, prompt and answer; null where the endpoint does not count, or no price is known. */
  readonly cost: CallCost;
  /** What a judge says of each of its sentences; null: it was not asked. */
  readonly entailments: readonly Entailment[] | null;
  /** What the case lacks; null: nothing. */
  readonly missing: MissingKind | null;
  /** What it did with a request against the purpose; null: the case is none. */
  readonly conflict: { readonly kind: ConflictKind; readonly outcome: ConflictOutcome } | null;
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
    conflicts,
    callOf,
  }: {
    prompt: Prompt;
    variants: readonly Variant[];
    labels: readonly string[] | null;
    missing: readonly MissingCase[];
    conflicts: readonly ConflictCase[];
    callOf: (answer: Answer) => CallFacts;
  },
): { tier: string | null; answers: RestraintAnswer[] } {
  const counted = new Set(variants.filter(isCounted).map(({ id }) => id));
  const cases = new Map(prompt.cases.map((each) => [each.id, each]));
  const own = answers.filter(({ variant }) => counted.has(variant));
  const { tier, of } = confidenceTier(own, labels);
  const refusals = prescribedRefusals(prompt);
  const lacks = new Map(missing.map(({ id, kind }) => [id, kind]));
  const against = new Map(conflicts.map((each) => [each.id, each]));
  return {
    tier,
    answers: own.flatMap((answer): RestraintAnswer[] => {
      const tested = cases.get(answer.case);
      if (!tested) return [];
      const expects = expectedAct(tested);
      const act = actOf(answer.text, refusals);
      const isRestraint = expects !== 'answer';
      const right = isRestraint ? (act === 'answer' ? 0 : 1) : answer.score;
      const conflict = against.get(answer.case);
      return [
        {
          ...{ variant: answer.variant, case: answer.case, text: answer.text, act, expects },
          ...{ right, confidence: of(answer), inputs: tested.inputs },
          ...callOf(answer),
          missing: lacks.get(answer.case) ?? null,
          conflict: conflict
            ? {
                kind: conflict.kind,
                outcome: conflictOutcome({ text: answer.text, act, right }, conflict.added),
              }
            : null,
        },
      ];
    }),
  };
}

type CallFacts = Pick<RestraintAnswer, 'cost' | 'entailments'>;

/** What is known of the call behind an answer. Tokens that were only estimated are not known. */
export function callFacts(
  outcomes: readonly Outcome[],
  price: Price | null,
): (answer: Answer) => CallFacts {
  const known = new Map(
    outcomes.flatMap((outcome): [string, CallFacts][] => {
      if (outcome.status !== 'completed') return [];
      const { usage, entailments = null } = outcome;
      const cost =
        usage && !usage.estimated
          ? { tokens: totalTokens(usage), usd: costOf(usage, price) }
          : UNKNOWN_COST;
      return [[trialKey(outcome), { cost, entailments }]];
    }),
  );
  return (answer) => known.get(trialKey(answer)) ?? { cost: UNKNOWN_COST, entailments: null };
}

const UNKNOWN_COST: CallCost = { tokens: null, usd: null };

/** The request as `decide` takes it. */
export const requestOf = ({
  inputs,
  cost: { tokens, usd },
}: Pick<RestraintAnswer, 'inputs' | 'cost'>): DecideRequest => ({
  inputs,
  ...(tokens === null ? {} : { tokens }),
  ...(usd === null ? {} : { usd }),
});

/** Variants, cases and outcomes of a run as the rows of its report. */

import type { Answer } from '../../answers/answer.js';
import type { Plan } from '../../plan/planRun.js';
import type { Token } from '../../ports/model.js';
import type { Outcome } from '../../run/outcome.js';
import { requestsOf } from '../../run/paidTokens.js';
import { withDefined } from '../../run/withDefined.js';
import type { Scores } from '../../score/scoreAnswers.js';
import type { Variant } from '../../variants/variant.js';
import type { HeadlineConfidence } from './headlineConfidence.js';
import type { Report, ReportOutcome } from './schema.js';

export function variantRows(
  variants: readonly Variant[],
  scores: Pick<Scores, 'variants'>,
): Report['variants'] {
  const scoreById = new Map(scores.variants.map((each) => [each.id, each]));
  return variants.map(({ id, class: classId, stress, status, change, messages }) => {
    const own = scoreById.get(id);
    return {
      ...{ id, class: classId, stress, status, change },
      messages: messages.map(({ role, content }) => ({ role, content })),
      accuracy: own?.accuracy ?? null,
      sameAsOriginal: own?.sameAsOriginal ?? null,
      effectWithout: own?.effectWithout ?? null,
      againstOriginal: own?.againstOriginal ?? null,
    };
  });
}

export function caseRows(plan: Plan, scores: Pick<Scores, 'cases'>): Report['cases'] {
  const scoreById = new Map(scores.cases.map((each) => [each.id, each]));
  const places = new Map(plan.prompt.cases.map(({ id }, index) => [id, index + 1]));
  return plan.cases.map(({ id, inputs, expected }) => {
    const own = scoreById.get(id);
    return {
      ...{ id, number: places.get(id) ?? 1, inputs: { ...inputs }, expected },
      accuracy: own?.accuracy ?? null,
      cross: own?.cross ?? null,
      within: own?.within ?? null,
      excess: own?.excess ?? null,
    };
  });
}

/** `answers`: those of the completed outcomes, in their order. */
export function outcomeRows(
  outcomes: readonly Outcome[],
  answers: readonly Answer[],
  confidence: HeadlineConfidence,
): Report['outcomes'] {
  const read = answers.values();
  return outcomes.map((outcome) => {
    const { status } = outcome;
    const completed = status === 'completed' ? outcome : null;
    const own = completed ? read.next().value : undefined;
    return withDefined(
      {
        variant: outcome.variant,
        shots: outcome.shots,
        case: outcome.case,
        repeat: outcome.repeat,
        status,
        text: completed?.text ?? null,
        answer: own?.answer ?? null,
        score: own?.score ?? null,
        confidence: own ? confidence.of(own) : null,
        finishReason: completed?.finishReason ?? null,
        latencyMs: completed?.latencyMs ?? null,
        ttftMs: completed?.ttftMs ?? null,
        error: status === 'failed' ? outcome.error : status === 'skipped' ? outcome.reason : null,
        cached: completed?.cached ?? false,
        requests: requestsOf(outcome),
        tokens: completed?.tokens?.map(tokenOf) ?? null,
      },
      {
        reasoning: completed?.reasoning,
        checks: own?.checks?.map((check) => ({ ...check })),
        failure: status === 'failed' ? outcome.failure : undefined,
      },
    );
  });
}

/** Below this probability the runner-up is kept too. */
const UNSURE = 0.9;

function tokenOf({ text, logprob, top }: Token): NonNullable<ReportOutcome['tokens']>[number] {
  const probability = Math.exp(logprob);
  const next = probability < UNSURE ? top.find((each) => each.text !== text) : undefined;
  return next
    ? [text, rounded(probability), next.text, rounded(Math.exp(next.logprob))]
    : [text, rounded(probability)];
}

const rounded = (probability: number) => Math.round(probability * 1e4) / 1e4;

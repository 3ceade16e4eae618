/** What production should see, with the ranges that these cases allow: `plumbline drift --logs` compares logs with them. */

import { mean } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import { totalTokens } from '../../plan/callEstimate.js';
import { bootstrapMean } from '../../score/statistics/bootstrap.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import type { Outcome } from '../../run/outcome.js';
import type { Policy } from './decide.js';
import type { RestraintAnswer } from './judged.js';
import type { RestraintFindings } from './schema.js';

type Expected = RestraintFindings['expected'];
type Range = Expected['refusal'];

export interface ExpectedOptions {
  readonly policy: Policy;
  readonly grounding: RestraintFindings['grounding'];
  readonly outcomes: readonly Outcome[];
  readonly seed: number;
}

/** `answers`: to the prompt's own cases, as they are. */
export function expectedOf(
  answers: readonly RestraintAnswer[],
  { policy, grounding, outcomes, seed }: ExpectedOptions,
): Expected {
  const min = policy.confidence?.min ?? null;
  const known = answers.filter(({ confidence }) => confidence !== null);
  const own = new Set(answers.map((each) => each.case));
  const rateOf = (
    id: string,
    items: readonly RestraintAnswer[],
    tell: (a: RestraintAnswer) => boolean,
  ) => {
    const perCase = [...meansByCase(items, (each) => (tell(each) ? 1 : 0)).values()];
    if (perCase.length === 0) return null;
    return rangeOf(mean(perCase), rateInterval(perCase, randomFrom(id, seed)).ci, perCase.length);
  };
  return {
    refusal: rateOf('refusal', answers, ({ act }) => act !== 'answer'),
    lowConfidence:
      min === null
        ? null
        : rateOf('low confidence', known, ({ confidence }) => (confidence ?? 0) < min),
    groundedness:
      grounding?.rate == null || grounding.ci === null
        ? null
        : rangeOf(grounding.rate, grounding.ci, grounding.answers),
    tokens: tokensOf(outcomes, own, seed),
  };
}

/** Prompt and completion of a call, mean over cases; null where the endpoint counts none, or in fewer than eight cases. */
function tokensOf(outcomes: readonly Outcome[], own: ReadonlySet<string>, seed: number): Range {
  const counted = outcomes.flatMap((outcome) =>
    outcome.status === 'completed' &&
    outcome.usage &&
    !outcome.usage.estimated &&
    own.has(outcome.case)
      ? [{ case: outcome.case, tokens: totalTokens(outcome.usage) }]
      : [],
  );
  const perCase = [...meansByCase(counted, ({ tokens }) => tokens).values()];
  const interval = bootstrapMean(perCase, randomFrom('tokens', seed));
  return interval ? rangeOf(mean(perCase), interval.ci, perCase.length) : null;
}

const rangeOf = (value: number, [low, high]: readonly [number, number], n: number): Range => ({
  ...{ value, low, high, n },
});

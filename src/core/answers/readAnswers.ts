/** Outcome → answer: what was answered, whether it is right, how sure the model was. */

import type { Usage } from '../ports/usage.js';
import type { AnswerShape } from '../prompt/answerShape.js';
import type { Prompt } from '../prompt/prompt.js';
import type { CompletedOutcome, Outcome } from '../run/outcome.js';
import { withDefined } from '../run/withDefined.js';
import { findJson } from '../text/findJson.js';
import { memoiseText } from '../text/memoise.js';
import { prescribedRefusals } from '../prompt/prescribedRefusal.js';
import { scoreChecks, type Scored } from './checkAnswer.js';
import { extractAnswer } from './extract.js';
import { answerIn } from './readAnswer.js';
import type { CheckedAnswer } from './runCheck.js';
import type { Answer } from './answer.js';
import { mean } from '../numbers/describe.js';
import { confidenceOf } from './tokenConfidence.js';

/** One for each completed outcome, in their order. Failed and skipped calls say nothing of the wording. */
export function readAnswers(
  outcomes: readonly Outcome[],
  prompt: Pick<Prompt, 'cases' | 'checks' | 'tools'> &
    Partial<Pick<Prompt, 'messages' | 'settings'>>,
  {
    shape,
    costOf,
    known = new WeakMap(),
  }: {
    shape: AnswerShape;
    costOf: (usage: Usage) => number | null;
    /** What was read of these outcomes before, with the same prompt, shape and cost; it is added to. */
    known?: WeakMap<Outcome, Answer>;
  },
): Answer[] {
  const extract = prompt.settings?.extract ?? null;
  const refusals = prescribedRefusals({ messages: prompt.messages ?? [] });
  const rules = { ...prompt, refusals };
  const isJson = shape.kind === 'json' || (shape.kind === 'label' && shape.path !== null);
  const answerOf = memoiseText((said) => answerIn(said, shape, refusals));
  const caseById = new Map(prompt.cases.map((each) => [each.id, each]));
  return outcomes
    .filter((outcome): outcome is CompletedOutcome => outcome.status === 'completed')
    .map((outcome) => {
      const before = known.get(outcome);
      if (before) return before;
      const tested = caseById.get(outcome.case);
      const said = extract ? (extractAnswer(outcome.text, extract) ?? '') : outcome.text;
      const meaning = shape.kind === 'text' ? (outcome.meaning?.of ?? null) : null;
      const answer = meaning ?? answerOf(said);
      const scored = tested
        ? scoreChecks(checkedAnswer(outcome, said, costOf), tested, rules)
        : NOT_SCORED;
      const read: Answer = withDefined(
        {
          variant: outcome.variant,
          shots: outcome.shots,
          case: outcome.case,
          repeat: outcome.repeat,
          text: outcome.text,
          answer,
          score: isCutBefore(outcome) ? null : scored.score,
          truncated: outcome.finishReason === 'length',
          confidence: confidenceOf(outcome.tokens, answer, shape),
        },
        {
          byMeaning: meaning === null ? undefined : (true as const),
          extracted: extract ? said : undefined,
          checks: scored.checks.length > 0 ? scored.checks : undefined,
          ...judgedOf(outcome),
          isFirstOfSeveral:
            isJson && findJson(said)?.isFirstOfSeveral ? (true as const) : undefined,
        },
      );
      known.set(outcome, read);
      return read;
    });
}

const NOT_SCORED: Scored = { score: null, checks: [] };

/** The limit came while the model was still reasoning: what it would have answered is not known. */
const isCutBefore = ({ finishReason, text }: CompletedOutcome) =>
  finishReason === 'length' && text.trim() === '';

function checkedAnswer(
  { latencyMs, finishReason, tokens, usage, grades, similarities }: CompletedOutcome,
  text: string,
  costOf: (usage: Usage) => number | null,
): CheckedAnswer {
  return {
    text,
    latencyMs,
    finishReason,
    costUsd: usage && costOf(usage),
    logprobs: tokens && tokens.map(({ logprob }) => logprob),
    ...(grades ? { judged: new Map(grades.map(({ check, score }) => [check, score])) } : {}),
    ...(similarities
      ? { cosines: new Map(similarities.map(({ text: other, cosine }) => [other, cosine])) }
      : {}),
  };
}

/** A decision is whether the score is in the upper half. */
const decision = (score: number | null) => score !== null && score >= 0.5;

/** How often the judge decided again as it did before: in the same words, and in others. */
export function judgedOf({
  grades: judgements = [],
}: CompletedOutcome): Pick<Answer, 'judgedAgain'> {
  const again = judgements.filter((each) => each.again && each.score !== null);
  if (again.length === 0) return {};
  const same = again.flatMap(({ score, reworded }) =>
    reworded.map((other) => (decision(other) === decision(score) && other !== null ? 1 : 0)),
  );
  const repeated = again.map((each) => (each.repeated === each.score ? 1 : 0));
  return { judgedAgain: { reworded: mean(same), repeated: mean(repeated) } };
}

/** What a judge says of answers and passages, where one is configured: grades from 1 to 5, rescaled. Not the statement counts of Ragas. */

import type { Answer } from '../../answers/answer.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { GradedCheck } from '../../prompt/checks/check.js';
import type { Case } from '../../prompt/prompt.js';
import type { CompletedOutcome } from '../../run/outcome.js';
import { absentEnvelope, rateEnvelope } from '../caseEnvelope.js';
import { judgeConfig } from '../judgeConfig.js';
import type { ContextFindings } from './schema.js';

export const JUDGED = ['faithfulness', 'relevancy', 'contextPrecision', 'contextRecall'] as const;
type Judged = (typeof JUDGED)[number];

const RUBRICS: Readonly<Record<Judged, string>> = {
  faithfulness: 'Every statement of the answer is supported by the passages of the task.',
  relevancy: 'The answer addresses the question of the task, completely and with nothing else.',
  contextPrecision:
    'Do not grade the answer. Grade the passages of the task: those that help to answer the question come before all others.',
  contextRecall:
    'Do not grade the answer. Grade the passages of the task: every claim of the reference can be found in them.',
};

/** Without an expected answer, nothing says what the passages should hold. */
export const withRubrics = (of: Case): Case => ({
  ...of,
  checks: [
    ...(of.checks ?? []),
    ...JUDGED.filter((id) => id !== 'contextRecall' || of.expected !== null).map(
      (id): GradedCheck => ({ kind: 'rubric', name: nameOf(id), value: RUBRICS[id] }),
    ),
  ],
});

const nameOf = (id: Judged) => `judge.${id}`;

/** `outcomes` and `answers`: of the cases as retrieved. */
export function judgedFindings(
  outcomes: readonly CompletedOutcome[],
  answers: readonly Answer[],
  { isJudged, seed }: { isJudged: boolean; seed: number },
): ContextFindings['answers']['judged'] {
  const again = answers.flatMap(({ judgedAgain }) => judgedAgain ?? []);
  const config = judgeConfig(again);
  const [faithfulness, relevancy, contextPrecision, contextRecall] = JUDGED.map((id) => {
    const name = nameOf(id);
    if (!isJudged) return absentEnvelope(name, 'no-judge');
    const gradeOf = ({ grades = [] }: CompletedOutcome) =>
      grades.find(({ check }) => check === name)?.score ?? null;
    const random = randomFrom('context', name, seed);
    const values = [...meansByCase(outcomes, gradeOf).values()];
    return { ...rateEnvelope(name, values, { random, reason: 'no-judge' }), config };
  }) as [Figure, Figure, Figure, Figure];
  return { faithfulness, relevancy, contextPrecision, contextRecall };
}

type Figure = ContextFindings['answers']['relevancy'];

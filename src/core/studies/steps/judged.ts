/** What a judge says of how runs went about it, where one is configured: grades from 1 to 5, rescaled (METRICS 15.3). */

import { gradesOf } from '../../answers/grader.js';
import { createJudge } from '../../answers/judge.js';
import { judgedOf } from '../../answers/readAnswers.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import type { Ask } from '../../ports/model.js';
import type { AnswerStep } from '../../run/answerStep.js';
import { callsMade } from '../../text/toolCalls.js';
import { rateEnvelope } from '../caseEnvelope.js';
import { judgeConfig } from '../judgeConfig.js';
import type { StepsDesign } from './design.js';
import type { Followed } from './follow.js';
import { CHECKS, nameOf, type Aspect } from './rubrics.js';
import type { StepsFindings } from './schema.js';
import { isWhole, textOfFinal, type Turn } from './trajectory.js';

/** Grades the last step of each run without a fault, with all that led to it; null without a judge. */
export function judgeRuns(design: StepsDesign, ask: Ask): AnswerStep | null {
  if (!design.isJudged) return null;
  const judge = createJudge(ask);
  return async (outcome, { key, case: id, caseOf }) => {
    const before = design.before.get(key) ?? { turns: [], isFaulty: design.faulty.has(id) };
    const calls = callsMade(outcome.text);
    const final = calls?.find(({ name }) => name === design.final);
    if (before.isFaulty || calls === null || (calls.length > 0 && !final)) return outcome;
    const answer = final ? textOfFinal(final) : outcome.text;
    const text = transcript(before.turns, answer);
    const { seed } = design.plan;
    return { ...outcome, grades: await gradesOf(judge, CHECKS, { caseOf, text, key, seed }) };
  };
}

function transcript(turns: readonly Turn[], answer: string): string {
  const lines = turns.flatMap(({ content, calls }) => [
    ...(content.trim() === '' ? [] : [content.trim()]),
    ...calls.map(({ name, args, output }) => `call ${name}(${JSON.stringify(args)}) → ${output}`),
  ]);
  return [...lines, `answer: ${answer}`].join('\n');
}

/** `runs`: those that count. */
export function judgedFindings(
  runs: readonly Followed[],
  { isJudged, seed }: { isJudged: boolean; seed: number },
): StepsFindings['judged'] {
  if (!isJudged) return undefined;
  const graded = runs.flatMap((run) =>
    run.fault === null && isWhole(run) && run.last.status === 'completed' && run.last.grades
      ? [{ case: run.case, last: run.last, grades: run.last.grades }]
      : [],
  );
  const again = graded.flatMap(({ last }) => judgedOf(last).judgedAgain ?? []);
  const config = judgeConfig(again);
  const of = (id: Aspect) => {
    const name = nameOf(id);
    const values = meansByCase(
      graded,
      ({ grades }) => grades.find(({ check }) => check === name)?.score ?? null,
    );
    const random = randomFrom('steps', name, seed);
    return { ...rateEnvelope(name, [...values.values()], { random, reason: 'no-judge' }), config };
  };
  return { plan: of('plan'), memory: of('memory') };
}

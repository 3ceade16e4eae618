/** The answers of a run: all of them, and those that its numbers cover. */

import { costOf } from '../plan/callEstimate.js';
import type { AnswerShape } from '../prompt/answerShape.js';
import { inOneVersion } from '../run/modelVersions.js';
import type { Outcome } from '../run/outcome.js';
import type { RunFacts } from '../run/runFacts.js';
import type { Answer } from './answer.js';
import { readAnswers } from './readAnswers.js';
import { shapeOfRun } from './shapeOfAnswers.js';

export interface AnswersOfRun {
  readonly shape: AnswerShape;
  /** One for each completed outcome of the first pass, in plan order. */
  readonly all: readonly Answer[];
  /** Those of one model version and of the cases that are scored. */
  readonly counted: readonly Answer[];
  /** Whether any answer of the run was scored, also of cases that are not complete yet. */
  readonly gold: boolean;
}

/** Answers read before, by outcome, for each shape they were read in. */
export type KnownAnswers = Map<AnswerShape['kind'], WeakMap<Outcome, Answer>>;

/** `known` is added to. */
export function answersOfRun(
  {
    plan,
    result,
    endpoint,
    onlyCases,
  }: Pick<RunFacts, 'plan' | 'result' | 'endpoint' | 'onlyCases'>,
  known: KnownAnswers = new Map(),
): AnswersOfRun {
  const { prompt, cases } = plan;
  const shape = shapeOfRun(prompt, result.outcomes);
  const read = known.get(shape.kind) ?? new WeakMap<Outcome, Answer>();
  known.set(shape.kind, read);
  const all = readAnswers(
    result.outcomes,
    { ...prompt, cases },
    { shape, costOf: (usage) => costOf(usage, endpoint.price), known: read },
  );
  const counted = inOneVersion(all, result.outcomes).filter(
    (each) => onlyCases?.has(each.case) ?? true,
  );
  return { shape, all, counted, gold: all.some(({ score }) => score !== null) };
}

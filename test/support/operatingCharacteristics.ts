/** What the instrument says of runs whose truth is known, counted: verdict words, and the names of causes. */

import { scoreAnswers } from '../../src/core/score/scoreAnswers.js';
import { evidenceOf } from '../../src/core/studies/sensitivity/evidence.js';
import {
  VERDICT_CODES,
  verdictKind,
  verdictOf,
  type Verdict,
  type VerdictCode,
} from '../../src/core/studies/sensitivity/verdict.js';
import type { Plan } from '../../src/core/plan/planRun.js';
import type { ScoreInput } from '../../src/core/score/scoreInput.js';
import { outcomesOf, simulationPlan, stopRuleFor } from './simulatedRuns.js';
import { culpritsOf, simulatedInput, TRUTH_VARIANTS, type Truth } from './simulatedTruths.js';

export interface Characteristics {
  readonly runs: number;
  /** Runs that came to each word. */
  readonly words: Readonly<Record<VerdictCode, number>>;
  /** Runs with a warning, and those of them that name the true culprits, or others. */
  readonly warned: number;
  readonly namedRight: number;
  readonly namedWrong: number;
  /** The mean share of the cases that were asked before the run was stopped; 1 where none was. */
  readonly asked: number;
}

export interface SimulatedRunning {
  readonly runs: number;
  /** The server was found to be deterministic, so that nothing is asked twice. */
  readonly believed: boolean;
  /** A run ends as soon as its verdict can be told. */
  readonly stops?: boolean;
}

/** The numbers a verdict rests on. */
const NEEDED = new Set(['pss.excess', 'pss.within', 'accuracy']);

export function characteristicsOf(
  truth: Truth,
  { runs, believed, stops = false }: SimulatedRunning,
): Characteristics {
  const plan = simulationPlan(
    truth.cases,
    TRUTH_VARIANTS.map(({ id }) => id),
  );
  const inputs = Array.from({ length: runs }, (_, seed) => {
    const whole = simulatedInput(truth, seed, believed);
    return stops ? untilStopped(plan, whole) : whole;
  });
  const verdicts = inputs.map((input): Verdict => {
    const scores = scoreAnswers(input, { only: NEEDED });
    return verdictOf(evidenceOf(plan, input, { scores, gold: true }));
  });
  const warnings = verdicts.filter(({ code }) => ['warn', 'bad'].includes(verdictKind(code)));
  const names = warnings.flatMap((verdict) => namesOf(verdict) ?? []);
  const right = names.filter((each) => each === culpritsOf(truth.shape).join()).length;
  return {
    runs,
    words: countsOf(verdicts.map(({ code }) => code)),
    warned: warnings.length,
    namedRight: right,
    namedWrong: names.length - right,
    asked:
      inputs.reduce((sum, { answers }) => sum + new Set(answers.map((each) => each.case)).size, 0) /
      (runs * truth.cases),
  };
}

/** What is left of a run's answers when the rule that ends runs early has watched them come. */
function untilStopped(plan: Plan, whole: ScoreInput): ScoreInput {
  const ids = new Map(plan.cases.map(({ id }, index) => [id, String(index)]));
  const placeOf = (variant: string, id: string | undefined, repeat: number) =>
    JSON.stringify([variant, id, repeat]);
  const scores = new Map(
    whole.answers.map((each) => [placeOf(each.variant, each.case, each.repeat), each.score]),
  );
  const asked = plan.trials.filter(({ repeat }) => repeat === 1 || !whole.deterministic);
  const outcomes = outcomesOf(asked, (trial) => {
    const score = scores.get(placeOf(trial.variant, ids.get(trial.case), trial.repeat));
    const { expected } = trial.caseOf;
    if (score === 1) return expected as string;
    return expected === 'right' ? 'left' : 'right';
  });
  const stopped = stopRuleFor(plan)(outcomes, whole.deterministic);
  if (stopped === null) return whole;
  const kept = new Set(stopped.cases.map((id) => ids.get(id)));
  return { ...whole, answers: whole.answers.filter((each) => kept.has(each.case)) };
}

function namesOf({ cause, params }: Verdict): string | null {
  if (cause) return cause.names.join();
  return typeof params['variant'] === 'string' ? params['variant'] : null;
}

function countsOf(codes: readonly VerdictCode[]): Record<VerdictCode, number> {
  const counts = VERDICT_CODES.map((code) => [code, codes.filter((each) => each === code).length]);
  return Object.fromEntries(counts) as Record<VerdictCode, number>;
}

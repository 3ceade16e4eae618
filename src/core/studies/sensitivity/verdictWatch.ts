/** Watches complete cases for the moment when the verdict would not change any more. */

import type { Answer } from '../../answers/answer.js';
import { readAnswers } from '../../answers/readAnswers.js';
import { shapeOfRun } from '../../answers/shapeOfAnswers.js';
import type { Design } from '../../plan/design.js';
import { costOf } from '../../plan/callEstimate.js';
import type { Plan } from '../../plan/planRun.js';
import type { Trial } from '../../plan/trial.js';
import type { Price } from '../../ports/model.js';
import type { AnswerShape } from '../../prompt/answerShape.js';
import type { Gate } from '../../prompt/settings/gates.js';
import type { Outcome } from '../../run/outcome.js';
import { stopByCases, type StopRule } from '../../run/stopEarly.js';
import { caseEvidence, effectRange, watchEffect } from '../../score/effectWatch.js';
import { scoreInputOf } from '../../score/runInput.js';
import { scoreAnswers } from '../../score/scoreAnswers.js';
import { createScoreCache } from '../../score/scoreCache.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import { CLEAR_DIFFERENCE } from '../../score/thresholds.js';
import { isCounted } from '../../variants/variant.js';
import { evidenceOf } from './evidence.js';
import { LIMITS, reasonToStop } from './stopRule.js';
import { verdictOf, type Verdict } from './verdict.js';

/** Null where the whole plan is wanted. `price`: of the tested model, for checks on cost. */
export function verdictStopRule(
  { plan, settings }: Pick<Design, 'plan' | 'settings'>,
  price: Price | null,
): StopRule | null {
  if (!settings.stopEarly || !canStop(plan, settings.gates)) return null;
  return stopByCases(plan, watchCases(plan, { price, gates: settings.gates }));
}

/** What is known of all cases so far, and decides how they are watched. */
interface Known {
  readonly deterministic: boolean;
  readonly gold: boolean;
  readonly shape: AnswerShape;
}

/** A complete case. */
interface Row {
  readonly outcomes: readonly Outcome[];
  readonly trial: Trial;
}

function watchCases(
  plan: Plan,
  { price, gates }: { price: Price | null; gates: Readonly<Record<string, Gate>> },
) {
  const gate = Object.values(gates)[0]?.max ?? null;
  const cases: Row[] = [];
  const all: Outcome[] = [];
  let rows: Answer[][] = [];
  let known: Known = { deterministic: false, gold: false, shape: shapeOfRun(plan.prompt, []) };
  let watched = watchUnder(plan, known, gate);

  /** The first cases may not tell what all will be measured by: what was watched is then watched again. */
  const learn = (now: Known) => {
    const isReadAlike = now.shape.kind === known.shape.kind;
    const isSame =
      isReadAlike && now.gold === known.gold && now.deterministic === known.deterministic;
    if (isSame) return;
    known = now;
    if (!isReadAlike) rows = cases.map((each) => answersOf(plan, price, { ...each, ...now }));
    watched = watchUnder(plan, known, gate);
    for (const row of rows) watched.add(row);
  };
  return {
    add(outcomes: readonly Outcome[], trial: Trial, deterministic: boolean) {
      all.push(...outcomes);
      const shape = shapeOfRun(plan.prompt, all);
      const row = answersOf(plan, price, { outcomes, trial, shape });
      const gold = known.gold || row.some(({ score }) => score !== null);
      learn({ deterministic, gold, shape });
      cases.push({ outcomes, trial });
      rows.push(row);
      watched.add(row);
    },
    look: () => watched.look(rows),
  };
}

function answersOf(
  { prompt }: Plan,
  price: Price | null,
  { outcomes, trial, shape }: Row & Pick<Known, 'shape'>,
): Answer[] {
  const tested = { cases: [trial.caseOf], checks: prompt.checks, tools: prompt.tools };
  return readAnswers(outcomes, tested, { shape, costOf: (usage) => costOf(usage, price) });
}

function watchUnder(plan: Plan, { deterministic, gold, shape }: Known, gate: number | null) {
  const result = { outcomes: [], deterministic };
  const input = scoreInputOf({ plan, result }, { answers: [], shape }, createScoreCache());
  const measured = gold ? 'scores' : 'answers';
  const hasNoise = plan.repeats > 1 && !deterministic;
  const repeated = plan.repeated === 'all' ? 'all' : 'some';
  const variants = plan.variants.filter(isCounted).length;
  const watch = watchEffect({
    ...effectRange(measured, { variants, noise: hasNoise ? repeated : 'none' }),
    limits: gate === null || LIMITS.includes(gate) ? LIMITS : [...LIMITS, gate],
    apart: CLEAR_DIFFERENCE,
  });
  const effects: (number | null)[] = [];
  return {
    add(answers: readonly Answer[]) {
      const evidence = caseEvidence({ ...input, answers }, { measured, noise: hasNoise });
      watch.add(evidence);
      effects.push(evidence.effect);
    },
    look: (rows: readonly (readonly Answer[])[]) =>
      reasonToStop({
        ...{ watch, effects, gate },
        plannedCases: plan.cases.length,
        noise: hasNoise || deterministic,
        verdict: () => verdictNow(plan, { ...input, answers: rows.flat() }, gold),
      }),
  };
}

/** The metrics a verdict looks at. */
const VERDICT_METRICS = ['rate.empty', 'rate.parseFail', 'accuracy'];

function verdictNow(plan: Plan, input: ScoreInput, gold: boolean): Verdict {
  const family = gold ? 'pss' : 'divergence';
  const only = new Set([`${family}.excess`, `${family}.within`, ...VERDICT_METRICS]);
  const scores = scoreAnswers(input, { only });
  return verdictOf(evidenceOf(plan, input, { scores, gold }));
}

const GATED_EFFECTS: ReadonlySet<string> = new Set(['excess', 'pss.excess', 'divergence.excess']);

/**
 * Only the wording effect is watched. Whoever compares few-shot configurations, or has a gate on another number, wants all
 * cases for those.
 */
function canStop({ shots, variants }: Plan, gates: Readonly<Record<string, Gate>>): boolean {
  const gated = Object.entries(gates);
  const watched = gated.every(
    ([name, { min, max }]) => GATED_EFFECTS.has(name) && min === undefined && max !== undefined,
  );
  return (
    shots.length === 1 && gated.length <= 1 && watched && variants.filter(isCounted).length > 1
  );
}

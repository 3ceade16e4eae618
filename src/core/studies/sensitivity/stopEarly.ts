/** Watches the outcomes of a run for the moment when its verdict is settled, case by case in plan order. */

import { answerShapeOf } from '../../prompt/answerShape.js';
import type { Gate } from '../../prompt/settings/settings.js';
import { costOf } from '../../plan/estimate.js';
import { BLOCK_SIZE } from '../../plan/order.js';
import type { Plan } from '../../plan/planRun.js';
import type { Trial } from '../../plan/trial.js';
import type { Outcome } from '../../run/outcome.js';
import type { ScoreInput } from '../../score/scoreInput.js';
import type { Answer } from '../../answers/answer.js';
import { createScoreCache } from '../../score/scoreCache.js';
import { readAnswers } from '../../answers/readAnswers.js';
import { scoreAnswers } from '../../score/scoreAnswers.js';
import { caseEvidence, effectRange, watchEffect } from '../../score/effectWatch.js';
import { isCounted } from '../../variants/variant.js';
import type { RunFacts } from '../../run/accounting.js';
import type { RunMemory } from './runCache.js';
import { evidenceOf } from './evidence.js';
import { scoreInputOf } from '../../score/runInput.js';
import { LIMITS, settledBy, type Settled } from './stopRule.js';
import { CLEARLY_WORSE, judge, type Judgement } from './verdict.js';

/**
 * What is settled by these outcomes, by trial key; null so far. Depends on what came, not on the order in which it came: only
 * the cases before the first incomplete one count. Looks at each case once; what is settled stays so.
 */
export type VerdictWatch = (
  outcomes: ReadonlyMap<string, Outcome>,
  deterministic: boolean,
) => Settled | null;

export function watchVerdict({
  plan,
  price,
  gates,
  observed = new WeakMap(),
}: Pick<RunFacts, 'plan' | 'price' | 'gates'> &
  Partial<Pick<RunMemory, 'observed'>>): VerdictWatch {
  if (!canSettle(plan, gates)) return () => null;
  const cases = trialsByCase(plan);
  const gate = Object.values(gates)[0]?.max ?? null;
  const variants = plan.variants.filter(isCounted).length;
  const repeated = plan.repeated === 'all' ? 'all' : 'some';
  const shape = answerShapeOf(plan.prompt);
  // Its looks cover fewer cases than the reports of the run.
  const memory: RunMemory = { observed, scores: createScoreCache() };
  const rows: Answer[][] = [];
  const versions = new Set<string>();
  let settled: Settled | null = null;
  let known = { deterministic: false, gold: false };
  let watched = watchOf(known);

  function watchOf({ deterministic, gold }: typeof known) {
    const result = { outcomes: [], deterministic };
    const input = scoreInputOf({ plan, result, memory }, [], shape);
    const measured = gold ? 'scores' : 'answers';
    const noise = plan.repeats > 1 && !deterministic;
    const watch = watchEffect({
      ...effectRange(measured, { variants, noise: noise ? repeated : 'none' }),
      limits: gate === null || LIMITS.includes(gate) ? LIMITS : [...LIMITS, gate],
      fall: CLEARLY_WORSE,
    });
    const effects: (number | null)[] = [];
    return {
      add(observations: readonly Answer[]) {
        const evidence = caseEvidence({ ...input, observations }, { measured, noise });
        watch.add(evidence);
        effects.push(evidence.effect);
      },
      look: () =>
        settledBy({
          watch,
          effects,
          plannedCases: plan.cases.length,
          gate,
          noise: noise || deterministic,
          judge: () => judgeNow({ ...input, observations: rows.flat() }),
        }),
    };
  }

  function judgeNow(input: ScoreInput): Judgement {
    const scores = scoreAnswers(input, {
      only: new Set([
        known.gold ? 'pss.excess' : 'divergence.excess',
        ...['rate.empty', 'rate.parseFail', 'accuracy'],
      ]),
    });
    return judge(evidenceOf(plan, input, { scores, gold: known.gold }));
  }

  /** The first cases may not tell what all will be measured by: what was watched is then watched again. */
  function learn(observations: readonly Answer[], deterministic: boolean): void {
    const gold = known.gold || observations.some(({ score }) => score !== null);
    if (gold === known.gold && deterministic === known.deterministic) return;
    known = { deterministic, gold };
    watched = watchOf(known);
    for (const row of rows) watched.add(row);
  }

  return (outcomes, deterministic) => {
    const isKnown = ({ key, repeat }: Trial) => outcomes.has(key) || (deterministic && repeat > 1);
    while (settled === null && rows.length < cases.length - 1) {
      const trials = cases[rows.length] as readonly Trial[];
      if (!trials.every(isKnown)) break;
      const own = trials.flatMap(({ key }) => outcomes.get(key) ?? []);
      for (const each of own)
        if (each.status === 'completed' && each.servedBy !== null) versions.add(each.servedBy);
      // Which version the numbers will cover is known at the end only.
      if (versions.size > 1) return null;
      const row = readAnswers(
        own,
        {
          cases: [(trials[0] as Trial).caseOf],
          checks: plan.prompt.checks,
          tools: plan.prompt.tools,
        },
        { shape, costOf: (usage) => costOf(usage, price), remembered: observed },
      );
      learn(row, deterministic);
      rows.push(row);
      watched.add(row);
      if (rows.length % BLOCK_SIZE !== 0) continue;
      const by = watched.look();
      if (by !== null)
        settled = {
          by,
          cases: cases.slice(0, rows.length).map(([first]) => (first as Trial).case),
        };
    }
    return settled;
  };
}

const GATED_EFFECTS: ReadonlySet<string> = new Set(['excess', 'pss.excess', 'divergence.excess']);

/**
 * Only the wording effect is watched. Whoever compares few-shot configurations, or has a gate on another number, wants all
 * cases for those.
 */
function canSettle({ shots, variants }: Plan, gates: Readonly<Record<string, Gate>>): boolean {
  const gated = Object.entries(gates);
  const watched = gated.every(
    ([name, { min, max }]) => GATED_EFFECTS.has(name) && min === undefined && max !== undefined,
  );
  return (
    shots.length === 1 && gated.length <= 1 && watched && variants.filter(isCounted).length > 1
  );
}

function trialsByCase({ trials }: Plan): Trial[][] {
  const cases = new Map<string, Trial[]>();
  for (const trial of trials) {
    const own = cases.get(trial.case);
    if (own) own.push(trial);
    else cases.set(trial.case, [trial]);
  }
  return [...cases.values()];
}

/** Runs whose answers are drawn from shapes that were published, with and without stopping early. */

import type { Plan } from '../../src/core/plan/planRun.js';
import type { Trial } from '../../src/core/plan/trial.js';
import { planFor } from './plans.js';
import { randomFrom, type Random } from '../../src/core/numbers/random.js';
import { evidenceOf } from '../../src/core/studies/sensitivity/evidence.js';
import { answersOfRun } from '../../src/core/answers/answersOfRun.js';
import { scoreInputOf } from '../../src/core/score/runInput.js';
import { verdictOf } from '../../src/core/studies/sensitivity/verdict.js';
import { verdictStopRule } from '../../src/core/studies/sensitivity/verdictWatch.js';
import type { StopRule } from '../../src/core/run/stopEarly.js';
import { resolveRunSettings } from '../../src/core/plan/runSettings.js';
import type { Gate } from '../../src/core/prompt/settings/gates.js';
import type { Outcome } from '../../src/core/run/outcome.js';
import { scoreAnswers } from '../../src/core/score/scoreAnswers.js';
import { promptFrom } from './prompts.js';
import { variantOf } from './variants.js';

/** How the right answers of a run come about. */
export interface RunShape {
  readonly name: string;
  /** The share of cells whose repeats are drawn anew; 0 on a deterministic server. */
  readonly noise: number;
  /** The chance of each wording to be right on one case. */
  rates(random: Random): (variant: number) => number;
  /** Published, and where; what a reader would call it. */
  readonly clear: boolean;
}

export const VARIANTS = 8;
const REPEATS = 2;

/** E[2q(1 − q)] for q even over [.1,.9]: what a case that moves adds to the sensitivity. */
const PER_MOVING_CASE = 0.393;

/** Some cases move, each wording right with the case's own chance; all others are always right or always wrong. */
const movingCases = (sensitivity: number, accuracy: number): RunShape['rates'] => {
  return (random) => {
    const own = 0.1 + 0.8 * random.float();
    const moves = random.float() < sensitivity / PER_MOVING_CASE;
    const base = random.float() < accuracy ? 1 : 0;
    return () => (moves ? own : base);
  };
};

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** Sum of twelve: close enough to normal. */
const normal = (random: Random) =>
  Array.from({ length: 12 }, () => random.float()).reduce((sum, each) => sum + each, -6);

/** Rasch: some wordings are better than others by `spread`, on cases of all difficulties. */
function betterAndWorse(spread: number): RunShape['rates'] {
  return (random) => {
    const difficulty = 2 * normal(random);
    return (variant) => logistic(difficulty + spread * ((2 * variant) / (VARIANTS - 1) - 1));
  };
}

/** ProSA's sensitivities (METRICS 1.4), LMentry's wide spreads (5), templates after a Rasch model (6). */
export const RUN_SHAPES: readonly RunShape[] = [
  { name: 'never moves', clear: true, noise: 0.05, rates: movingCases(0, 0.9) },
  { name: '0.017 (72B, 3 shots)', clear: true, noise: 0.1, rates: movingCases(0.017, 0.95) },
  { name: '0.017, deterministic', clear: true, noise: 0, rates: movingCases(0.017, 0.95) },
  { name: '0.043 (110B, 7 shots)', clear: false, noise: 0.1, rates: movingCases(0.043, 0.85) },
  { name: '0.074 (14B)', clear: false, noise: 0.1, rates: movingCases(0.074, 0.85) },
  { name: '0.147 (8B)', clear: false, noise: 0.1, rates: movingCases(0.147, 0.7) },
  { name: '0.255 (7B)', clear: false, noise: 0.1, rates: movingCases(0.255, 0.6) },
  { name: 'wide spread (LMentry)', clear: true, noise: 0.1, rates: betterAndWorse(4) },
];

/** The wordings of a simulated plan where none are given. */
const IDS: readonly string[] = Array.from({ length: VARIANTS }, (_, index) =>
  index === 0 ? 'original' : `format-${index}`,
);

export function simulationPlan(cases: number, ids: readonly string[] = IDS): Plan {
  const rows = Array.from(
    { length: cases },
    (_, index) => `  - { q: "${index}", expected: ${index % 2 === 0 ? 'right' : 'left'} }`,
  );
  const prompt = promptFrom(
    `name: S\nmodel: m\nmessages:\n  - role: user\n    content: "{{q}}"\ntestData:\n${rows.join('\n')}\n`,
  );
  const variants = ids.map((id) => variantOf({ id, messages: prompt.messages }));
  return planFor(prompt, { variants, repeats: REPEATS });
}

/** A completed outcome with what `textOf` gives for each trial, by trial key, in plan order. */
export const outcomesOf = (
  trials: readonly Trial[],
  textOf: (trial: Trial) => string,
): Map<string, Outcome> =>
  new Map(
    trials.map((trial) => [
      trial.key,
      {
        status: 'completed',
        variant: trial.variant,
        shots: trial.shots,
        case: trial.case,
        repeat: trial.repeat,
        text: textOf(trial),
        finishReason: 'stop',
        tokens: null,
        usage: null,
        latencyMs: 1,
        ttftMs: null,
        servedBy: null,
        cached: false,
        requests: 1,
      },
    ]),
  );

/** An outcome for every trial; without repeats on a deterministic server. */
export function simulatedOutcomes(plan: Plan, shape: RunShape, seed: number): Map<string, Outcome> {
  const random = randomFrom(shape.name, plan.cases.length, seed);
  const place = new Map(plan.variants.map(({ id }, index) => [id, index]));
  const wrong = (expected: string | null) => (expected === 'right' ? 'left' : 'right');
  const texts = new Map<string, string[]>();
  for (const { id, expected } of plan.cases) {
    const rateOf = shape.rates(random);
    for (const variant of plan.variants) {
      const rate = rateOf(place.get(variant.id) ?? 0);
      const draw = () => (random.float() < rate ? (expected ?? '') : wrong(expected));
      const once = draw();
      const anew = random.float() < shape.noise;
      texts.set(JSON.stringify([variant.id, id]), anew ? [draw(), draw()] : [once, once]);
    }
  }
  const made = plan.trials.filter(({ repeat }) => shape.noise > 0 || repeat === 1);
  return outcomesOf(
    made,
    ({ variant, case: caseId, repeat }) =>
      texts.get(JSON.stringify([variant, caseId]))?.[repeat - 1] ?? '',
  );
}

export interface SimulatedRun {
  /** The verdict on all cases, and on those before the run was stopped. */
  readonly full: string;
  readonly early: string;
  /** Calls made, as a share of those of the whole plan, needless repeats not counted. */
  readonly share: number;
  readonly stopped: boolean;
}

/** The rule that stops a run of this plan early; never where the whole plan is wanted. */
export const stopRuleFor = (plan: Plan, gates: Readonly<Record<string, Gate>> = {}): StopRule => {
  const settings = { ...resolveRunSettings(plan.prompt, {}, {}), gates };
  return verdictStopRule({ plan, settings }, null) ?? (() => null);
};

export function simulateRun(plan: Plan, shape: RunShape, seed: number): SimulatedRun {
  const outcomes = simulatedOutcomes(plan, shape, seed);
  const deterministic = shape.noise === 0;
  const stopped = stopRuleFor(plan)(outcomes, deterministic);
  const codeOn = (onlyCases: ReadonlySet<string> | null) => {
    const all = [...outcomes.values()];
    const result = { outcomes: all, stopped: null, deterministic };
    const endpoint = {
      ...{ id: 's', price: null, auxiliaryPrice: null, recorded: null },
      concurrency: 1,
      notes: [],
    };
    const { shape: kind, counted } = answersOfRun({ plan, result, endpoint, onlyCases });
    const input = scoreInputOf({ plan, result }, { answers: counted, shape: kind });
    const scores = scoreAnswers(input, { only: new Set(['pss.excess', 'pss.within']) });
    return verdictOf(evidenceOf(plan, input, { scores, gold: true })).code;
  };
  const full = codeOn(null);
  return {
    full,
    early: stopped ? codeOn(new Set(stopped.cases)) : full,
    share: (stopped?.cases.length ?? plan.cases.length) / plan.cases.length,
    stopped: stopped !== null,
  };
}

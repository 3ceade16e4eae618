import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../src/core/numbers/random.js';
import type { Outcome } from '../../../../src/core/run/outcome.js';
import {
  RUN_SHAPES,
  simulatedOutcomes,
  simulateRun,
  simulationPlan,
  stopRuleFor,
  type RunShape,
} from '../../../support/simulatedRuns.js';

const shapeNamed = (name: string) => RUN_SHAPES.find((each) => each.name === name) as RunShape;
const STILL = shapeNamed('never moves');
const WIDE = shapeNamed('wide spread (LMentry)');
const watchFor = stopRuleFor;

describe('watching for a settled verdict', () => {
  const plan = simulationPlan(120);
  const still = simulatedOutcomes(plan, STILL, 1);

  it.each([0.15, -0.15])(
    'does not end on an all-clear where one wording can still turn out %d from the original',
    (shift) => {
      const one: RunShape = {
        ...{ name: 'y', clear: false, noise: 0.1 },
        rates: (random) => {
          const [easy, near] = [random.float() < 0.85, random.float() < Math.abs(shift)];
          return (variant) => Number(near ? (variant === 1) === shift > 0 : easy);
        },
      };
      const large = simulationPlan(200);
      const ends = Array.from({ length: 16 }, (_, seed) => simulateRun(large, one, seed));
      const wrong = ends.filter(({ early, full }) => early === 'stable' && full === 'one-differs');
      // Each guard is wrong in one run of twenty.
      expect(wrong.length).toBeLessThanOrEqual(16 / 20);
    },
  );

  it('settles at the same case whatever the order of the outcomes', () => {
    const whole = watchFor(plan)(still, false);
    expect(whole?.by).toBe('verdict');
    const inOrder = watchFor(plan);
    const shuffled = watchFor(plan);
    const last = Math.max(
      ...plan.trials.flatMap((trial, at) => (whole?.cases.includes(trial.case) ? [at] : [])),
    );
    const keys = plan.trials.slice(0, last + 1).map(({ key }) => key);
    const feed = (order: readonly string[], watch: typeof inOrder) => {
      const known = new Map<string, Outcome>();
      let found = null;
      for (const key of order) {
        known.set(key, still.get(key) as Outcome);
        found = watch(known, false);
      }
      return found;
    };
    expect(feed(keys, inOrder)).toEqual(whole);
    expect(feed(randomFrom('late').shuffle(keys), shuffled)).toEqual(whole);
  });

  it('counts no case before everything of it is known, and none after the first such', () => {
    const settled = watchFor(plan)(still, false);
    const third = settled?.cases[2];
    const without = new Map(
      [...still].filter(([, { case: id, variant, repeat }]) => {
        return !(id === third && variant === 'format-3' && repeat === 2);
      }),
    );
    expect(watchFor(plan)(without, false)).toBeNull();
  });

  it('says at once that most cases depend on the wording', () => {
    const settled = watchFor(plan)(simulatedOutcomes(plan, WIDE, 1), false);
    expect(settled?.cases.length).toBeLessThan(40);
  });

  it('knows on a deterministic server that no repeat is coming', () => {
    const first = new Map([...still].filter(([, { repeat }]) => repeat === 1));
    expect(watchFor(plan)(first, false)).toBeNull();
    expect(watchFor(plan)(first, true)?.by).toBe('verdict');
  });

  it('does not settle while the model behind the endpoint changes', () => {
    const changed = new Map(
      [...still].map(([key, each], at) => [
        key,
        { ...each, servedBy: at < 100 ? 'a' : 'b' } as Outcome,
      ]),
    );
    expect(watchFor(plan)(changed, false)).toBeNull();
  });

  it('stops for a gate on the effect, and leaves gates on other numbers all their cases', () => {
    expect(watchFor(plan, { excess: { max: 0.2 } })(still, false)?.by).toBe('gate');
    expect(watchFor(plan, { accuracy: { min: 0.9 } })(still, false)).toBeNull();
    expect(
      watchFor(plan, { excess: { max: 0.2 }, accuracy: { min: 0.9 } })(still, false),
    ).toBeNull();
  });

  it.each(RUN_SHAPES.map((shape) => [shape.name, shape] as const))(
    'gives the verdict of the full grid: %s',
    (_, shape) => {
      const runs = Array.from({ length: 6 }, (_each, seed) => simulateRun(plan, shape, seed));
      expect(runs.filter(({ full, early }) => full !== early).length).toBeLessThanOrEqual(1);
      expect(runs.every(({ share }) => share <= 1)).toBe(true);
    },
    // Each simulates whole runs: ten seconds and more on a slow machine.
    120_000,
  );
});

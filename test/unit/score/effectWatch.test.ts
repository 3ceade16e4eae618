import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { meanTest } from '../../../src/core/score/statistics/meanTest.js';
import { caseEvidence, effectRange, watchEffect } from '../../../src/core/score/effectWatch.js';
import { scoreInput } from '../../support/observations.js';

const QUESTION = { least: -0.5, most: 4 / 7, limits: [0.05, 0.1, 0.2], apart: 0.1 };
const still = { effect: 0, differences: [0, 0] };

describe('a test that may be looked at after every value', () => {
  it('shows on which side of its limit the mean lies, and stays with it', () => {
    const low = meanTest(0.5);
    for (let at = 0; at < 100; at++) low.add(at % 4 === 0 ? 1 : 0);
    expect(low.side).toBe('below');
    for (let at = 0; at < 1000; at++) low.add(1);
    expect(low.side).toBe('below');
    const high = meanTest(0.5);
    for (let at = 0; at < 100; at++) high.add(at % 4 === 0 ? 0 : 1);
    expect(high.side).toBe('above');
  });

  it('says nothing after a few values', () => {
    const few = meanTest(0.5);
    for (let at = 0; at < 3; at++) few.add(0);
    expect(few.side).toBeNull();
  });
});

describe('watching the wording effect', () => {
  it('shows an effect to be in the stable band after 45 cases in which nothing moves', () => {
    const watch = watchEffect(QUESTION);
    let cases = 0;
    while (watch.sideOf(0.05) === null) {
      watch.add(still);
      cases += 1;
    }
    expect(watch.sideOf(0.05)).toBe('below');
    expect(watch.noneApart).toBe(true);
    expect(cases).toBe(45);
  });

  it('does not rule out a worse wording that falls', () => {
    const watch = watchEffect(QUESTION);
    for (let at = 0; at < 200; at++)
      watch.add({ effect: 0, differences: [0, at % 5 === 0 ? -1 : 0] });
    expect(watch.sideOf(0.05)).toBe('below');
    expect(watch.noneApart).toBe(false);
  });

  it('passes over cases that cannot be scored', () => {
    const [watch, other] = [watchEffect(QUESTION), watchEffect(QUESTION)];
    for (let at = 0; at < 40; at++) {
      watch.add(still);
      other.add(still);
      other.add({ effect: null, differences: [null, null] });
    }
    expect(other.sideOf(0.1)).toBe(watch.sideOf(0.1));
    expect(watch.sideOf(0.1)).toBe('below');
  });

  it.each([
    [0.1, 0.5, 0.05],
    [0.2, 0.5, 0.1],
    [0.5, 0.4, 0.2],
  ])(
    'places the mean on a wrong side in under one of twenty of 2,000 runs: a share of %f moves by %f',
    (share, size, truth) => {
      let misled = 0;
      for (let run = 0; run < 2000; run++) {
        const random = randomFrom('stops', share, run);
        const watch = watchEffect(QUESTION);
        for (let look = 0; look < 150; look++)
          watch.add({ effect: random.float() < share ? size : 0, differences: [] });
        if (QUESTION.limits.some((limit) => watch.sideOf(limit) === wrongSide(limit, truth)))
          misled += 1;
      }
      expect(misled / 2000).toBeLessThan(0.05);
    },
  );

  // A mean at the limit itself lies on neither side; only what would be told as a smaller effect counts.
  const wrongSide = (limit: number, truth: number) => (limit > truth ? 'above' : 'below');

  it('measures a case by its own answers: excess with repeats, disagreement without', () => {
    const cell = [
      [
        [1, 1],
        [1, 1],
        [0, 1],
      ],
    ];
    const input = scoreInput(cell);
    const noise = caseEvidence(input, { measured: 'scores', noise: true });
    // Cross: (0 + 1/2 + 1/2) / 3; within: (0 + 0 + 1) / 3.
    expect(noise.effect).toBeCloseTo(1 / 3 - 1 / 3, 9);
    expect(noise.differences).toEqual([0, -0.5]);
    const whole = caseEvidence(input, { measured: 'scores', noise: false });
    expect(whole.effect).toBeCloseTo(1 / 3, 9);
  });

  it('reckons with effects from minus a half to the largest mean difference', () => {
    expect(effectRange('scores', { variants: 8, noise: 'all' })).toEqual({
      least: -0.5,
      most: 16 / 28,
    });
    expect(effectRange('answers', { variants: 8, noise: 'none' })).toEqual({ least: 0, most: 1 });
  });
});

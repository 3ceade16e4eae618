import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderFailure } from '../../../src/core/errors.js';
import type { Trial } from '../../../src/core/plan/trial.js';
import { watchHealth } from '../../../src/core/run/variantHealth.js';

const trial = (variant: string, caseId: string, repeat = 1) =>
  ({ variant, case: caseId, repeat }) as Trial;
const failed = (failure: ProviderFailure) => new ProviderError('e', { failure });

/** Whether the run goes on after each failure. */
const stopsAt = (
  failure: ProviderFailure,
  trials: readonly (readonly [string, string])[],
  { answered = [] as readonly (readonly [string, string])[], variants = 3, cases = 20 } = {},
) => {
  const health = watchHealth(variants, cases);
  answered.forEach(([variant, id]) => health.answered(trial(variant, id)));
  const found = trials.findIndex(([variant, id]) =>
    health.failed(trial(variant, id), failed(failure)),
  );
  return found < 0 ? null : found + 1;
};
const ofVariant = (variant: string, n: number) =>
  Array.from({ length: n }, (_, at) => [variant, `c${at}`] as const);

describe('a run whose calls fail', () => {
  it('goes on while only one variant fails, however often', () => {
    expect(stopsAt('server', ofVariant('polite', 40))).toBeNull();
    expect(stopsAt('forbidden', ofVariant('polite', 40))).toBeNull();
    expect(stopsAt('bad-request', ofVariant('polite', 40))).toBeNull();
    expect(
      stopsAt('forbidden', ofVariant('polite', 40), { answered: [['short', 'c1']] }),
    ).toBeNull();
  });

  it('goes on while only one case fails', () => {
    const trials = ['a', 'b', 'c', 'd', 'e', 'f'].map((variant) => [variant, 'c1'] as const);
    expect(stopsAt('server', trials)).toBeNull();
    expect(stopsAt('server', trials, { cases: 1 })).toBe(5);
  });

  it('ends when several variants fail in a row', () => {
    expect(stopsAt('server', [...ofVariant('a', 8), ...ofVariant('b', 8)])).toBe(9);
    expect(stopsAt('server', ofVariant('a', 8), { variants: 1 })).toBe(5);
  });

  it('goes on while two variants fail that were never answered, once another was', () => {
    const two = [...ofVariant('a', 8), ...ofVariant('b', 8)];
    const answered = [['c', 'c1']] as const;
    expect(stopsAt('server', two, { answered })).toBeNull();
    expect(stopsAt('server', [...two, ...ofVariant('d', 1)], { answered })).toBe(17);
    // One that was answered before is no variant that always fails.
    expect(stopsAt('server', two, { answered: [['a', 'c9']] })).toBe(9);
  });

  it('lets a variant wait that has failed twice, and gives up its turns where others are answered', () => {
    const health = watchHealth(3, 20);
    for (const id of ['c1', 'c2']) {
      expect(health.canWait(trial('polite', 'c3'))).toBe(false);
      health.failed(trial('polite', id), failed('rate-limited'));
    }
    expect(health.canWait(trial('polite', 'c3'))).toBe(true);
    expect(health.canWait(trial('short', 'c3'))).toBe(false);
    for (const id of ['c1', 'c2', 'c3', 'c4']) health.answered(trial('short', id));
    expect(health.isPassedOver(trial('polite', 'c3'))).toBe(false);
    health.answered(trial('short', 'c5'));
    expect(health.isPassedOver(trial('polite', 'c3'))).toBe(true);
    health.failed(trial('polite', 'c3'), failed('rate-limited'));
    expect(health.isPassedOver(trial('polite', 'c4'))).toBe(true);
  });

  it('ends when all are refused and nothing was ever answered', () => {
    const trials = [...ofVariant('a', 8), ...ofVariant('b', 8)];
    expect(stopsAt('bad-request', trials)).toBe(9);
    expect(stopsAt('bad-request', trials, { answered: [['c', 'c1']] })).toBeNull();
  });

  it('ends at once where no call can succeed', () => {
    for (const failure of ['unauthorised', 'quota', 'not-found', 'not-compatible'] as const)
      expect(stopsAt(failure, ofVariant('a', 2))).toBe(1);
    expect(stopsAt('unauthorised', ofVariant('a', 2), { answered: [['b', 'c1']] })).toBe(1);
  });

  it('does not try at length what has failed twice and was never answered', () => {
    const health = watchHealth(2, 20);
    health.failed(trial('polite', 'c1'), failed('server'));
    expect(health.isHopeless(trial('polite', 'c3'))).toBe(false);
    health.failed(trial('polite', 'c2'), failed('server'));
    expect(health.isHopeless(trial('polite', 'c3'))).toBe(true);
    expect(health.isHopeless(trial('short', 'c3'))).toBe(false);
    health.answered(trial('polite', 'c4'));
    expect(health.isHopeless(trial('polite', 'c3'))).toBe(false);
  });

  it('tries a good case at length whatever one other case, or what is refused, comes to', () => {
    const health = watchHealth(2, 20);
    for (const repeat of [1, 2, 3]) health.failed(trial('polite', 'bad', repeat), failed('server'));
    expect(health.isHopeless(trial('polite', 'bad', 4))).toBe(true);
    expect(health.isHopeless(trial('polite', 'c1'))).toBe(false);
    for (const id of ['c2', 'c3', 'c4']) health.failed(trial('short', id), failed('bad-request'));
    expect(health.isHopeless(trial('short', 'c1'))).toBe(false);
  });
});

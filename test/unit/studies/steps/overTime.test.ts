import { describe, expect, it } from 'vitest';
import { stepsDrift, type DatedRun } from '../../../../src/core/studies/steps/overTime.js';

/** A run a day of each case: on the first `before` days all succeed, on the others as `success` says. */
const runs = (cases: number, days: number, success: (day: number) => number | null): DatedRun[] =>
  Array.from({ length: cases }, (_, id) =>
    Array.from({ length: days }, (__, day) => ({
      ...{ case: `case ${id}`, day: `2026-01-0${day + 1}`, success: success(day) },
    })),
  ).flat();

describe('recorded runs over time', () => {
  it('drifted where they succeed less often from the middle of the days on', () => {
    const found = stepsDrift(runs(20, 6, (day) => (day < 3 ? 1 : 0)));
    expect(found).toMatchObject({
      ...{ since: '2026-01-04', verdict: 'drifted', cases: 20 },
      ...{ success: { before: 1, now: 0 }, difference: { value: -1 } },
    });
  });

  it('are unchanged within the margin where nothing differs in many cases, and open in few', () => {
    expect(stepsDrift(runs(400, 2, () => 1))?.verdict).toBe('unchanged');
    const few = stepsDrift(runs(3, 2, () => 1));
    expect(few?.verdict).toBe('too-early');
    expect(few?.difference.ci[0]).toBeLessThan(0);
  });

  it('are held against each other from the day that is named', () => {
    expect(
      stepsDrift(
        runs(20, 4, (day) => (day < 3 ? 1 : 0)),
        '2026-01-04',
      ),
    ).toMatchObject({
      since: '2026-01-04',
      success: { before: 1, now: 0 },
    });
  });

  it.each([
    ['one day', runs(5, 1, () => 1), undefined],
    ['runs that nobody can judge', runs(5, 4, () => null), undefined],
    ['no run before the day', runs(5, 4, () => 1), '2026-01-01'],
    ['no run from it on', runs(5, 4, () => 1), '2027-01-01'],
    [
      'other cases on each side',
      [...runs(1, 1, () => 1), { case: 'x', day: '2026-02-01', success: 1 }],
      undefined,
    ],
  ])('are not compared with %s', (_, given, since) => {
    expect(stepsDrift(given, since)).toBeNull();
  });
});

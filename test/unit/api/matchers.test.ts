import { describe, expect, it } from 'vitest';
import { matchers } from '../../../src/api/matchers.js';
import type { Report } from '../../../src/api/report.js';
import { sampleReport } from '../../support/sampleReport.js';

const sample = await sampleReport();
const reportWith = (ci: readonly [number, number], changes: Partial<Report> = {}): Report => {
  const report = sample;
  const excess = report.metrics['pss.excess'];
  if (!excess) throw new Error('The sample has no effect.');
  const value = (ci[0] + ci[1]) / 2;
  return {
    ...{ ...report, comparedBy: 'score', ...changes },
    metrics: { ...report.metrics, 'pss.excess': { ...excess, value, ci: [...ci] } },
  };
};
const robust = (report: Report, { isNot = false, maxEffect = 0.05 } = {}) =>
  matchers.toBeRobust.call({ isNot }, report, { maxEffect });

describe('toBeRobust', () => {
  it.each([
    [[0, 0.04], true],
    [[0, 0.05], true],
    [[0.06, 0.2], false],
  ] as const)('takes the whole interval %s', async (ci, pass) => {
    expect((await robust(reportWith(ci))).pass).toBe(pass);
    expect((await robust(reportWith(ci), { isNot: true })).pass).toBe(pass);
  });

  it.each([false, true])(
    'fails as inconclusive where the interval includes the bound (not: %s)',
    async (isNot) => {
      const found = await robust(reportWith([0.01, 0.2]), { isNot });
      expect(found.pass).toBe(isNot);
      expect(found.message()).toMatch(
        /^Inconclusive: .+\n {2}pss\.excess max 0\.05: .+ the interval includes 0\.05/,
      );
    },
  );

  it('does not pass on a part of a run, and fails on one that shows enough', async () => {
    const stopped = await robust(reportWith([0, 0.01], { stopped: 'budget' }));
    expect(stopped.pass).toBe(false);
    expect(stopped.message()).toContain('Inconclusive');
    expect(stopped.message()).toMatch(/budget/);
    const failed = await robust(reportWith([0.2, 0.4], { stopped: 'budget' }), { isNot: true });
    expect(failed.pass).toBe(false);
  });
});

describe('what a matcher is given', () => {
  const isRefused = (call: Promise<unknown>, message: string) =>
    expect(call).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as string,
    });

  it.each([[null], [undefined], [5], [{}], [[]], ['']])('is no %j', async (prompt) => {
    const needs = 'It has to be the path of a prompt file, or a report of evaluate.';
    await isRefused(matchers.toBeRobust.call({}, prompt as never), needs);
    await isRefused(matchers.toPassGates.call({}, prompt as never), needs);
  });

  it.each([['x'], [NaN], [-0.1], [5], [null]])('has no bound of %j', (maxEffect) =>
    isRefused(
      matchers.toBeRobust.call({}, sample, { maxEffect: maxEffect as never }),
      'maxEffect is',
    ),
  );

  it('has options that are an object', async () => {
    await isRefused(matchers.toBeRobust.call({}, sample, null as never), 'have to be an object');
    await isRefused(matchers.toPassGates.call({}, sample, 5 as never), 'have to be an object');
  });

  it('has no options of a run beside a report, and none that are misspelt', async () => {
    await isRefused(matchers.toPassGates.call({}, sample, { repeats: 3 }), 'repeats has no effect');
    await isRefused(
      matchers.toBeRobust.call({}, sample, { maxEfect: 0.1 } as never),
      'maxEfect is not an option',
    );
  });
});

describe('toPassGates', () => {
  const gate = {
    metric: 'accuracy',
    limit: 'min',
    bound: 0.8,
    value: 0.7,
    ci: [0.6, 0.75],
  } as const;
  const passing = (gates: Report['gates'], isNot = false) =>
    matchers.toPassGates.call({ isNot }, reportWith([0, 0.01], { gates }));
  it('takes the results of the report', async () => {
    expect((await passing([{ ...gate, ci: [0.6, 0.75], result: 'failed' }])).pass).toBe(false);
    expect((await passing([{ ...gate, ci: [0.6, 0.75], result: 'passed' }])).pass).toBe(true);
  });
  it('says that there are none', async () => {
    const none = await passing([]);
    expect(none.pass).toBe(false);
    expect(none.message()).toContain('The prompt has no gates.');
    expect((await passing([], true)).pass).toBe(true);
  });
});

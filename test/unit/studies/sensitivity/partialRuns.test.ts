import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../src/core/report/view.js';
import { matrixOf } from '../../../../src/core/report/matrix.js';
import {
  lastRun,
  summaryLine,
  summaryOf,
  unfinishedRun,
} from '../../../../src/core/studies/sensitivity/summary.js';
import { sensitivity } from '../../../../src/core/studies/sensitivity/sensitivity.js';
import { ProviderError } from '../../../../src/core/errors.js';
import { endpointOn, memoryStore, studied, tested } from '../../../support/studies.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../../support/prompts.js';

const run = async (caseIds?: string[]) => {
  const endpoint = endpointOn(fakeProvider(() => completion('bug')));
  const overrides = { variants: { format: 1 }, ...(caseIds ? { caseIds } : {}) };
  return (await tested(promptFrom(TRIAGE), endpoint, overrides)).report;
};

describe('a run of some of the cases', () => {
  it('keeps the numbers they have in the file', async () => {
    const report = await run(['3', '8']);
    expect(matrixOf(report).columns.map(({ number }) => number)).toEqual([3, 8]);
    expect(matrixOf(await run()).columns.map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  it('says so, and does not speak for the prompt where the whole was run before', async () => {
    const [whole, part] = [summaryOf(await run()), summaryOf(await run(['3', '8']))];
    expect(whole.part).toBeUndefined();
    expect(summaryLine(part)).toContain('2 of 8 cases');
    expect(lastRun([whole, part])).toBe(whole);
    expect(lastRun([part])).toBe(part);
    expect(lastRun([])).toBeNull();
  });

  it('is advised to run more of them, not to write more', async () => {
    expect(viewOf(await run(['3', '8'])).verdict.advice).toBe(
      'Run more of the 8 cases of the prompt file: this run had 2.',
    );
  });
});

describe('a run that was cut short', () => {
  it.each(['cancelled', 'provider'])('(%s) is never the result of its prompt', async (stopped) => {
    const completed = summaryOf(await run());
    const interrupted = { ...completed, stopped };
    expect(lastRun([completed, interrupted])).toBe(completed);
    expect(lastRun([interrupted])).toBeNull();
    const part = summaryOf(await run(['3', '8']));
    expect(lastRun([interrupted, part])).toBe(part);
    expect(lastRun([completed, { ...part, stopped }])).toBe(completed);
  });

  it('can be continued while it is the newest, and where answers of it are kept', async () => {
    const completed = summaryOf(await run());
    const interrupted = { ...completed, stopped: 'provider' };
    expect(unfinishedRun([completed, interrupted])).toBe(interrupted);
    expect(unfinishedRun([interrupted, completed])).toBeNull();
    expect(unfinishedRun([{ ...interrupted, completed: 0 }])).toBeNull();
  });

  it('is not one that used up its budget', async () => {
    const completed = summaryOf(await run());
    const bounded = { ...completed, stopped: 'budget' };
    expect(lastRun([completed, bounded])).toBe(bounded);
  });
});

describe('a run without an answer', () => {
  it('is no result, and is not kept', async () => {
    const store = memoryStore();
    const { result } = await studied(
      sensitivity,
      promptFrom(TRIAGE),
      endpointOn(fakeProvider(() => new ProviderError('no such key', { failure: 'unauthorised' }))),
      { overrides: { variants: { format: 1 } }, store },
    );
    expect(result.totals.completed).toBe(0);
    expect(store.results).toEqual([]);
    expect(lastRun([summaryOf(result)])).toBeNull();
    expect(lastRun([{ ...summaryOf(result), stopped: null }])).toBeNull();
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as core from '../../../src/core/index.js';
import type { Report, RunSummary } from '../../../src/core/index.js';
import { idle, type EntryPhase } from '../../../src/extension/entryPhase.js';
import { earlierView, reportAfter, unfinishedView } from '../../../src/extension/runHistory.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { sampleReport } from '../../support/sampleReport.js';

const failed: EntryPhase = {
  kind: 'failed',
  failure: {
    title: 'Stopped',
    message: 'HTTP 401',
    kept: null,
    canResume: false,
    refusedKey: null,
  },
};
const at = (report: Report, hour: number, part: Partial<Report> = {}): Report => ({
  ...report,
  startedAt: `2026-01-01T0${hour}:00:00.000Z`,
  ...part,
});
const kept = (report: Report): RunSummary => ({
  ...core.summaryOf(report),
  report: `${report.startedAt}.json`,
});

describe('after a run', () => {
  let good: Report;
  let cancelled: Report;
  let unanswered: Report;
  beforeAll(async () => {
    const sample = await sampleReport();
    good = at(sample, 1);
    cancelled = at(sample, 2, { stopped: 'cancelled' });
    unanswered = at(sample, 3, { totals: { ...sample.totals, completed: 0 } });
  });
  const shownAfter = (ran: Report | null, before: Report | null, runs: readonly Report[]) =>
    reportAfter(
      { ran, before, history: runs.map(kept) },
      {
        core,
        read: async (run) => runs.find(({ startedAt }) => startedAt === run.startedAt) ?? null,
      },
    );

  it('its report is shown where it is a result', async () => {
    expect(await shownAfter(good, null, [good])).toBe(good);
    const next = at(good, 4);
    expect(await shownAfter(next, good, [good, next])).toBe(next);
  });

  it('that was cancelled, failed or declined, the last result stays', async () => {
    expect(await shownAfter(cancelled, good, [good, cancelled])).toBe(good);
    expect(await shownAfter(unanswered, good, [good])).toBe(good);
    expect(await shownAfter(null, good, [good])).toBe(good);
  });

  it('the last result is found where another run was shown before', async () => {
    const again = at(cancelled, 4);
    expect(await shownAfter(again, cancelled, [good, cancelled, again])).toBe(good);
    expect(await shownAfter(again, null, [good, again])).toBe(good);
  });

  it('what there is of it is shown where there is no result', async () => {
    expect(await shownAfter(cancelled, null, [cancelled])).toBe(cancelled);
    expect(await shownAfter(unanswered, null, [])).toBeNull();
  });

  const entry = (report: Report, runs: readonly Report[], phase: EntryPhase = idle) => ({
    ...{ report, phase, history: runs.map(kept), soFar: false },
    prompt: promptFrom(TRIAGE),
  });

  it('that is not the one shown, the panel says which run it shows', () => {
    expect(earlierView(entry(good, [good]), core)).toBeNull();
    const view = earlierView(entry(good, [good, cancelled]), core);
    expect(view?.text).toMatch(/^Earlier run, on sample-model, /);
    expect(view?.newest).toBeNull();
    const next = at(good, 4);
    expect(earlierView(entry(good, [good, next]), core)?.newest).toBe(1);
    expect(earlierView(entry(good, [good], failed), core)?.text).toContain('on sample-model');
  });

  it('of a part by itself, the panel says so and leads back to the result', () => {
    const alone = at(good, 5, { plan: { ...good.plan, only: 'alone' } });
    expect(earlierView(entry(alone, [good, alone]), core)).toMatchObject({
      text: 'Only a part of the prompt was run, on sample-model.',
      newest: 0,
    });
    expect(earlierView(entry(alone, [alone]), core)).toBeNull();
  });

  it('of which only a part is there, that part is not called an earlier run', () => {
    expect(earlierView(entry(cancelled, [cancelled]), core)).toBeNull();
    expect(earlierView(entry(cancelled, [cancelled], failed), core)).toBeNull();
  });

  it('that was cut short, it can be continued while its prompt is the same', () => {
    const same = { ...cancelled, prompt: { ...cancelled.prompt } };
    const view = unfinishedView(entry(good, [good, same]), core);
    expect(view).toMatchObject({ index: 1, canResume: true });
    expect(view?.text).toContain('was cancelled');
    const other = { ...entry(good, [good, same]), prompt: null };
    expect(unfinishedView(other, core)?.canResume).toBe(false);
    expect(unfinishedView(entry(same, [good, same]), core)).toBeNull();
    expect(unfinishedView(entry(good, [same, good]), core)).toBeNull();
  });
});

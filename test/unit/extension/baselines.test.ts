import { beforeAll, describe, expect, it } from 'vitest';
import * as core from '../../../src/core/index.js';
import type { Report } from '../../../src/core/index.js';
import { acceptQuestion } from '../../../src/extension/baselines/acceptQuestion.js';
import { baselineView } from '../../../src/extension/baselines/baselineView.js';
import { reminderOf } from '../../../src/extension/baselines/reminder.js';
import { emptyEntry } from '../../../src/extension/entry.js';
import { isKeptFolder, promptOfKept } from '../../../src/extension/promptFiles.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { sampleReport } from '../../support/sampleReport.js';

const NO_PRINTS = { prompt: '', cases: '', files: '', wordings: '', settings: '' };

describe('a reminder of old baselines', () => {
  const prompt = (path: string, stale: 'age' | 'prompt' | null, startedAt = '2026-01-01') =>
    ({ path, baseline: { startedAt, stale } }) as unknown as Parameters<typeof reminderOf>[0][0];

  it('is given once for each baseline, and again for the next one of a prompt', () => {
    const prompts = [prompt('a', 'age'), prompt('b', 'prompt'), prompt('c', null)];
    const first = reminderOf(prompts, []);
    expect(first).toMatchObject({ old: 1, fresh: 1 });
    expect(reminderOf(prompts, first.reminded).fresh).toBe(0);
    const later = [...prompts, prompt('d', 'age')];
    expect(reminderOf(later, first.reminded)).toMatchObject({ old: 2, fresh: 1 });
    const accepted = [prompt('a', 'age', '2026-04-01')];
    expect(reminderOf(accepted, first.reminded).fresh).toBe(1);
  });

  it('forgets baselines that are old no more, and prompts without one', () => {
    expect(reminderOf([{ path: 'a', baseline: null }], ['x']).reminded).toEqual([]);
  });
});

describe('what is kept for a prompt', () => {
  it.each([
    ['/w/.plumbline/baselines/prompts/a.prompt.yml.json', '/w/prompts/a.prompt.yml'],
    ['/w/.plumbline/variants/prompts/a.prompt.yml.yml', '/w/prompts/a.prompt.yml'],
    ['/w/packages/b/.plumbline/baselines/x.prompty.json', '/w/packages/b/x.prompty'],
    ['/w/.plumbline/runs/prompts/a.prompt.yml/history', null],
    ['/w/prompts/a.prompt.yml', null],
  ])('%s belongs to %s', (path, prompt) => {
    expect(promptOfKept(path)).toBe(prompt);
  });
});

describe('a folder of what is kept', () => {
  it.each([
    ['/w/.plumbline/baselines', true],
    ['/w/.plumbline/baselines/prompts', true],
    ['/w/.plumbline/baselines/a.prompt.yml.json.12.tmp', false],
    ['/w/.plumbline/runs', false],
  ])('%s: %s', (path, is) => {
    expect(isKeptFolder(path)).toBe(is);
  });
});

describe('a baseline in the panel', () => {
  let report: Report;
  beforeAll(async () => {
    report = await sampleReport();
  });
  const entry = async (part: object) => ({
    ...emptyEntry({ path: '/w/triage.prompt.yml' } as never),
    report,
    prompt: await promptFrom(TRIAGE),
    ...part,
  });

  it('can be accepted while there is none, and not while the run goes on', async () => {
    expect(baselineView(await entry({}), core)).toEqual({
      text: 'No result of this prompt was accepted yet.',
      stale: null,
      canAccept: true,
      canCompare: false,
    });
    expect(baselineView(await entry({ soFar: true }), core).canAccept).toBe(false);
  });

  it('is named, with why it applies no more, and compared with a later result', async () => {
    const accepted = { ...core.baselineOf(report, NO_PRINTS), measuredAt: '2026-01-01T00:00:00Z' };
    const view = baselineView(await entry({ baseline: { accepted, stale: 'files' } }), core);
    expect(view).toMatchObject({ stale: 'included files changed', canCompare: true });
    expect(view.text).toMatch(/ on .+ ago\.$/);
  });

  it('has nothing to be compared with where it is what is shown', async () => {
    const accepted = core.baselineOf(report, NO_PRINTS);
    const view = baselineView(await entry({ baseline: { accepted, stale: null } }), core);
    expect(view).toMatchObject({ canAccept: false, canCompare: false });
    expect(view.text).toBe('This result is the baseline.');
  });

  it('is asked for with what changes: the verdict and the two numbers one looks at', () => {
    const next = core.baselineOf(report, NO_PRINTS);
    const word = core.verdictWord(next.verdict, (text) => text);
    expect(acceptQuestion(null, next, core)).toContain(`? ${word}, wording effect`);
    const before = {
      ...next,
      verdict: next.verdict === 'stable' ? 'no-movement' : 'stable',
    } as const;
    expect(acceptQuestion(before as typeof next, next, core)).toContain(` → ${word}, `);
  });
});

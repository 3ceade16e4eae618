import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { summaryOf, type RunSummary } from '../../../src/core/studies/sensitivity/summary.js';
import { keptFilesOf } from '../../../src/node/movePrompt.js';
import { openStore } from '../../../src/node/promptStore.js';
import { findWorkspace } from '../../../src/node/workspace.js';
import { sampleReport } from '../../support/sampleReport.js';

const PROMPT = 'prompts/a.prompt.yml';
let root = '';
const store = async () =>
  openStore(await findWorkspace(join(root, 'plumbline.yml')), PROMPT, (message) => {
    throw new Error(message);
  });
const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00.000Z`;

async function keepRuns(minutes: readonly number[]): Promise<void> {
  const { keepResult } = await store();
  const summary = summaryOf(await sampleReport());
  for (const minute of minutes) {
    const own = { ...summary, startedAt: at(minute) };
    await keepResult({ study: 'sensitivity', result: { at: minute }, summary: own });
  }
}
const history = async () => (await store()).history();
const minutesOf = (runs: readonly RunSummary[]) =>
  runs.map(({ startedAt }) => new Date(startedAt).getUTCMinutes());
const runAt = async (minute: number): Promise<RunSummary> =>
  (await history()).find(({ startedAt }) => startedAt === at(minute))!;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-'));
  writeFileSync(join(root, 'plumbline.yml'), '');
});

describe('a kept run', () => {
  it('that is deleted is in no history, and its report in no folder', async () => {
    await keepRuns([1, 2, 3]);
    const { markRun, readReport } = await store();
    const gone = await runAt(2);
    await markRun(gone, 'deleted');
    expect(minutesOf(await history())).toEqual([1, 3]);
    expect(await readReport(gone)).toBeNull();
    expect(await readReport(await runAt(3))).toBe('{"at":3}');
  });

  it('that is pinned keeps its report however many follow, until it is not', async () => {
    await keepRuns([1, 2]);
    const { markRun, readReport } = await store();
    await markRun(await runAt(1), 'pinned');
    await keepRuns([...Array(25).keys()].map((index) => index + 10));
    expect(await readReport(await runAt(1))).toBe('{"at":1}');
    expect(await readReport(await runAt(2))).toBeNull();
    expect((await runAt(1)).pinned).toBe(true);
    await markRun(await runAt(1), 'unpinned');
    expect((await runAt(1)).pinned).toBeUndefined();
    await keepRuns([50]);
    expect(await readReport(await runAt(1))).toBeNull();
    expect(minutesOf(await history())).toHaveLength(28);
  });

  it('stays pinned when it is scored again', async () => {
    await keepRuns([1]);
    await (await store()).markRun(await runAt(1), 'pinned');
    await keepRuns([2, 1]);
    expect((await runAt(1)).pinned).toBe(true);
    expect(minutesOf(await history())).toEqual([1, 2]);
  });

  it('names no file outside its folder', async () => {
    writeFileSync(join(root, 'victim'), 'x');
    await keepRuns([1]);
    await (await store()).markRun({ ...(await runAt(1)), report: '../../../../victim' }, 'deleted');
    expect(existsSync(join(root, 'victim'))).toBe(true);
  });
});

describe('what is kept for a prompt', () => {
  it('is named, and nothing of its neighbours', async () => {
    const write = (path: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), '');
    };
    const own = [
      `.plumbline/cache/${PROMPT}.jsonl`,
      `.plumbline/runs/${PROMPT}/history`,
      `.plumbline/variants/${PROMPT}.yml`,
      `${PROMPT}.sensitivity.yml`,
    ];
    for (const path of [...own, PROMPT, '.plumbline/variants/prompts/b.prompt.yml.yml'])
      write(path);
    const found = await keptFilesOf(join(root, PROMPT));
    expect(found.map((path) => path.slice(root.length + 1)).sort()).toEqual(
      own.map((path) => path.replace('/history', '')).sort(),
    );
    expect(readdirSync(join(root, 'prompts'))).toHaveLength(2);
  });
});

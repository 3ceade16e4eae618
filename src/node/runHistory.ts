/** The reports of a prompt's runs, and the file that lists them. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptResult } from '../core/run/runStore.js';
import { historyOf, markLine, type RunMark } from '../core/studies/sensitivity/history.js';
import type { RunSummary } from '../core/studies/sensitivity/summary.js';
import { lineFile } from './lineFile.js';
import { writeJson } from './writeFile.js';

/** Reports of older runs are deleted unless they are pinned; their lines in the history stay. */
const MAX_REPORTS = 20;
const REPORT_ENDING = '.plumbline.json';

const historyFile = (folder: string) => join(folder, 'history');

/** `folder`: of the prompt's runs. */
export const readHistory = async (folder: string): Promise<RunSummary[]> =>
  historyOf(await lineFile(historyFile(folder)).read());

export async function keepInHistory(
  folder: string,
  { result, summary }: KeptResult,
): Promise<void> {
  const startedAt = String((summary as { startedAt?: unknown }).startedAt);
  const name = `${startedAt.replace(/[:.]/g, '-')}-${process.pid}${REPORT_ENDING}`;
  await writeJson(join(folder, name), result);
  await append(folder, JSON.stringify({ ...summary, report: name }));
  await forgetOldReports(folder);
}

/** A deleted run loses its report; the answers stay where they are cached. */
export async function markRun(folder: string, run: RunSummary, mark: RunMark): Promise<void> {
  await append(folder, markLine(run, mark));
  const { report } = run;
  if (mark === 'deleted' && report !== undefined && isFileName(report))
    await rm(join(folder, report), { force: true });
}

/** What a line names must stay in the folder. */
export const isFileName = (name: string): boolean => /^[\w.-]+$/.test(name);

async function append(folder: string, line: string): Promise<void> {
  const history = lineFile(historyFile(folder));
  try {
    await history.append(line);
  } finally {
    await history.close();
  }
}

async function forgetOldReports(folder: string): Promise<void> {
  const pinned = new Set(
    (await readHistory(folder)).filter(({ pinned }) => pinned).map(({ report }) => report),
  );
  const names = (await readdir(folder))
    .filter((name) => name.endsWith(REPORT_ENDING) && !pinned.has(name))
    .sort();
  const old = names.slice(0, Math.max(0, names.length - MAX_REPORTS));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

/** What runs leave in `.plumbline`: the cache, journals, reports, and a history of one line a run. */

import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plan } from '../core/plan/planRun.js';
import type { AppendLog } from '../core/ports/store.js';
import { influenceSchema, type Influence } from '../core/report/influence.js';
import type { Report } from '../core/report/report.js';
import { readSummary, summaryOf, type RunSummary } from '../core/report/summary.js';
import { openCache, type Cache } from '../core/run/cache.js';
import { journalHeaderLine, readJournal, readSideUse } from '../core/run/journal.js';
import type { Outcome } from '../core/run/outcome.js';
import { NO_SIDE_USE, type SideUse } from '../core/run/sideUse.js';
import { forgiving, lineFile } from './lineFile.js';
import {
  cacheFile,
  findRun,
  keepLocalFilesOutOfGit,
  newRunFile,
  readText,
  runsFolder,
  writeText,
  type Workspace,
} from './workspace.js';

type Say = (text: string) => void;

export interface OpenCache {
  readonly cache: Cache;
  close(): Promise<void>;
}

export async function openCacheFor(
  workspace: Workspace,
  prompt: string,
  say: Say,
): Promise<OpenCache> {
  const log = localLog(cacheFile(workspace, prompt), say);
  return { cache: await openCache(log), close: () => log.close() };
}

export interface OpenJournal {
  readonly log: AppendLog;
  readonly path: string;
  /** What an earlier part of the same run has written. */
  readonly earlier: readonly Outcome[];
  /** What its calls beside the trials took. */
  readonly side: SideUse;
}

export async function beginJournal(
  workspace: Workspace,
  plan: Plan,
  { endpoint, say }: { endpoint: string; say: Say },
): Promise<OpenJournal> {
  await keepLocalFilesOutOfGit(workspace);
  const startedAt = new Date();
  const path = newRunFile(workspace, plan.prompt.path, startedAt);
  const log = localLog(path, say);
  await log.append(
    journalHeaderLine({
      version: 1,
      fingerprint: plan.fingerprint,
      prompt: plan.prompt.path,
      model: plan.model,
      endpoint,
      startedAt: startedAt.toISOString(),
    }),
  );
  return { log, path, earlier: [], side: NO_SIDE_USE };
}

/** The newest journal of a run with this plan's fingerprint; null where there is none. */
export async function findJournal(
  workspace: Workspace,
  { prompt, fingerprint }: { prompt: string; fingerprint: string },
  say: Say,
): Promise<OpenJournal | null> {
  const path = await findRun(workspace, prompt, fingerprint);
  if (!path) return null;
  const log = localLog(path, say);
  const lines = await log.read();
  return { log, path, earlier: readJournal(lines), side: readSideUse(lines) };
}

/** Cache and journals make a run cheaper and safer; where they cannot be written, it goes on without them. */
function localLog(path: string, say: Say): AppendLog {
  return forgiving(lineFile(path), (error) =>
    say(
      `Cannot keep answers in ${path} (${error.message}). The run goes on; it cannot be resumed after a kill.`,
    ),
  );
}

/** Reports of older runs are deleted; their lines in the history stay. */
const MOST_REPORTS = 20;
const REPORT_ENDING = '.plumbline.json';

const historyFile = (workspace: Workspace, prompt: string) =>
  join(runsFolder(workspace, prompt), 'history');

/** Keeps the report and its line in the history. Failing to harms nothing that was asked for: it is told. */
export async function keepReport(workspace: Workspace, report: Report, say: Say): Promise<void> {
  const { path } = report.prompt;
  const name = `${report.startedAt.replace(/[:.]/g, '-')}-${process.pid}${REPORT_ENDING}`;
  const file = join(runsFolder(workspace, path), name);
  const history = lineFile(historyFile(workspace, path));
  try {
    await keepLocalFilesOutOfGit(workspace);
    await writeText(file, JSON.stringify(report));
    await history.append(JSON.stringify({ ...summaryOf(report), report: name }));
    await forgetOldReports(dirname(file));
  } catch (error) {
    say(`The report could not be kept: ${(error as Error).message}`);
  } finally {
    await history.close();
  }
}

async function forgetOldReports(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(REPORT_ENDING)).sort();
  const old = names.slice(0, Math.max(0, names.length - MOST_REPORTS));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

const influenceFile = (workspace: Workspace, prompt: string) =>
  join(runsFolder(workspace, prompt), 'influence.json');

/** Keeps which words matter, in place of what was kept before. Failing to is told. */
export async function keepInfluence(
  workspace: Workspace,
  influence: Influence,
  say: Say,
): Promise<void> {
  try {
    await keepLocalFilesOutOfGit(workspace);
    await writeText(influenceFile(workspace, influence.prompt.path), JSON.stringify(influence));
  } catch (error) {
    say(`The influence of the parts could not be kept: ${(error as Error).message}`);
  }
}

/** Null where none was measured, or by another version. */
export async function readInfluence(
  workspace: Workspace,
  prompt: string,
): Promise<Influence | null> {
  const text = await readText(influenceFile(workspace, prompt));
  try {
    return influenceSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null;
  } catch {
    // Half written, or by a version that wrote something else: it can be measured again.
    return null;
  }
}

/** Oldest first. Lines that cannot be read are passed over. */
export async function readHistory(workspace: Workspace, prompt: string): Promise<RunSummary[]> {
  const lines = await lineFile(historyFile(workspace, prompt)).read();
  return lines.flatMap((line) => readSummary(line) ?? []);
}

/** The text of a kept report; null when it is no longer there. */
export const readKeptReport = (
  workspace: Workspace,
  prompt: string,
  { report = '' }: RunSummary,
) =>
  /^[\w.-]+$/.test(report)
    ? readText(join(runsFolder(workspace, prompt), report))
    : Promise.resolve(null);

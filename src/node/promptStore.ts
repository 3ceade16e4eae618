/** What is kept for a prompt in `.plumbline`: cache, journals, results, variants, proposed cases. */

import { access, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PromptStore } from '../core/library/promptStore.js';
import type { AppendLog } from '../core/ports/store.js';
import { NO_AUXILIARY_USE } from '../core/run/auxiliaryUse.js';
import { openCache } from '../core/run/cache.js';
import {
  journalHeaderLine,
  readAuxiliaryUse,
  readJournal,
  readJournalHeader,
} from '../core/run/journal.js';
import { NO_VECTORS, readVectors } from '../core/run/keptVectors.js';
import type { RefusalStore } from '../core/run/refusedFields.js';
import type { KeptResult, OpenJournal } from '../core/run/runStore.js';
import { readSummary } from '../core/studies/sensitivity/summary.js';
import { forgiving, lineFile } from './lineFile.js';
import {
  baselineFile,
  cacheFile,
  casesFile,
  findRun,
  keepLocalFilesOutOfGit,
  newRunFile,
  readFrozen,
  readText,
  recordingFile,
  refusalsFile,
  runsFolder,
  variantsFile,
  writeText,
  type Workspace,
} from './workspace.js';

/** `warn` receives messages about what could not be saved. */
export function openStore(
  workspace: Workspace,
  prompt: string,
  warn: (message: string) => void,
): PromptStore {
  const folder = runsFolder(workspace, prompt);
  const historyFile = join(folder, 'history');
  const local = (path: string) => localLog(path, warn);
  return {
    refusals: refusalStore(workspace),
    async openCache() {
      const log = local(cacheFile(workspace, prompt));
      return { cache: await openCache(log), close: () => log.close() };
    },
    async beginJournal(header) {
      await keepLocalFilesOutOfGit(workspace);
      const startedAt = new Date();
      const log = local(newRunFile(workspace, prompt, startedAt));
      await log.append(journalHeaderLine({ ...header, startedAt: startedAt.toISOString() }));
      return {
        log,
        earlier: [],
        use: NO_AUXILIARY_USE,
        parts: header.parts ?? null,
        vectors: NO_VECTORS,
      };
    },
    async findJournal(fingerprint) {
      const path = await findRun(workspace, prompt, fingerprint);
      return path ? openedJournal(local(path)) : null;
    },
    variantsFile: variantsFile(workspace, prompt),
    readBaseline: () => readText(baselineFile(workspace, prompt)),
    readVariants: () => readFrozen(workspace, prompt),
    readVariantsText: () => readText(variantsFile(workspace, prompt)),
    writeVariants: (text) => writeText(variantsFile(workspace, prompt), text),
    async keepResult(result) {
      try {
        await keepLocalFilesOutOfGit(workspace);
        await (result.summary === null
          ? writeText(resultFile(folder, result.study), result.text)
          : keepInHistory({ folder, historyFile }, result));
      } catch (error) {
        warn(`The result could not be saved: ${(error as Error).message}`);
      }
    },
    async history() {
      const lines = await lineFile(historyFile).read();
      const runs = lines.flatMap((line) => readSummary(line) ?? []);
      // A run that was scored again has another line: the last one counts, in the place of the first.
      return [...new Map(runs.map((run) => [run.startedAt, run])).values()];
    },
    readReport: async ({ report = '' }) =>
      /^[\w.-]+$/.test(report) ? readText(join(folder, report)) : null,
    readResult: (study) => readText(resultFile(folder, study)),
    readCases: () => readText(casesFile(workspace, prompt)),
    writeCases: (text) => writeText(casesFile(workspace, prompt), text),
    hasRecording: () => exists(recordingFile(workspace, prompt)),
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function openedJournal(log: AppendLog): Promise<OpenJournal> {
  const lines = await log.read();
  return {
    log,
    parts: readJournalHeader(lines[0] ?? '')?.parts ?? null,
    vectors: readVectors(lines),
    earlier: readJournal(lines),
    use: readAuxiliaryUse(lines),
  };
}

/** A run continues without a cache or journal if they cannot be written. */
function localLog(path: string, warn: (message: string) => void): AppendLog {
  return forgiving(lineFile(path), (error) =>
    warn(
      `Cannot write answers to ${path} (${error.message}). The run continues, but cannot be resumed if it is killed.`,
    ),
  );
}

/** Losing it costs a few refused requests in the next run. */
export const refusalStore = (workspace: Workspace): RefusalStore => ({
  read: () => readText(refusalsFile(workspace)).catch(() => null),
  async write(text) {
    await keepLocalFilesOutOfGit(workspace);
    await writeText(refusalsFile(workspace), text).catch(() => undefined);
  },
});

const resultFile = (folder: string, study: string) => join(folder, `${study}.json`);

/** Reports of older runs are deleted; their lines in the history stay. */
const MAX_REPORTS = 20;
const REPORT_ENDING = '.plumbline.json';

async function keepInHistory(
  { folder, historyFile }: { folder: string; historyFile: string },
  { text, summary }: KeptResult,
): Promise<void> {
  const startedAt = String((summary as { startedAt?: unknown }).startedAt);
  const name = `${startedAt.replace(/[:.]/g, '-')}-${process.pid}${REPORT_ENDING}`;
  const history = lineFile(historyFile);
  try {
    await writeText(join(folder, name), text);
    await history.append(JSON.stringify({ ...summary, report: name }));
    await forgetOldReports(folder);
  } finally {
    await history.close();
  }
}

async function forgetOldReports(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(REPORT_ENDING)).sort();
  const old = names.slice(0, Math.max(0, names.length - MAX_REPORTS));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

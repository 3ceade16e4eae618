/** What is kept for a prompt in `.plumbline`: cache, journals, results, variants, proposed cases. */

import { join } from 'node:path';
import type { PromptStore } from '../core/library/promptStore.js';
import type { AppendLog } from '../core/ports/store.js';
import { newJournal, openJournal } from '../core/run/openJournal.js';
import type { RefusalStore } from '../core/run/refusedFields.js';
import type { ClaimOptions } from '../core/run/runStore.js';
import { forgiving } from './forgiving.js';
import { lineFile } from './lineFile.js';
import { hasRecording } from './recordings.js';
import { claimRun } from './runClaim.js';
import { isFileName, keepInHistory, markRun, readHistory } from './runHistory.js';
import { openAnswers } from './answerFiles.js';
import {
  answersFolder,
  baselineFile,
  casesFile,
  findRun,
  keepLocalFilesOutOfGit,
  newRunFile,
  readFrozen,
  readText,
  refusalsFile,
  runsFolder,
  variantsFile,
  type Workspace,
} from './workspace.js';
import { writeJson, writeText } from './writeFile.js';

/** `warn` receives messages about what could not be saved. */
export function openStore(
  workspace: Workspace,
  prompt: string,
  warn: (message: string) => void,
): PromptStore {
  const folder = runsFolder(workspace, prompt);
  const readReport = async ({ report = '' }: { readonly report?: string | undefined }) =>
    isFileName(report) ? readText(join(folder, report)) : null;
  const local = (path: string) => localLog(path, warn);
  return {
    refusals: refusalStore(workspace),
    async openCache() {
      return openAnswers(answersFolder(workspace), warn);
    },
    claim: (options) => claimed(workspace, { ...options, prompt }),
    async beginJournal(header) {
      await keepLocalFilesOutOfGit(workspace);
      const startedAt = new Date();
      const log = local(newRunFile(workspace, prompt, startedAt));
      return newJournal(log, { ...header, startedAt: startedAt.toISOString() });
    },
    async findJournal(fingerprint) {
      const path = await findRun(workspace, prompt, fingerprint);
      return path ? openJournal(local(path)) : null;
    },
    variantsFile: variantsFile(workspace, prompt),
    baselineFile: baselineFile(workspace, prompt),
    writeBaseline: (text) => writeText(baselineFile(workspace, prompt), text),
    readBaseline: () => readText(baselineFile(workspace, prompt)),
    readVariants: () => readFrozen(workspace, prompt),
    readVariantsText: () => readText(variantsFile(workspace, prompt)),
    writeVariants: (text) => writeText(variantsFile(workspace, prompt), text),
    async keepResult(kept) {
      try {
        await keepLocalFilesOutOfGit(workspace);
        await (kept.summary === null
          ? writeJson(resultFile(folder, kept.study), kept.result)
          : keepInHistory(folder, kept));
      } catch (error) {
        warn(`The result could not be saved: ${(error as Error).message}`);
      }
    },
    history: () => readHistory(folder),
    async markRun(run, mark) {
      await keepLocalFilesOutOfGit(workspace);
      await markRun(folder, run, mark);
    },
    readReport,
    async readResult(study) {
      const own = await readText(resultFile(folder, study));
      if (own !== null || study !== 'sensitivity') return own;
      return readReport((await readHistory(folder)).at(-1) ?? {});
    },
    readCases: () => readText(casesFile(workspace, prompt)),
    writeCases: (text) => writeText(casesFile(workspace, prompt), text),
    hasRecording: () => hasRecording(workspace, prompt),
  };
}

async function claimed(
  workspace: Workspace,
  options: ClaimOptions & { prompt: string },
): Promise<() => Promise<void>> {
  await keepLocalFilesOutOfGit(workspace);
  return claimRun(join(runsFolder(workspace, options.prompt), 'running.json'), options);
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

/** `plumbline merge`: the parts of a test that several machines ran, as one run. */

import { UserError } from '../../core/errors.js';
import { sourcesWithoutModel } from '../../core/plan/design.js';
import {
  mergedFacts,
  plannedEndpoint,
  runsOf,
  wholeRun,
} from '../../core/run/shards/mergeShards.js';
import {
  parseShardFile,
  type NamedShard,
  type ShardFile,
} from '../../core/run/shards/shardFile.js';
import { keepAnswered } from '../../core/run/workflow.js';
import { sensitivity } from '../../core/studies/sensitivity/sensitivity.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import { workOf } from '../../core/study.js';
import { openStore } from '../../node/promptStore.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { exitOfReport, worstExit } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { writeReports, type ReportFiles } from '../reportFiles.js';
import { showReport } from '../showReport.js';
import { worded } from '../../core/say/worded.js';

interface MergeOptions extends ReportFiles {
  readonly strict?: boolean;
}

/** Throws `UserError` for files that are not all the parts of their runs. */
export async function merge(
  names: readonly string[],
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = rawOptions as MergeOptions;
  const terminal = openTerminal();
  const shards: NamedShard[] = [];
  for (const name of names) {
    const text = await readText(name);
    if (text === null) throw new UserError(worded`File not found: ${name}`);
    shards.push(...parseShardFile(text, name));
  }
  const reports: Report[] = [];
  for (const own of runsOf(shards)) reports.push(await mergedReport(wholeRun(own), terminal));
  for (const report of reports) showReport(report, terminal, options);
  await writeReports(
    reports.map((report) => ({ report, studies: [] })),
    options,
    { several: reports.length > 1, say: terminal.say },
  );
  return worstExit(reports.map((report) => exitOfReport(report, options.strict ?? false)));
}

async function mergedReport(
  files: readonly [ShardFile, ...ShardFile[]],
  terminal: Terminal,
): Promise<Report> {
  const [{ prompt: path, settings, model }] = files;
  const workspace = await findWorkspace(path);
  const prompt = await usablePrompt(path, workspace, terminal.say);
  const text = (await readText(path)) ?? '';
  const store = openStore(workspace, prompt.path, terminal.say);
  const work = workOf(sensitivity, { prompt, text });
  const design = await work.design({
    settings,
    endpoint: plannedEndpoint(files[0]),
    sources: sourcesWithoutModel(await store.readVariants(), model.model),
  });
  const facts = mergedFacts(design, files);
  const report = work.result(design, facts);
  await keepAnswered(work, { facts, result: report }, store);
  return report;
}

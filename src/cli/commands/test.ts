/** `plumbline test`: runs the sensitivity study on prompt files and writes reports. */

import { UserError } from '../../core/errors.js';
import { parseShard } from '../../core/run/shards/shard.js';
import type { ShardFile } from '../../core/run/shards/shardFile.js';
import { readResults, viewsFor } from '../../core/library/keptResults.js';
import { openStore } from '../../node/promptStore.js';
import { promptPaths } from '../../node/promptPaths.js';
import { usersOf } from '../../node/usersOf.js';
import { trialModelHost } from '../../node/trialModelHost.js';
import { cancelledByCtrlC } from '../cancelled.js';
import { EXIT, exitOfError, exitOfReport, worstExit } from '../exitCodes.js';
import { openTelemetry } from '../otel/telemetry.js';
import { openTerminal, type Terminal } from '../output.js';
import { openTest } from '../openTest.js';
import { writeReports, writeShards, type TestedPrompt } from '../reportFiles.js';
import type { TestContext, TestOptions } from '../testContext.js';
import { testPrompt } from '../testPrompt.js';
import { exitOfShard, refuseWithShard, testShards } from '../testShard.js';
import { worded } from '../../core/say/worded.js';

export async function test(
  files: readonly string[],
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = rawOptions as unknown as TestOptions;
  if (options.record && options.replay)
    throw new UserError(worded`--record and --replay cannot be combined.`);
  if (options.shard !== undefined) refuseWithShard(options);
  const terminal = openTerminal();
  const paths = await promptPaths(await wantedFiles(files, options, terminal), terminal);
  const { signal, dispose } = cancelledByCtrlC(terminal);
  const trial = trialModelHost({ say: terminal.say, signal });
  const telemetry = openTelemetry(terminal.say);
  const context: TestContext = { options, terminal, signal, trial, telemetry };
  const tested: TestedPrompt[] = [];
  const shards: ShardFile[] = [];
  const codes: number[] = [];
  try {
    for (const file of paths) {
      if (signal.aborted) break;
      try {
        if (options.shard === undefined) {
          const done = await testFile(file, context);
          tested.push(...done);
          codes.push(...done.map(({ report }) => exitOfReport(report, options.strict ?? false)));
        } else {
          const done = await testShards(file, parseShard(options.shard), context);
          shards.push(...done);
          codes.push(...done.map(exitOfShard));
        }
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof UserError)) throw error;
        terminal.fail(error);
        codes.push(exitOfError(error));
      }
    }
    if (signal.aborted) codes.push(EXIT.cancelled);
    await writeReports(tested, options, { several: paths.length > 1, say: terminal.say });
    await writeShards(shards, options, terminal.say);
  } finally {
    await telemetry.close();
    dispose();
    await trial.stop();
  }
  if (codes.includes(EXIT.cancelled))
    terminal.say(
      terminal.words('Completed calls are saved. Run the same command with --resume to continue.'),
    );
  return worstExit(codes);
}

/** Those that were named, and the users of a file. */
async function wantedFiles(
  files: readonly string[],
  { usersOf: file }: TestOptions,
  { say }: Terminal,
): Promise<readonly string[]> {
  if (file === undefined && files.length === 0)
    throw new UserError(worded`Name a prompt file, a folder or a pattern.`);
  return file === undefined ? files : [...files, ...(await usersOf(file, say))];
}

const NO_RESULTS: Awaited<ReturnType<typeof readResults>> = new Map();

/** One report per model the prompt is to be tested on. */
async function testFile(file: string, context: TestContext): Promise<TestedPrompt[]> {
  const { options, terminal } = context;
  const { workspace, subject, settings, endpoints } = await openTest(file, context);
  const tested: TestedPrompt[] = [];
  const { readResult } = openStore(workspace, subject.prompt.path, terminal.say);
  const isShown = options.html !== undefined || options.markdown !== undefined;
  const kept = isShown ? await readResults({ readResult }) : NO_RESULTS;
  for (const { endpoint, note } of endpoints) {
    const report = await testPrompt(subject, settings, { workspace, endpoint, note, context });
    if (report) tested.push({ report, studies: viewsFor(report, kept) });
  }
  return tested;
}

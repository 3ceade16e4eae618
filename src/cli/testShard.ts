/** A part of a test, for one of several machines: `--shard 2/4` runs it, `plumbline merge` puts the parts together. */

import { UserError } from '../core/errors.js';
import type { ShardFile } from '../core/run/shards/shardFile.js';
import { shardWork } from '../core/run/shards/shardWork.js';
import type { Shard } from '../core/run/shards/shard.js';
import { sensitivity } from '../core/studies/sensitivity/sensitivity.js';
import { workOf } from '../core/study.js';
import { openStore } from '../node/promptStore.js';
import { EXIT, exitOfRun } from './exitCodes.js';
import { openTest, type OpenTest } from './openTest.js';
import { runInTerminal } from './terminalHost.js';
import type { TestContext, TestOptions } from './testContext.js';
import { worded, type Worded } from '../core/say/worded.js';
import { counted } from '../core/say/plural.js';
import { failureSaid } from '../core/words/failureSaid.js';

/** What a shard has no report for yet. */
const FOR_THE_WHOLE = ['html', 'markdown', 'junit', 'strict', 'record', 'replay'] as const;

/** Throws `UserError` where a shard is asked for what only the whole run can give. */
export function refuseWithShard(options: TestOptions): void {
  const asked = FOR_THE_WHOLE.find(
    (name) => options[name] !== undefined && options[name] !== false,
  );
  if (asked)
    throw new UserError(
      worded`--${asked} needs the whole run. Write the part with --json, and use --${asked} with plumbline merge.`,
    );
  if (options.json === undefined && !options.dryRun)
    throw new UserError(
      worded`--shard needs --json FILE: that file is what plumbline merge reads.`,
    );
}

/** One for each model the prompt is to be tested on; none for a dry run. Throws `UserError` for errors before the first call. */
export async function testShards(
  file: string,
  shard: Shard,
  context: TestContext,
): Promise<ShardFile[]> {
  const test = await openTest(file, context);
  const shards: ShardFile[] = [];
  for (const on of test.endpoints) {
    const done = await testShard({ ...test, ...on }, shard, context);
    if (done) shards.push(done);
  }
  return shards;
}

/** Of a part that was broken off, or got no answer. One without any case has nothing to be answered. */
export const exitOfShard = ({ stopped, outcomes }: ShardFile): number =>
  stopped === null && outcomes.length === 0
    ? EXIT.ok
    : exitOfRun({
        stopped: stopped?.kind ?? null,
        totals: { completed: outcomes.filter(({ status }) => status === 'completed').length },
      });

async function testShard(
  { workspace, subject, settings, endpoint, note }: OpenTest & OpenTest['endpoints'][number],
  shard: Shard,
  { options, terminal, signal, telemetry }: TestContext,
): Promise<ShardFile | null> {
  // The shards of a run may run side by side.
  const { claim: _, ...store } = openStore(workspace, subject.prompt.path, terminal.say);
  const observer = await telemetry.observe({
    ...{ options, config: workspace.config, study: sensitivity.id, endpoint },
  });
  const file = await runInTerminal(
    shardWork(workOf(sensitivity, subject), shard),
    {
      settings,
      resume: options.resume ? 'required' : 'never',
      useCache: options.cache,
      // Each machine would write others.
      writeParaphrases: false,
    },
    {
      terminal,
      signal,
      store,
      endpoint,
      note,
      options,
      observer,
    },
  );
  if (file) terminal.say(shardText(file));
  return file;
}

function shardText({ shard: { index, of }, prompt, outcomes, stopped }: ShardFile): Worded {
  const held = counted(outcomes.length, '1 outcome', '{n} outcomes');
  return stopped === null
    ? worded`Shard ${index}/${of} of ${prompt}: ${held}`
    : worded`Shard ${index}/${of} of ${prompt}: ${held}, broken off: ${(say) => failureSaid(stopped.message, say)}`;
}

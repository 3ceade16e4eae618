/** Shards of one run → what the run would have produced on one machine. */

import { UserError } from '../../errors.js';
import type { Design, PlannedEndpoint } from '../../plan/design.js';
import type { Plan } from '../../plan/planRun.js';
import { trialKey } from '../../plan/trial.js';
import { bothUses, NO_AUXILIARY_USE } from '../auxiliaryUse.js';
import { watchDeterminism } from '../determinism.js';
import { skippedOutcome, type Outcome } from '../outcome.js';
import type { RunFacts } from '../runFacts.js';
import type { RunResult } from '../runPlan.js';
import type { NamedShard, ShardFile } from './shardFile.js';
import { worded } from '../../say/worded.js';
import { listed } from '../../say/listSaid.js';

/** Shards by the run they are parts of, in the order in which the first of each comes. */
export const runsOf = (shards: readonly NamedShard[]): NamedShard[][] => [
  ...Map.groupBy(shards, ({ file }) => JSON.stringify([file.prompt, file.model.model])).values(),
];

/** All shards of one run, in their order, by what they say of themselves. Throws `UserError` where one is missing or does not belong. */
export function wholeRun(shards: readonly NamedShard[]): readonly [ShardFile, ...ShardFile[]] {
  const [first, ...rest] = shards as readonly [NamedShard, ...NamedShard[]];
  const other = rest.find(
    ({ file }) =>
      file.fingerprint !== first.file.fingerprint || file.shard.of !== first.file.shard.of,
  );
  if (other)
    throw new UserError(
      worded`${first.name} and ${other.name} are not parts of one run: prompt, wordings, cases, model and settings have to be the same, and so has the number of shards.`,
    );
  const { of } = first.file.shard;
  const byIndex = Map.groupBy(shards, ({ file }) => file.shard.index);
  for (const same of byIndex.values())
    if (same.length > 1)
      throw new UserError(
        worded`${listed(same.map(({ name }) => name))} are both shard ${same[0]?.file.shard.index ?? 1}/${of}.`,
      );
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((at) => !byIndex.has(at));
  if (missing.length > 0)
    throw new UserError(
      worded`Missing of ${first.file.prompt} on ${first.file.model.model}: shard ${missing.map((index) => `${index}/${of}`).join(', ')}.`,
    );
  for (const { name, file } of shards)
    if (file.stopped !== null)
      throw new UserError(
        worded`${name} was broken off: ${file.stopped.message} Run it again with --resume, then merge.`,
      );
  const files = shards.map(({ file }) => file);
  return files.sort((a, b) => a.shard.index - b.shard.index) as [ShardFile, ...ShardFile[]];
}

/** The endpoint to plan the whole run with again. Nothing is asked for it, so that an embedder only says that there was one. */
export function plannedEndpoint({
  model: { embeds, ...model },
  endpoint,
}: ShardFile): PlannedEndpoint {
  const embedder = () => Promise.reject(new Error('nothing is embedded to merge shards'));
  return {
    ...model,
    ...{ concurrency: endpoint.concurrency, recordedAt: null },
    ...(embeds ? { embedder } : {}),
  };
}

/** `design` is that of the whole run. Throws `UserError` where the prompt has changed since, or answers are missing. */
export function mergedFacts(
  { plan, settings }: Pick<Design, 'plan' | 'settings'>,
  files: readonly [ShardFile, ...ShardFile[]],
): RunFacts {
  const [first] = files;
  if (plan.fingerprint !== first.fingerprint)
    throw new UserError(
      worded`${plan.prompt.path} or its approved wordings changed since the shards were run. Merge on the same commit, or run them again.`,
    );
  const result = mergedResult(plan, files);
  const vectors = files.flatMap((file) => file.vectors ?? []);
  return {
    ...{ plan, settings, result, passes: [result] },
    endpoint: { ...first.endpoint, notes: unique(files.flatMap(({ endpoint }) => endpoint.notes)) },
    startedAt: new Date(Math.min(...files.map(({ startedAt }) => Date.parse(startedAt)))),
    wallMs: Math.max(...files.map(({ wallMs }) => wallMs)),
    auxiliaryUse: files.map((file) => file.auxiliaryUse).reduce(bothUses, NO_AUXILIARY_USE),
    auxiliaryNotes: unique(files.flatMap((file) => file.auxiliaryNotes)),
    vectors: files.every((file) => file.vectors === null) ? null : new Map(vectors),
    ...{ onlyCases: null, stoppedEarly: null },
  };
}

function mergedResult(plan: Plan, files: readonly ShardFile[]): RunResult {
  const known = new Map<string, Outcome>();
  for (const { outcomes } of files)
    for (const outcome of outcomes) known.set(trialKey(outcome), outcome);
  const watch = watchDeterminism(plan);
  for (const { key } of plan.trials) {
    const outcome = known.get(key);
    if (outcome) watch.observe(outcome);
  }
  const { deterministic } = watch;
  const outcomes = plan.trials.map((trial): Outcome => {
    const isNeedless = deterministic && trial.repeat > 1 && !trial.probe;
    const outcome = isNeedless ? skippedOutcome(trial, 'deterministic') : known.get(trial.key);
    if (!outcome) throw new UserError(missingText(plan, known.size));
    return outcome;
  });
  return { outcomes, stopped: null, deterministic };
}

const missingText = ({ trials }: Plan, known: number) =>
  worded`The shards hold ${known} of ${trials.length} answers. One of them took the server for deterministic, and another saw it answer the same call in two ways: run them again with --no-cache, or with --repeats 1.`;

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

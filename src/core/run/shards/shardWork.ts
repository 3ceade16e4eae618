import type { Design, PlannedEndpoint } from '../../plan/design.js';
import type { RunFacts } from '../runFacts.js';
import type { RunWork } from '../runWork.js';
import { ownCases, shardPlan, type Shard } from './shard.js';
import { SHARD_VERSION, type PlannedModel, type ShardFile } from './shardFile.js';

/** The part of a study's work that a shard does: everything up to the answers. What they come to is known when all are there. */
export function shardWork<D extends Design, R>(
  work: RunWork<D, R>,
  shard: Shard,
): RunWork<D, ShardFile> {
  const whole = new WeakMap<Design, Whole>();
  return {
    async design(tools) {
      const design = await work.design({
        ...tools,
        settings: { ...tools.settings, stopEarly: false },
      });
      const part = { ...design, plan: shardPlan(design.plan, shard) };
      whole.set(part, { design, model: plannedModel(tools.endpoint, design) });
      return part;
    },
    answerSteps: work.answerSteps,
    vectors: work.vectors,
    stopRule: () => null,
    result: (design, facts) => shardFileOf(whole.get(design) as Whole, facts, shard),
    kept: () => null,
  };
}

/** What the part is one of. */
interface Whole {
  readonly design: Design;
  readonly model: PlannedModel;
}

const plannedModel = (
  { model, price, parameters, judge }: PlannedEndpoint,
  { plan }: Design,
): PlannedModel => ({
  model,
  price,
  ...(parameters ? { parameters } : {}),
  ...(judge ? { judge: { model: judge.model, price: judge.price } } : {}),
  embeds: plan.notes.some(
    ({ code, params }) => code === 'examples-alike' && params?.['by'] === 'embeddings',
  ),
});

function shardFileOf(
  { design: { plan, settings }, model }: Whole,
  { result, endpoint, startedAt, wallMs, auxiliaryUse, auxiliaryNotes, vectors }: RunFacts,
  shard: Shard,
): ShardFile {
  const own = ownCases(plan, shard);
  const { stopped } = result;
  return {
    version: SHARD_VERSION,
    shard,
    prompt: plan.prompt.path,
    fingerprint: plan.fingerprint,
    settings,
    model,
    endpoint,
    startedAt: startedAt.toISOString(),
    wallMs,
    stopped: stopped && { message: 'It was cancelled.', ...stopped },
    ...{ auxiliaryUse, auxiliaryNotes },
    vectors: vectors && [...vectors],
    outcomes: result.outcomes.filter((each) => own.has(each.case) && each.status !== 'skipped'),
  };
}

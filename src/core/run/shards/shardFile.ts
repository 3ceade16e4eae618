/** What a shard leaves for `plumbline merge`: every outcome of its own cases, and how the run was set up. */

import * as z from 'zod';
import { UserError } from '../../errors.js';
import type { PlannedEndpoint } from '../../plan/design.js';
import type { RunSettings } from '../../plan/runSettings.js';
import { parseJson } from '../../text/jsonDiff.js';
import type { Note } from '../../text/note.js';
import type { AuxiliaryUse } from '../auxiliaryUse.js';
import type { Outcome } from '../outcome.js';
import { keptOutcomeSchema } from '../outcomeSchema.js';
import type { StopCause } from '../runPlan.js';
import type { EndpointFacts } from '../runFacts.js';
import type { Shard } from './shard.js';
import { worded } from '../../say/worded.js';

export const SHARD_VERSION = 1;

/** What the plan took from the model's settings, and must take again. */
export interface PlannedModel extends Pick<
  PlannedEndpoint,
  'model' | 'price' | 'parameters' | 'judge'
> {
  /** Whether examples were chosen by embeddings. */
  readonly embeds: boolean;
}

export interface ShardFile {
  readonly version: typeof SHARD_VERSION;
  readonly shard: Shard;
  /** Path of the prompt file. */
  readonly prompt: string;
  /** Of the whole plan. */
  readonly fingerprint: string;
  readonly settings: RunSettings;
  readonly model: PlannedModel;
  readonly endpoint: EndpointFacts;
  readonly startedAt: string;
  readonly wallMs: number;
  /** Why the shard was broken off; null where it was not. */
  readonly stopped: { readonly kind: StopCause['kind']; readonly message: string } | null;
  readonly auxiliaryUse: AuxiliaryUse;
  readonly auxiliaryNotes: readonly Note[];
  /** Embeddings of answers by their text; null where there are none. */
  readonly vectors: readonly (readonly [string, readonly number[]])[] | null;
  readonly outcomes: readonly Outcome[];
}

const price = z.looseObject({ input: z.number(), output: z.number() }).nullable();
const shardSchema = z.object({
  version: z.literal(SHARD_VERSION),
  shard: z.object({ index: z.int().min(1), of: z.int().min(1) }),
  prompt: z.string(),
  fingerprint: z.string(),
  settings: z.looseObject({ shots: z.array(z.string()), seed: z.number() }),
  model: z.object({
    model: z.string(),
    price,
    parameters: z.record(z.string(), z.unknown()).exactOptional(),
    judge: z.object({ model: z.string(), price }).exactOptional(),
    embeds: z.boolean(),
  }),
  endpoint: z.looseObject({
    id: z.string(),
    price,
    auxiliaryPrice: price,
    notes: z.array(z.any()),
  }),
  startedAt: z.iso.datetime(),
  wallMs: z.number(),
  stopped: z
    .object({ kind: z.enum(['cancelled', 'budget', 'provider']), message: z.string() })
    .nullable(),
  auxiliaryUse: z.object({
    requests: z.number(),
    promptTokens: z.number(),
    completionTokens: z.number(),
    cachedTokens: z.number().default(0),
  }),
  auxiliaryNotes: z.array(z.looseObject({ code: z.string() })),
  vectors: z.array(z.tuple([z.string(), z.array(z.number())])).nullable(),
  outcomes: z.array(keptOutcomeSchema),
});

/** A shard, with the name of the file it was read from. */
export interface NamedShard {
  readonly name: string;
  readonly file: ShardFile;
}

/** One shard, or an array of them, as for several prompts. Throws `UserError` for anything else. */
export function parseShardFile(text: string, name: string): NamedShard[] {
  const parsed = z.union([shardSchema, z.array(shardSchema).min(1)]).safeParse(parseJson(text));
  if (parsed.success)
    return [parsed.data].flat().map((file) => ({ name, file: file as unknown as ShardFile }));
  throw new UserError(
    worded`${name} is not what a shard of a run leaves. Write one with: plumbline test FILE --shard 1/2 --json ${name}`,
  );
}

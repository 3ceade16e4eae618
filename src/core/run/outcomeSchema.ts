/** Answers and outcomes as they are read back from a file: checked as a whole, since a file may be damaged anywhere. */

import * as z from 'zod';
import { PROVIDER_FAILURES } from '../errors.js';
import type { Completion } from '../ports/model.js';
import {
  ENTAILMENTS,
  SKIP_REASONS,
  type CompletedOutcome,
  type FailedOutcome,
  type SkippedOutcome,
} from './outcome.js';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const token = z.object({
  text: z.string(),
  logprob: z.number(),
  top: z.array(z.object({ text: z.string(), logprob: z.number() })),
});

const usage = z.object({
  promptTokens: z.number().min(0),
  completionTokens: z.number().min(0),
  cachedTokens: z.number().min(0).nullable(),
  estimated: z.literal(true).exactOptional(),
});

const answer = {
  text: z.string(),
  reasoning: z.string().exactOptional(),
  leftOut: z.array(z.string()).exactOptional(),
  finishReason: z.string().nullable(),
  tokens: z.array(token).nullable(),
  usage: usage.nullable(),
  latencyMs: z.number().nullable(),
  ttftMs: z.number().nullable(),
};

const earlier = z.object({ requests: count, usage: usage.nullable() });

const address = {
  variant: z.string(),
  shots: z.string(),
  case: z.string(),
  repeat: z.int().min(1),
};

const problem = z.enum(['failed', 'cut-off']).exactOptional();

const grade = z.object({
  check: z.string(),
  score: share.nullable(),
  again: z.boolean(),
  repeated: share.nullable(),
  reworded: z.array(share.nullable()),
  reply: z.string().exactOptional(),
  problem,
});

const meaning = z.object({
  of: z.string().nullable(),
  asked: count.exactOptional(),
  again: count.exactOptional(),
  stayed: count.exactOptional(),
  reply: z.string().exactOptional(),
  problem,
});

const entailed = z.enum(ENTAILMENTS).nullable();
const entailment = z.object({
  says: entailed,
  repeated: entailed.exactOptional(),
  reworded: entailed.exactOptional(),
});

const completed = z.object({
  ...address,
  ...answer,
  status: z.literal('completed'),
  servedBy: z.string().nullable(),
  cached: z.boolean(),
  requests: count,
  failedUsage: usage.exactOptional(),
  earlier: earlier.exactOptional(),
  grades: z.array(grade).exactOptional(),
  similarities: z
    .array(z.object({ text: z.string(), cosine: z.number().nullable() }))
    .exactOptional(),
  entailments: z.array(entailment).exactOptional(),
  meaning: meaning.exactOptional(),
}) satisfies z.ZodType<CompletedOutcome>;

const failed = z.object({
  ...address,
  status: z.literal('failed'),
  error: z.string(),
  failure: z.enum(PROVIDER_FAILURES).exactOptional(),
  httpStatus: z.int().exactOptional(),
  requests: count,
  failedUsage: usage.exactOptional(),
  earlier: earlier.exactOptional(),
}) satisfies z.ZodType<FailedOutcome>;

const skipped = z.object({
  ...address,
  status: z.literal('skipped'),
  reason: z.enum(SKIP_REASONS),
  earlier,
}) satisfies z.ZodType<SkippedOutcome>;

/** A line of a journal. A skipped trial is written only where something was paid for it. */
export const keptOutcomeSchema = z.discriminatedUnion('status', [completed, failed, skipped]);

/** A line of the cache, without its key. */
export const completionSchema = z.object({
  ...answer,
  servedBy: z.object({ model: z.string().nullable(), fingerprint: z.string().nullable() }),
}) satisfies z.ZodType<Completion>;

/** What a call of the measurement took, so that a library can show how it developed. */

import * as z from 'zod';
import { totalTokens } from '../../plan/callEstimate.js';
import type { Report } from '../sensitivity/schema.js';

export const tookSchema = z.object({
  /** HTTP requests it was measured on, retries and auxiliary calls included. */
  requests: z.number(),
  tokensPerCall: z.number().nullable(),
  /** US dollars; null where the price is unknown. */
  usdPerCall: z.number().nullable(),
  /** Median over the answers that were sent for; null where none was timed. */
  latencyMs: z.number().nullable(),
});
export type Took = z.infer<typeof tookSchema>;

/** Null where nothing was sent: answers from the cache say nothing of an endpoint's time and price. */
export function tookOf({ totals, usage, costUsd, outcomes }: Report): Took | null {
  const { requests } = totals;
  if (requests === 0) return null;
  const tokens = totalTokens(usage);
  const latencies = outcomes.flatMap(({ cached, latencyMs }) =>
    cached || latencyMs === null ? [] : [latencyMs],
  );
  return {
    requests,
    tokensPerCall: tokens === 0 ? null : Math.round(tokens / requests),
    usdPerCall: costUsd === null ? null : Number((costUsd / requests).toPrecision(4)),
    latencyMs: latencies.length === 0 ? null : Math.round(median(latencies)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}

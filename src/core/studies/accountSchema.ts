/** What every result says of its calls. */

import * as z from 'zod';

/** Calls, by what became of them. */
export const totalsSchema = z.object({
  planned: z.number(),
  completed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  cached: z.number(),
  /** HTTP requests, retries and auxiliary calls included. */
  requests: z.number(),
  retries: z.number(),
});

export const usageSchema = z.object({ promptTokens: z.number(), completionTokens: z.number() });

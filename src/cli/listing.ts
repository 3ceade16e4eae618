/** What `plumbline list --json` and `plumbline lint --json` print. */

import * as z from 'zod';
import { summarySchema } from '../core/studies/sensitivity/summary.js';

export const listingSchema = z.array(
  z.object({
    path: z.string(),
    /** Null if the file is invalid. */
    format: z.string().nullable(),
    name: z.string(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    owner: z.string().nullable(),
    purpose: z.string().nullable(),
    task: z.string().nullable(),
    variables: z.array(z.string()),
    /** Models it names, in its own spelling. */
    models: z.array(z.string()),
    cases: z.number(),
    /** How many cases have an expected answer. */
    expected: z.number(),
    errors: z.number(),
    warnings: z.number(),
    lastResult: summarySchema.nullable(),
    /** `never tested`, `stale`, `unreadable`, or the word of the last verdict. */
    state: z.object({
      word: z.string(),
      kind: z.string(),
      changed: z.enum(['prompt', 'cases', 'model']).nullable(),
    }),
  }),
);

export const findingsSchema = z.array(
  z.object({
    path: z.string(),
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    line: z.number(),
    column: z.number(),
  }),
);

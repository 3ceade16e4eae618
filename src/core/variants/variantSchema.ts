/** The form in which variants are printed for other programs. */

import * as z from 'zod';
import { SIGN_CODES } from './meaning/signs.js';
import type { Variant } from './variant.js';

export const variantSchema = z.object({
  id: z.string(),
  class: z.string(),
  /** Outside every headline number. */
  stress: z.boolean(),
  change: z.string(),
  messages: z
    .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .readonly(),
  gate: z.object({
    invariants: z.array(z.string()).readonly(),
    // Absent in files written before wordings were flagged.
    flags: z
      .array(z.object({ code: z.enum([...SIGN_CODES, 'repeats', 'not-judged']), text: z.string() }))
      .readonly()
      .default([]),
    risk: z.number().nullable().default(null),
    drift: z.number(),
    entails: z.boolean().nullable(),
    // Absent in files written before the gate told them.
    cosine: z.number().nullable().default(null),
    missing: z.array(z.string()).readonly().default([]),
    added: z.array(z.string()).readonly().default([]),
  }),
  status: z.enum(['original', 'generated', 'approved', 'pending', 'rejected', 'stale']),
}) satisfies z.ZodType<Variant>;

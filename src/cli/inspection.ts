/** What `plumbline inspect --json` prints for each file. */

import * as z from 'zod';
import type { Check } from '../core/prompt/checks/check.js';
import type { Prompt } from '../core/prompt/prompt.js';
import type { Tool } from '../core/ports/model.js';

export const inspectionSchema = z.object({
  path: z.string(),
  /** Null if the file is invalid; `problems` says why. */
  format: z.string().nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  model: z.string().nullable(),
  parameters: z.custom<Prompt['parameters']>().nullable(),
  /** What the model may call. */
  tools: z.array(z.custom<Tool>()).readonly(),
  messages: z.array(z.object({ role: z.string(), content: z.string(), line: z.number() })),
  /** What the messages show beside text, such as `[image: photo.png, 640×480]`; absent where there is nothing. */
  images: z.array(z.string()).optional(),
  variables: z.array(z.string()),
  cases: z.array(
    z.object({
      id: z.string(),
      inputs: z.record(z.string(), z.string()).readonly(),
      expected: z.string().nullable(),
      /** Checks that apply only to this case. */
      checks: z.array(z.custom<Check>()).readonly().optional(),
    }),
  ),
  checks: z.array(z.custom<Check>()).readonly(),
  /** Examples in the file's own messages, as question and answer. */
  shots: z.array(z.object({ user: z.string(), assistant: z.string() })),
  problems: z
    .array(
      z.object({
        severity: z.enum(['error', 'warning']),
        message: z.string(),
        line: z.number(),
        column: z.number(),
        /** The file is valid for the tool it was written for: only Plumbline cannot do more with it. */
        limit: z.literal(true).optional(),
      }),
    )
    .readonly(),
});

export type Inspection = z.infer<typeof inspectionSchema>;

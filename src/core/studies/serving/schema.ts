import * as z from 'zod';
import { resultSchema, type StudyResult } from '../studyResult.js';

/** 1: from the first token on; null where the texts are equal, or the endpoint returns no tokens. */
const fromToken = z.number().nullable();

const comparison = z.object({
  /** Cells that could be compared. */
  cells: z.number(),
  differ: z.number(),
  /** From which token on the answers differ, over the cells that do; null where none does or no tokens are returned. */
  fromToken: z.object({ first: z.number(), median: z.number() }).nullable(),
});

const findingsSchema = z.object({
  /** Calls in flight at once when a prompt is asked beside others; alone it is one. */
  concurrency: z.number(),
  temperature: z.literal(0),
  /** Asked twice alone; asked twice beside others; asked alone and beside others. */
  alone: comparison,
  beside: comparison,
  between: comparison,
  /** Whether the server gives the same text every time; null: too few cells were compared to tell. */
  deterministic: z.boolean().nullable(),
  cells: z.array(
    z.object({
      variant: z.string(),
      case: z.string(),
      alone: fromToken,
      beside: fromToken,
      between: fromToken,
      /** Which of the three differ in their texts. */
      differs: z.array(z.enum(['alone', 'beside', 'between'])),
    }),
  ),
});

export const servingSchema = resultSchema('serving', findingsSchema);
export type ServingFindings = z.infer<typeof findingsSchema>;
export type Serving = StudyResult<ServingFindings>;

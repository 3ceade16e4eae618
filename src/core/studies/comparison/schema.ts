import * as z from 'zod';
import { pssRelativeSchema } from './referenceGap.js';

const caseSchema = z.object({
  case: z.string(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  /** The original wording's most frequent answers; null where there is none. */
  answerA: z.string().nullable(),
  answerB: z.string().nullable(),
});

export const comparisonRecordSchema = z.object({
  metric: z.string(),
  title: z.string(),
  runA: z.string(),
  runB: z.string(),
  /** Cases both runs have, with equal inputs, that count for this metric. */
  n: z.number(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  difference: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  ciMethod: z.string().nullable(),
  test: z.enum(['mcnemar', 'sign-flip']).nullable(),
  p: z.number().nullable(),
  /** Adjusted for the number of metrics compared. */
  pHolm: z.number().nullable(),
  equivalence: z
    .object({ margin: z.number(), p: z.number().nullable(), within: z.boolean() })
    .nullable(),
  /** Of the wording effect, where a judge scored the answers of two models. */
  pssRelative: pssRelativeSchema.nullable(),
  word: z.enum(['better', 'worse', 'same', 'inconclusive', 'not available']),
  sentence: z.string(),
  /** What the figures do not say: why there are none, or what would decide; null where there is nothing more. */
  hint: z.string().nullable(),
  /** Those whose value or answer differs. */
  cases: z.array(caseSchema),
});

export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;

/** Metrics and what is known of a variant, in the form in which they are printed for other programs. */

import * as z from 'zod';

const envelopeBase = z.object({
  name: z.string(),
  /** Null: not available, see `reason`. */
  value: z.number().nullable(),
  reason: z.string().optional(),
  n: z.number(),
  of: z.enum(['cases', 'answers']),
  /** Variants. */
  P: z.number(),
  /** Repeats of the fullest cell. */
  R: z.number(),
  ci: z.tuple([z.number(), z.number()]).readonly().optional(),
  ciMethod: z.string().optional(),
  noiseFloor: z.number().optional(),
  p: z.number().nullable().optional(),
  pReason: z.string().optional(),
  readableOnly: z.number().nullable().optional(),
  untruncatedOnly: z.number().nullable().optional(),
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const breakdown = z.record(z.string(), envelopeBase).optional();

/** A metric, with the same metric broken down by class and by few-shot configuration. */
export const envelopeSchema = envelopeBase.extend({ byClass: breakdown, byShots: breakdown });

/** What is known of a variant, wherever it is printed. */
export const variantFigures = {
  accuracy: z.number().nullable(),
  /** Share of cases answered like the original wording. */
  sameAsOriginal: z.number().nullable(),
  /** The wording effect when this variant is left out. */
  effectWithout: z.number().nullable(),
  againstOriginal: z
    .object({
      difference: z.number(),
      /** Cases both have a score for, and the mean scores on these. Absent in reports of earlier versions. */
      shared: z.object({ cases: z.number(), own: z.number(), original: z.number() }).optional(),
      p: z.number(),
      pHolm: z.number(),
      /** Absent in reports of earlier versions. */
      pBh: z.number().optional(),
    })
    .nullable(),
};

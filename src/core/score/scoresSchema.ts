/** The form in which scores are printed for other programs. */

import * as z from 'zod';
import type { Scores } from './scoreAnswers.js';

export { outcomeLineSchema } from './outcomeLines.js';

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
      p: z.number(),
      pHolm: z.number(),
      /** Absent in reports of earlier versions. */
      pBh: z.number().optional(),
    })
    .nullable(),
};

export const scoresSchema = z.object({
  n: z.number(),
  P: z.number(),
  R: z.number(),
  metrics: z.record(z.string(), envelopeSchema),
  cases: z.array(
    z.object({
      id: z.string(),
      accuracy: z.number().nullable(),
      cross: z.number().nullable(),
      within: z.number().nullable(),
      excess: z.number().nullable(),
      answers: z.number(),
    }),
  ),
  variants: z.array(
    z.object({
      id: z.string(),
      class: z.string(),
      stress: z.boolean(),
      reviewed: z.boolean(),
      n: z.number(),
      ...variantFigures,
    }),
  ),
});

/** What `plumbline score --json` prints. */
export type PrintedScores = z.infer<typeof scoresSchema>;

export function printedScores({ n, P, R, metrics, cases, variants }: Scores): PrintedScores {
  return { n, P, R, metrics, cases, variants } as PrintedScores;
}

/** What `plumbline score` prints for other programs. */

import * as z from 'zod';
import type { Scores } from '../../score/scoreAnswers.js';
import { envelopeSchema, variantFigures } from '../../score/scoresSchema.js';
import { noteSchema } from '../noteSchema.js';
import { reportSchema, type Report } from './schema.js';
import { VERDICT_CODES } from './verdict.js';

export const scoresSchema = z.object({
  n: z.number(),
  P: z.number(),
  R: z.number(),
  verdict: z.object({
    code: z.enum(VERDICT_CODES),
    params: noteSchema.shape.params,
    cause: reportSchema.shape.verdict.shape.cause,
  }),
  /** Those of plumbline.yml. */
  gates: reportSchema.shape.gates,
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

export function printedScores(
  { n, P, R, metrics, cases, variants }: Scores,
  { verdict: { code, params, cause }, gates }: Report,
): PrintedScores {
  const verdict = { code, params, cause };
  return { n, P, R, verdict, gates, metrics, cases, variants } as PrintedScores;
}

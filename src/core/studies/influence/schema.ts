import * as z from 'zod';
import { resultSchema, type StudyResult } from '../studyResult.js';

/**
 * `decides`: without it, answers change in half of the cases or more; `matters`: they change, beyond noise; `nothing`: the
 * whole interval is at most the limit of what is called stable; `unseen`: none moved, and there are too few cases to rule an
 * effect out; `open`: noise leaves it open.
 */
export const INFLUENCE_KINDS = ['decides', 'matters', 'nothing', 'unseen', 'open'] as const;
export type InfluenceKind = (typeof INFLUENCE_KINDS)[number];

const findingsSchema = z.object({
  /** Cases and repeats the figures cover. */
  n: z.number(),
  R: z.number(),
  /** What answers are compared by. */
  comparedBy: z.enum(['label', 'json', 'toolCalls', 'text']),
  parts: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['system', 'user', 'assistant']),
      text: z.string(),
      /** 1-based, in the file; null where the file writes the part in another form. */
      line: z.number().nullable(),
      column: z.number().nullable(),
      kind: z.enum(INFLUENCE_KINDS),
      /** How far answers move without it, minus run-to-run noise; null where it cannot be computed. */
      effect: z.number().nullable(),
      /** Why it cannot. */
      reason: z.string().exactOptional(),
      ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
      /** Cases the effect covers. */
      n: z.number(),
      p: z.number().nullable(),
      pHolm: z.number().nullable(),
      /** Accuracy without it minus accuracy with it; null without expected answers. */
      accuracy: z.number().nullable(),
      /** Its 95 % interval over cases; null below eight of them. */
      accuracyCi: z.tuple([z.number(), z.number()]).readonly().nullable(),
      accuracyWith: z.number().nullable(),
      accuracyWithout: z.number().nullable(),
      accuracyPHolm: z.number().nullable(),
    }),
  ),
});

export const influenceSchema = resultSchema('influence', findingsSchema);
export type InfluenceFindings = z.infer<typeof findingsSchema>;
export type Influence = StudyResult<InfluenceFindings>;
export type InfluencePart = InfluenceFindings['parts'][number];

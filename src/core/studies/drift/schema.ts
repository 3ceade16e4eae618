import * as z from 'zod';
import { DRIFT_VERDICTS } from '../../score/statistics/driftWatch.js';
import { resultSchema, type StudyResult } from '../studyResult.js';

const share = z.number().nullable();

const findingsSchema = z.object({
  /** `drifted`: the answers are right less or more often than they were. `unchanged`: by less than the margin. */
  verdict: z.enum(DRIFT_VERDICTS),
  /** How much of the difference counts as none. */
  margin: z.number(),
  /** Cases that were compared, of those of the baseline. */
  cases: z.number(),
  of: z.number(),
  /** Mean accuracy over the compared cases, when it was accepted and now. */
  accuracy: z.object({ before: share, now: share }),
  /**
   * Now minus then, with the 95 % interval that may be looked at after every case; null without cases. The verdict is `drifted`
   * where 0 lies outside of it, and `unchanged` where it lies inside the margin.
   */
  difference: z
    .object({ value: z.number(), ci: z.tuple([z.number(), z.number()]).readonly() })
    .nullable(),
  /** ISO 8601. */
  measuredAt: z.string(),
  model: z.object({ before: z.string(), now: z.string() }),
  /** Versions and system fingerprints the endpoint named. */
  versions: z.object({ before: z.array(z.string()), now: z.array(z.string()) }),
  /** The endpoint names another model or version than then. */
  renamed: z.boolean(),
  /** Cases whose original wording is answered otherwise. */
  changed: z.array(
    z.object({ case: z.string(), before: z.string().nullable(), now: z.string().nullable() }),
  ),
});

export const driftSchema = resultSchema('drift', findingsSchema);
export type DriftFindings = z.infer<typeof findingsSchema>;
export type Drift = StudyResult<DriftFindings>;

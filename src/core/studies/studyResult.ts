/** The form every study's result has, but for sensitivity, whose report came first. */

import * as z from 'zod';
import { fingerprint } from '../prompt/fingerprint.js';
import { costUsdOf, totalsOf, usageOf } from '../run/accounting.js';
import type { RunFacts } from '../run/runFacts.js';
import { callNotes, emptyNotes } from '../run/runNotes.js';
import type { Note } from '../text/note.js';
import { totalsSchema, usageSchema } from './accountSchema.js';
import { noteSchema } from './noteSchema.js';

export const RESULT_VERSION = 1;

/** The schema of a study's result: `findings` is the study's own. */
export const resultSchema = <F extends z.ZodType>(study: string, findings: F) =>
  z.object({
    version: z.literal(RESULT_VERSION),
    study: z.literal(study),
    startedAt: z.string(),
    prompt: z.object({ path: z.string(), name: z.string(), fingerprint: z.string() }),
    models: z.array(z.object({ id: z.string(), endpoint: z.string(), recorded: z.boolean() })),
    plan: z.object({
      variants: z.number(),
      shots: z.array(z.string()),
      cases: z.number(),
      repeats: z.number(),
      /** Of all passes. */
      trials: z.number(),
      seed: z.number(),
    }),
    totals: totalsSchema,
    usage: usageSchema,
    /** Null: the price is unknown. */
    costUsd: z.number().nullable(),
    /** Null when nothing stopped the run. */
    stopped: z.enum(['cancelled', 'budget', 'provider']).nullable(),
    deterministic: z.boolean(),
    findings,
    notes: z.array(noteSchema),
  });

export type StudyResult<F> = Omit<
  z.infer<ReturnType<typeof resultSchema<z.ZodUnknown>>>,
  'findings'
> & { findings: F };

export function studyResult<F>(
  study: string,
  run: RunFacts,
  { findings, notes }: { findings: F; notes: readonly Note[] },
): StudyResult<F> {
  const { plan, result, endpoint, startedAt, passes } = run;
  const outcomes = passes.flatMap((pass) => pass.outcomes);
  return {
    version: RESULT_VERSION,
    study,
    startedAt: startedAt.toISOString(),
    prompt: {
      path: plan.prompt.path,
      name: plan.prompt.name,
      fingerprint: fingerprint(plan.prompt.messages),
    },
    models: [{ id: plan.model, endpoint: endpoint.id, recorded: endpoint.recorded !== null }],
    plan: {
      variants: plan.variants.length,
      shots: [...plan.shots],
      cases: plan.cases.length,
      repeats: plan.repeats,
      trials: outcomes.length,
      seed: plan.seed,
    },
    totals: totalsOf(run),
    usage: usageOf(run),
    costUsd: costUsdOf(run),
    stopped: passes.find(({ stopped }) => stopped)?.stopped?.kind ?? null,
    deterministic: result.deterministic,
    findings,
    notes: [
      ...endpoint.notes,
      ...plan.notes,
      ...callNotes(outcomes),
      ...emptyNotes(outcomes),
      ...notes,
    ],
  };
}

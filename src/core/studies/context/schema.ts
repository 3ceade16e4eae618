import * as z from 'zod';
import { envelopeSchema } from '../../score/scoresSchema.js';
import { resultSchema, type StudyResult } from '../studyResult.js';
import { PERTURBATIONS } from './perturb.js';

const byK = z.record(z.string(), envelopeSchema);
const share = z.number().nullable();

const findingsSchema = z.object({
  /** Cases with passages, and of those the ones that say which are relevant. */
  cases: z.number(),
  labeled: z.number(),
  retrieval: z.object({
    recall: byK,
    precision: byK,
    ndcg: byK,
    hitRate: byK,
    mrr: envelopeSchema,
    /** Average precision over the relevant passages. */
    contextPrecision: envelopeSchema,
  }),
  answers: z.object({
    accuracy: envelopeSchema,
    /** Share of an answer's words that stand in its passages: no judge, and blind to a "not". */
    faithfulness: envelopeSchema,
    /** As a judge says; absent without one. */
    relevancy: envelopeSchema,
    /** Grades of a judge, and in `config` how often its decision stays when it is asked again in other words, and in the same. */
    judged: z.object({
      faithfulness: envelopeSchema,
      relevancy: envelopeSchema,
      contextPrecision: envelopeSchema,
      contextRecall: envelopeSchema,
    }),
  }),
  perturbations: z.array(
    z.object({
      class: z.enum(PERTURBATIONS),
      /** How far answers move beyond asking twice: `pss.excess`, or `divergence.excess` without expected answers. */
      effect: envelopeSchema,
      /** Mean accuracy over the same cases, as retrieved and so; null without expected answers. */
      accuracy: z.object({ before: share, now: share, difference: share, pHolm: share }),
      cases: z.number(),
      /** Where the answer is missing: how often the model answers all the same. */
      guessed: share,
    }),
  ),
  /** Accuracy by the place of the relevant passages, from first (0) to last (1). */
  positions: z.array(z.object({ place: z.number(), accuracy: envelopeSchema })),
});

export const contextSchema = resultSchema('context', findingsSchema);
export type ContextFindings = z.infer<typeof findingsSchema>;
export type ContextResult = StudyResult<ContextFindings>;

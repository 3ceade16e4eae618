import * as z from 'zod';
import { envelopeSchema } from '../../score/scoresSchema.js';
import { resultSchema, type StudyResult } from '../studyResult.js';
import { WAYS } from './think.js';

const share = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();

const findingsSchema = z.object({
  /** Share of the tokens that settle in the late layers, over the answers to the prompt as written; `upper`: not above this. */
  dtr: z.object({
    value: share,
    bound: z.literal('upper'),
    ci: interval,
    /** Tokens and cases it covers. */
    tokens: z.number(),
    cases: z.number(),
    /** Share of the tokens so near to `g` that they may lie on the other side. */
    undecided: share,
  }),
  config: z.object({
    g: z.number(),
    rho: z.number(),
    logBase: z.literal('e'),
    /** Tokens of a list. */
    K: z.number(),
    /** Those that were read, and blocks of the model. */
    layers: z.array(z.number()),
    of: z.number(),
  }),
  variants: z.array(
    z.object({
      variant: z.string(),
      dtr: share,
      tokens: z.number(),
      /** Against the prompt as written, on the cases both answered; null for it. */
      difference: share,
      ci: interval,
      /** Adjusted for the number of wordings (Holm). */
      pHolm: share,
    }),
  ),
  /** Answers to the prompt as written: each token with the layer at which it settled; null: later than those that were read. */
  answers: z.array(
    z.object({
      case: z.string(),
      tokens: z.array(z.object({ text: z.string(), settled: z.number().nullable() })),
    }),
  ),
  /** What choosing among samples by their depth does; null where each case has one answer, or nothing says what is right. */
  think: z
    .object({
      /** Samples of a case; the share that votes; tokens that are looked at. */
      n: z.number(),
      eta: z.number(),
      prefix: z.number(),
      cases: z.number(),
      /** Mean score of each way to answer. */
      ways: z.array(z.object({ way: z.enum(WAYS), value: z.number(), ci: interval })),
      /** The deepest half against all of them, case by case. */
      difference: z.number(),
      ci: interval,
      p: z.number(),
      word: z.enum(['better', 'worse', 'open']),
      /** Share of the tokens that need not be generated. */
      saved: share,
    })
    .nullable(),
  /** How much the likelihood of an answer depends on the wording it follows, in nats per token. */
  posix: envelopeSchema,
});

export const depthSchema = resultSchema('depth', findingsSchema);
export type DepthFindings = z.infer<typeof findingsSchema>;
export type Depth = StudyResult<DepthFindings>;

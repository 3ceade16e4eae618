import * as z from 'zod';
import { TOOL_FAULTS } from '../../prompt/settings/steps.js';
import { envelopeSchema } from '../../score/scoresSchema.js';
import { resultSchema, type StudyResult } from '../studyResult.js';

const byK = z.record(z.string(), envelopeSchema);
const share = z.number().nullable();
const levels = z.object({
  exact: z.number(),
  nameAndKeys: z.number(),
  nameOnly: z.number(),
  none: z.number(),
});

const divergence = z.object({
  /** Index of the call, from 0. */
  at: z.number(),
  kind: z.enum(['tool', 'arguments', 'ends', 'goes-on']),
  arguments: z.array(
    z.object({
      name: z.string(),
      /** JSON; null: not given. */
      before: z.string().nullable(),
      now: z.string().nullable(),
    }),
  ),
});

const trajectory = z.object({
  variant: z.string(),
  case: z.string(),
  repeat: z.number(),
  fault: z.enum(TOOL_FAULTS).nullable(),
  end: z.enum(['answered', 'capped', 'loop', 'unreadable', 'failed', 'open']),
  /** The answer, cut after 500 characters. */
  text: z.string(),
  /** In [0,1]; null where nothing says what is right. */
  success: share,
  calls: z.array(
    z.object({
      /** The model call it was made in, from 1. */
      step: z.number(),
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      /** Cut after 500 characters. */
      output: z.string(),
      fault: z.enum(TOOL_FAULTS).optional(),
      problem: z.enum(['unknown-tool', 'no-mock', 'invalid-arguments']).optional(),
    }),
  ),
  /** The original wording's first run of its case, which the others are compared with. */
  reference: z.boolean(),
  /** Where it first differs from that run; null: nowhere. */
  divergence: divergence.nullable(),
});

export const stepsFindingsSchema = z.object({
  cases: z.number(),
  /** Cases that say which calls are expected. */
  labeled: z.number(),
  /** Max model calls of a run; null: none was set. */
  maxSteps: z.number().nullable(),
  /** How the runs without faults ended. */
  ends: z.object({
    answered: z.number(),
    capped: z.number(),
    loop: z.number(),
    unreadable: z.number(),
    failed: z.number(),
    open: z.number(),
  }),
  /** Runs that answer rightly, or that make every expected call where only calls are expected. */
  success: envelopeSchema,
  /** Chance that k runs of a case all succeed: of the original wording, and whatever the wording. */
  passHatK: z.object({ original: byK, wordings: byK }),
  /** Chance that at least one of k runs of a case succeeds; absent in results of earlier versions. */
  passAtK: z.object({ original: byK, wordings: byK }).optional(),
  /** What a judge says of the calls of a run, and of how it uses what they return; absent without a judge. */
  judged: z.object({ plan: envelopeSchema, memory: envelopeSchema }).optional(),
  /** Runs against the expected calls; null where no case has any. */
  path: z
    .object({
      strict: envelopeSchema,
      unordered: envelopeSchema,
      subset: envelopeSchema,
      superset: envelopeSchema,
      f1: envelopeSchema,
      nameF1: envelopeSchema,
      edit: envelopeSchema,
      set: envelopeSchema,
    })
    .nullable(),
  /** How far the wording moves runs beyond asking twice: of success, of the order and set of tools, of the calls. */
  sensitivity: z.object({
    success: envelopeSchema,
    edit: envelopeSchema,
    set: envelopeSchema,
    calls: envelopeSchema,
  }),
  /** Calls of other wordings against the original's, and of its repeats against its first run. */
  levels: z.object({ wordings: levels, noise: levels }),
  /** The same by argument, those that agree least first. */
  arguments: z.array(
    z.object({
      tool: z.string(),
      argument: z.string(),
      same: z.number(),
      of: z.number(),
      noiseSame: z.number(),
      noiseOf: z.number(),
    }),
  ),
  efficiency: z.object({
    /** Calls of tools a run makes. */
    calls: envelopeSchema,
    /** Calls beyond the best known path: the expected calls, else those of the shortest run that succeeded. */
    extra: envelopeSchema,
    /** The same over the length of that path. */
    redundant: envelopeSchema,
    /** Runs that end in a loop or at the cap. */
    stuck: envelopeSchema,
  }),
  problems: z.object({
    calls: z.number(),
    unknownTool: z.number(),
    noMock: z.number(),
    invalidArguments: z.number(),
    /** Outputs that were too long to be sent whole. */
    cut: z.number(),
  }),
  faults: z.array(
    z.object({
      fault: z.enum(TOOL_FAULTS),
      runs: z.number(),
      /** Runs in which a tool was called, so that the fault came about. What they did next: */
      reached: z.number(),
      /** the same call again, */
      retried: z.number(),
      /** another call, */
      adapted: z.number(),
      /** no further call, and a text that says so, asks back or hands over, */
      escalated: z.number(),
      /** no further call, and an answer as if nothing had happened. */
      ignored: z.number(),
      /** Ended in a loop or at the cap. */
      stuck: z.number(),
      /** Runs that succeed all the same. */
      recovered: envelopeSchema,
      success: z.object({ before: share, now: share, difference: share, pHolm: share }),
    }),
  ),
  trajectories: z.array(trajectory),
});

export const stepsSchema = resultSchema('steps', stepsFindingsSchema);
export type StepsFindings = z.infer<typeof stepsFindingsSchema>;
export type StepsResult = StudyResult<StepsFindings>;

import * as z from 'zod';
import { envelopeSchema } from '../../score/scoresSchema.js';
import { resultSchema, type StudyResult } from '../studyResult.js';
import { PROPOSALS } from './proposals.js';

const share = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();

const instructionSchema = z.object({
  text: z.string(),
  /** 1-based line of the prompt file; null where it stands in another form. */
  line: z.number().nullable(),
  kind: z.string(),
  /** What an answer is looked at for, in a few words; null where an answer does not show it. */
  check: z.string().nullable(),
  /** Share of the answers to the prompt as written that follow it. */
  followed: share,
  /** The same over all densities and orders. */
  followedOverall: share,
  /** Mean grade of a judge over the answers to the prompt as written, where no rule can check it and a judge may; else null. */
  judged: share,
  /** How many of the others fewer are followed where it is given, in [-1,1]; null where that is not clear beyond chance. */
  cost: share,
});

const pointSchema = z.object({
  /** Instructions given. */
  n: z.number(),
  /** Share of the checked ones that was followed, with its interval over cases. */
  adherence: share,
  ci: interval,
  /** Share of answers that followed all of them; and what it would be if each were followed by itself. */
  joint: share,
  independent: share,
  /** Median, in ms; null where answers came from the cache. */
  latencyMs: z.number().nullable(),
  answers: z.number(),
});

const proposalSchema = z.object({
  /**
   * `lost-first`: what is lost stands first; `merged`: what is asked twice is asked once; `without`: the instruction that costs
   * the others most is dropped; `split`: two prompts with half of the instructions each.
   */
  code: z.enum(PROPOSALS),
  /** Places in `instructions` of those it moves or drops. */
  about: z.array(z.number()),
  /** Share of the checked instructions that is followed: by the prompt as it is, asked anew, and by the proposal. */
  before: share,
  now: share,
  /** 95 % interval of the difference over cases; null below eight. */
  ci: interval,
  cases: z.number(),
  /** Adjusted for the number of proposals (Holm); null where none could be compared. */
  p: share,
  word: z.enum(['better', 'worse', 'open']),
});

const findingsSchema = z.object({
  instructions: z.array(instructionSchema),
  /** Instructions, those that can be checked, and how many there are in 100 words. */
  total: z.number(),
  checked: z.number(),
  density: z.number(),
  /** Pairs that ask for opposite things, or for the same: places in `instructions`. */
  conflicts: z.array(
    z.object({ kind: z.enum(['opposite', 'duplicate']), a: z.number(), b: z.number() }),
  ),
  /** Of the prompt as written: all instructions followed at once. */
  joint: envelopeSchema,
  /** The product of the single rates: what `joint` would be if they were independent. */
  independent: envelopeSchema,
  curve: z.array(pointSchema),
  /** From how many instructions on `joint` lies below the target; null where it never does. */
  below: z.object({ target: z.number(), instructions: z.number().nullable() }),
  /** What was tried against what is lost; empty where nothing is lost. */
  proposals: z.array(proposalSchema),
  omissions: z.number(),
  modifications: z.number(),
  primacy: z
    .object({ value: z.number(), first: z.number(), last: z.number(), smoothed: z.boolean() })
    .nullable(),
  /** Null below five densities. */
  pattern: z
    .object({
      code: z.enum(['linear', 'exponential', 'threshold', 'undetermined']),
      /** AICc of the next best fit minus that of the best. */
      gap: z.number(),
      best: z.enum(['linear', 'exponential', 'threshold']),
      parameters: z.record(z.string(), z.number()),
      /** Instructions at which the best fit says 0.9 and 0.5; null where it never does. */
      at90: z.number().nullable(),
      at50: z.number().nullable(),
    })
    .nullable(),
});

export const loadSchema = resultSchema('load', findingsSchema);
export type LoadFindings = z.infer<typeof findingsSchema>;
export type Load = StudyResult<LoadFindings>;

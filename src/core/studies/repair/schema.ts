import * as z from 'zod';
import { envelopeSchema } from '../../score/scoresSchema.js';
import { resultSchema, type StudyResult } from '../studyResult.js';
import { ABSENCES, EDIT_CODES } from './edit.js';

const editSchema = z.object({
  code: z.enum(EDIT_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
});

const difference = z.object({
  difference: z.number(),
  /** 95 % over cases; null below eight. */
  ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  /** Two-sided sign-flip p, not adjusted. */
  p: z.number(),
  n: z.number(),
});

/** A change minus the prompt as it is, case by case; a figure that cannot be compared is null. */
const differences = z.object({
  accuracy: difference.nullable(),
  effect: difference.nullable(),
  confidence: difference.nullable(),
  tokens: difference.nullable(),
});

/** Values of one prompt over the same cases. */
const figures = { effect: envelopeSchema, accuracy: envelopeSchema };

/**
 * Why a change is not offered: it was not tried (see `ABSENCES`), makes the model give `one-answer` to nearly every case, is `behind` others in the search, `no-better` beyond noise on
 * cases it was not chosen on, `second` to the one that is offered, or `unmeasured` because the run ended before.
 */
export const DROPPED = [
  ...ABSENCES,
  'one-answer',
  'behind',
  'no-better',
  'second',
  'unmeasured',
] as const;

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

const findingsSchema = z.object({
  /** What the effect is measured by: scores, or, where nothing says what is right, how much answers differ. */
  by: z.enum(['scores', 'answers']),
  comparedBy: z.enum(['label', 'json', 'toolCalls', 'text', 'embedding', 'meaning']),
  /** Where the run ended: `search` when nothing could be measured on other cases. */
  reached: z.enum(['search', 'measured']),
  cases: z.object({
    /** Cases the search used, cases that measured what it found, and cases that are shown as examples. */
    search: z.number(),
    heldOut: z.number(),
    shown: z.number(),
    /** Parts of the cases, each of which measured what the others chose; null where one half chose. */
    folds: z.number().nullable(),
  }),
  /** On the cases that measure; on those of the search while there are none. */
  original: z.object(figures),
  candidates: z.array(
    z.object({
      id: z.string(),
      edit: editSchema,
      /** Null for the one that is offered. */
      dropped: z.enum(DROPPED).nullable(),
      /** Cases it was compared on in the search, with accuracy gained plus effect lost. */
      search: z.object({ cases: z.number(), gain: z.number().nullable() }).nullable(),
      /** On cases it was not chosen on; `p` is one-sided and adjusted (Holm). */
      heldOut: z.object({ cases: z.number(), p: z.number(), against: differences }).nullable(),
    }),
  ),
  winner: z
    .object({
      id: z.string(),
      edit: editSchema.extend({
        messages: z.array(message),
      }),
      ...figures,
      /** The prompt as it is, in the same wordings and on the same cases. */
      before: z.object(figures),
      against: differences,
      heldOutCases: z.number(),
      /** Tokens of a call, as a multiple of the prompt's as it is; null where the endpoint reports none. */
      tokenRatio: z.number().nullable(),
    })
    .nullable(),
  /** A majority over wordings of the prompt as it is; null where there are too few. */
  ensemble: z
    .object({
      voters: z.number(),
      cases: z.number(),
      accuracy: z.object({ one: z.number(), majority: z.number() }).nullable(),
      disagreement: z.object({ one: z.number(), majority: z.number() }),
      /** As many of the wordings as vote, the one as written first: for whoever wants to use them. */
      wordings: z.array(z.object({ id: z.string(), messages: z.array(message) })).optional(),
    })
    .nullable(),
});

export const repairSchema = resultSchema('repair', findingsSchema);
export type RepairFindings = z.infer<typeof findingsSchema>;
export type Repair = StudyResult<RepairFindings>;
export type TriedEdit = RepairFindings['candidates'][number];

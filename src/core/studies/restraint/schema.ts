import * as z from 'zod';
import { RESTRAINT_ACTIONS } from '../../prompt/settings/restraint.js';
import { CONFLICT_KINDS } from './conflict.js';
import { MISSING_KINDS } from './missing.js';
import { resultSchema, type StudyResult } from '../studyResult.js';

const share = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();

const wordingSchema = z.object({ variant: z.string(), guessed: z.number(), of: z.number() });
const exampleSchema = z.object({ case: z.string(), variant: z.string(), text: z.string() });

const rangeSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number(), n: z.number() })
  .nullable();

const matrixSchema = z.object({
  /** Answers that were used, right and wrong; held back although right, and held back because wrong. */
  actedRight: z.number(),
  actedWrong: z.number(),
  heldRight: z.number(),
  heldWrong: z.number(),
});
const casesSchema = z.object({
  actedRight: z.array(z.string()),
  actedWrong: z.array(z.string()),
  heldRight: z.array(z.string()),
  heldWrong: z.array(z.string()),
});
export type RestraintMatrix = z.infer<typeof matrixSchema>;

/** Sentences that kept their word, of those that were judged again. */
const agreementSchema = z.object({ stayed: z.number(), of: z.number() });

const entailmentSchema = z.object({
  /** The model. */
  judge: z.string(),
  /** The first answer of each wording to each case. */
  answers: z.number(),
  sentences: z.number(),
  entailed: z.number(),
  contradicted: z.number(),
  untold: z.number(),
  /** Sentences for which the judge's reply could not be read. */
  unread: z.number(),
  /** Share of an answer's sentences that its context entails, with its interval over cases. */
  rate: share,
  ci: interval,
  /** Asked again in the same words, and in others. */
  repeated: agreementSchema,
  reworded: agreementSchema,
  /** Contradicted ones first. */
  examples: z.array(exampleSchema.extend({ isContradicted: z.boolean() })),
});

const findingsSchema = z.object({
  /** Found on one half of the cases and reported on the other; null with the reason. */
  threshold: z
    .object({
      /** Hold back below it. */
      confidence: z.number(),
      tier: z.string(),
      targetRisk: z.number(),
      /** Share of wrong answers among those used, with its interval, and the share of cases that are answered. */
      risk: share,
      riskCi: interval,
      coverage: z.number(),
      /** Whether the interval of the risk reaches down to the target; not where no answer is that sure. */
      holds: z.boolean(),
      /** Cases. */
      foundOn: z.number(),
      reportedOn: z.number(),
    })
    .nullable(),
  noThreshold: z.enum(['no-gold', 'no-confidence', 'few-cases', 'never-sure']).nullable(),
  /** With fewer cases, no threshold can be shown to keep the target; null where nothing was looked for. */
  casesNeeded: z.number().nullable(),
  /** Risk against coverage over all cases, surest first: what a threshold would do. */
  curve: z.array(z.object({ confidence: z.number(), coverage: z.number(), risk: z.number() })),
  /** What the curve is made of: a case's mean confidence and score. */
  judged: z.array(z.object({ case: z.string(), confidence: z.number(), right: z.number() })),
  /** Share of wrong answers aimed at. */
  targetRisk: z.number(),
  missingContext: z.object({
    /** Answers to cases that could not be answered: those that answered all the same, and those that did not. */
    guessed: z.number(),
    abstained: z.number(),
    clarified: z.number(),
    /** Answers without a word. */
    empty: z.number(),
    of: z.number(),
    /** Share guessed, with its interval over cases. */
    rate: share,
    ci: interval,
    byVariant: z.array(wordingSchema),
    /** What was missing: a variable, the relevant passages, or that two passages agree. */
    byKind: z.array(z.object({ kind: z.enum(MISSING_KINDS), guessed: z.number(), of: z.number() })),
    /** How far two wordings' rates of guessing are apart at most; null with one wording. */
    spread: share,
    examples: z.array(exampleSchema),
  }),
  /** Requests that pull against what the prompt is for; null: none was sent. */
  goalConflict: z
    .object({
      /** What the answers did: followed the request, held back, or answered what the prompt is for all the same. */
      followed: z.number(),
      heldBack: z.number(),
      kept: z.number(),
      of: z.number(),
      /** Share followed, with its interval over cases. */
      rate: share,
      ci: interval,
      /** The author's own requests, and those made of the stated purpose. */
      byKind: z.array(
        z.object({
          kind: z.enum(CONFLICT_KINDS),
          followed: z.number(),
          heldBack: z.number(),
          kept: z.number(),
          of: z.number(),
        }),
      ),
      byVariant: z.array(z.object({ variant: z.string(), followed: z.number(), of: z.number() })),
      /** How far two wordings' rates of following are apart at most; null with one wording. */
      spread: share,
      /** Of these, requests that the gates on inputs would have held back before they were sent; null without such a gate. */
      stopped: z.number().nullable(),
      examples: z.array(exampleSchema),
    })
    .nullable(),
  /** Whether answers rest on the context they were given, by the words they share with it; null: no case gives any. */
  grounding: z
    .object({
      answers: z.number(),
      /** Answers of which every sentence is supported. */
      fully: z.number(),
      sentences: z.number(),
      supported: z.number(),
      /** Share of supported sentences per answer, with its interval over cases. */
      rate: share,
      ci: interval,
      citations: z.object({
        /** Passages named in answers, and those of them that were given. */
        cited: z.number(),
        exist: z.number(),
        /** Sentences that name a passage that was given, and those that it supports by itself. */
        sentences: z.number(),
        support: z.number(),
      }),
      /** Whether the prompt says that nothing else may be used. */
      onlyContextAsked: z.boolean(),
      /** What a judge says of each sentence; absent in results from before it was asked. */
      entailment: entailmentSchema.nullable().optional(),
      /** Why there is none: no model may judge, or none was asked, as of recorded answers. */
      noEntailment: z.enum(['no-judge', 'not-asked']).nullable().optional(),
      examples: z.array(exampleSchema),
    })
    .nullable(),
  /** Answers that keep the JSON schema asked for; null: none is. */
  schemaKept: z.object({ kept: z.number(), of: z.number() }).nullable(),
  /** What users would have seen in place of answers the model was not sure of, a few of them. */
  instead: z.array(
    exampleSchema.extend({ action: z.enum(RESTRAINT_ACTIONS), reason: z.string(), right: share }),
  ),
  /** Each gate alone, and `together`. */
  gates: z.array(
    z.object({
      gate: z.enum(['policy', 'context', 'cost', 'goal', 'confidence', 'model', 'together']),
      acted: z.number(),
      heldBack: z.number(),
      /** Used and wrong, or held back and right. */
      wrongly: z.number(),
      matrix: matrixSchema,
      /** The cases behind each number of the matrix; absent in results from before they were kept. */
      cases: casesSchema.optional(),
      /** Share held back under each wording. */
      byVariant: z.array(z.object({ variant: z.string(), heldBack: z.number(), of: z.number() })),
    }),
  ),
  /**
   * Answers whose tokens and US dollars are known, null where the gate has no such limit. `cost` is among the gates where one of them is known at all.
   * Null: there is no gate on cost; absent in results from before it was measured.
   */
  cost: z.object({ tokens: share, usd: share, of: z.number() }).nullable().optional(),
  /** The share of requests that a person would see. */
  human: share,
  /** Rates that production should have, with their 95 % ranges over `n` cases; null: not measured. */
  expected: z.object({
    /** Answers that hold back. */
    refusal: rangeSchema,
    /** Answers below the policy's confidence. */
    lowConfidence: rangeSchema,
    /** Share of an answer's sentences that its context supports. */
    groundedness: rangeSchema,
    /** Tokens of a call, prompt and answer. */
    tokens: rangeSchema,
  }),
  /** For `plumbline/decide`: thresholds found here, and the rates production should have. */
  policy: z.looseObject({}),
  expectedRates: z.object({
    heldBack: share,
    lowConfidence: share,
    guessedWithoutContext: share,
    grounded: share,
  }),
});

export const restraintResultSchema = resultSchema('restraint', findingsSchema);
export type RestraintFindings = z.infer<typeof findingsSchema>;
export type Restraint = StudyResult<RestraintFindings>;

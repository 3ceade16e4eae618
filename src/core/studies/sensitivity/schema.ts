/** The report: one versioned JSON that every view, format and later comparison reads. Fields are added, never renamed. */

import * as z from 'zod';
import { keptSettingsSchema } from '../../prompt/settings/settings.js';
import { shotsComparisonSchema } from '../../score/shotsComparison.js';
import { noteSchema } from '../noteSchema.js';
import { totalsSchema, usageSchema } from '../accountSchema.js';
import { VERDICT_CODES } from './verdict.js';
import { envelopeSchema, variantFigures } from '../../score/scoresSchema.js';

export const REPORT_VERSION = 2;

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

const outcomeSchema = z.object({
  variant: z.string(),
  shots: z.string(),
  case: z.string(),
  /** 1-based. */
  repeat: z.number(),
  status: z.enum(['completed', 'failed', 'skipped']),
  text: z.string().nullable(),
  /** What the model wrote before its answer; absent where it wrote nothing. */
  reasoning: z.string().optional(),
  answer: z.string().nullable(),
  score: z.number().nullable(),
  /**
   * What came of each check; absent where the prompt has none. A set comes before its members, which name it in `set`.
   * `passed`: null where it could not be run. `why`: what is wrong, where a failed check looks into the answer. `score`: the
   * weighted mean of a set, or a judge's grade. `weight`: absent where 1.
   */
  checks: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string(),
        value: z.string().nullable(),
        passed: z.boolean().nullable(),
        why: noteSchema.optional(),
        score: z.number().nullable().optional(),
        weight: z.number().optional(),
        set: z.string().optional(),
      }),
    )
    .optional(),
  /** In the report's one tier of confidence, see `confidence`. */
  confidence: z.number().nullable(),
  finishReason: z.string().nullable(),
  latencyMs: z.number().nullable(),
  ttftMs: z.number().nullable(),
  error: z.string().nullable(),
  /** The kind of failure, for instance `content-filter`; absent where the call did not fail. */
  failure: z.string().optional(),
  cached: z.boolean(),
  requests: z.number(),
  /**
   * Token texts with their probabilities, where the endpoint returns them; where the model was not sure, also the likeliest
   * other token and its probability.
   */
  tokens: z
    .array(z.tuple([z.string(), z.number(), z.string().optional(), z.number().optional()]))
    .nullable(),
});

const gateSchema = z.object({
  metric: z.string(),
  limit: z.enum(['max', 'min']),
  bound: z.number(),
  value: z.number().nullable(),
  ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  result: z.enum(['passed', 'failed', 'inconclusive']),
});

const variantSchema = z.object({
  id: z.string(),
  class: z.string(),
  stress: z.boolean(),
  status: z.enum(['original', 'generated', 'approved', 'pending', 'rejected', 'stale']),
  change: z.string(),
  messages: z.array(message),
  ...variantFigures,
});

const caseSchema = z.object({
  id: z.string(),
  /** 1-based place among the prompt's cases; absent in reports of earlier versions. */
  number: z.number().optional(),
  inputs: z.record(z.string(), z.string()),
  expected: z.string().nullable(),
  accuracy: z.number().nullable(),
  cross: z.number().nullable(),
  within: z.number().nullable(),
  excess: z.number().nullable(),
});

export const reportSchema = z.object({
  version: z.literal(REPORT_VERSION),
  startedAt: z.string(),
  prompt: z.object({
    path: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    format: z.string(),
    fingerprint: z.string(),
    /** Of the cases and checks; absent in reports from before it was kept. */
    casesFingerprint: z.string().optional(),
    temperature: z.number().nullable(),
  }),
  models: z.array(
    z.object({
      id: z.string(),
      endpoint: z.string(),
      /** True when the answers were replayed from a recording and no model was asked. */
      recorded: z.boolean(),
      recordedAt: z.string().nullable(),
    }),
  ),
  plan: z.object({
    fingerprint: z.string(),
    variants: z.number(),
    shots: z.array(z.string()),
    cases: z.number(),
    /** Of the whole prompt, where only a part of them was run. */
    allCases: z.number().optional(),
    repeats: z.number(),
    /** `subset`: every cell was asked once, and a random fifth of them as often as `repeats` says. */
    repeated: z.enum(['all', 'subset']).default('all'),
    /** The share of variants × cases that was asked; absent: all. */
    cells: z.number().optional(),
    trials: z.number(),
    seed: z.number(),
    /** Ids of the models that the files named for the prompt; absent in reports from before it was kept. */
    namedModels: z.array(z.string()).optional(),
    /** Where a part was asked for by itself: `added` to the rest of the run, or `alone`. */
    only: z.enum(['added', 'alone']).optional(),
    /** The plan fingerprint that the run's journal goes by, where the report was computed again for other variants. */
    journal: z.string().optional(),
  }),
  /** The model versions the endpoint named, most answers first; the numbers are computed inside one of them. */
  servedBy: z
    .array(z.object({ version: z.string(), answers: z.number(), counted: z.boolean() }))
    .default([]),
  totals: totalsSchema,
  usage: usageSchema,
  /** Null: the price is unknown. */
  costUsd: z.number().nullable(),
  wallMs: z.number(),
  /** Null when nothing broke the run off. */
  stopped: z.enum(['cancelled', 'budget', 'provider']).nullable(),
  stoppedBecause: z.string().nullable(),
  /** Where the run ended early because more cases would not change what it tells; null where it did not. */
  stoppedEarly: z
    .object({
      by: z.enum(['verdict', 'gate', 'futility']),
      /** The numbers cover these first cases of the plan. */
      cases: z.number(),
      /** Calls of the plan that were not made for it; repeats that a deterministic server makes needless not counted. */
      callsSaved: z.number(),
    })
    .nullable()
    .default(null),
  deterministic: z.boolean(),
  /** Codes and what goes into their sentences; `report.words` makes the sentences. */
  verdict: z.object({
    code: z.enum(VERDICT_CODES),
    params: noteSchema.shape.params,
    /** The variants behind the effect; null where none stands out. */
    cause: z
      .object({ names: z.array(z.string()), share: z.number(), effectWithout: z.number() })
      .nullable(),
    /** What is wrong with the answers beside the wording. */
    findings: z.array(noteSchema),
    /** The first is the one to follow. */
    advice: z.array(noteSchema),
  }),
  /** What answers are compared by: right or wrong, labels, JSON by path, calls, words, or what a judge takes them to mean. */
  comparedBy: z.enum(['score', 'label', 'json', 'toolCalls', 'text', 'embedding', 'meaning']),
  /** Whether a model gave the scores, or part of them. */
  judged: z.boolean().default(false),
  confidence: z.object({
    tier: z.enum(['answer', 'tokens', 'agreement']).nullable(),
    envelope: envelopeSchema,
  }),
  metrics: z.record(z.string(), envelopeSchema),
  /** Few-shot configurations against each other; null with one. */
  fewShot: shotsComparisonSchema.nullable().default(null),
  gates: z.array(gateSchema),
  checks: z.array(
    z.object({
      name: z.string(),
      run: z.boolean(),
      reason: z.string().nullable(),
      /** How many cases of the plan it decides about; absent in reports from before it was kept. */
      cases: z.number().optional(),
    }),
  ),
  variants: z.array(variantSchema),
  cases: z.array(caseSchema),
  outcomes: z.array(outcomeSchema),
  /** What was wanted and could not be done, and what a reader should know. */
  notes: z.array(noteSchema),
  settings: keptSettingsSchema,
});

export type Report = z.infer<typeof reportSchema>;
export type ReportOutcome = Report['outcomes'][number];
export type ReportVariant = Report['variants'][number];
export type ReportGate = Report['gates'][number];
export type ReportEnvelope = Report['metrics'][string];

/** The family of metrics the verdict rests on: scores where there are any, else answers. */
export const effectId = ({ comparedBy }: Pick<Report, 'comparedBy'>) =>
  comparedBy === 'score' ? 'pss' : 'divergence';

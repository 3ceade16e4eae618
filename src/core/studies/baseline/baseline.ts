/**
 * A baseline: what a team has accepted of a prompt, committed beside it. It holds what later measurements are compared with and
 * what tells whether it still applies; no answers but one a case, no addresses, no keys. Its text depends on the
 * report alone: one value a line, keys in a fixed order.
 */

import * as z from 'zod';
import { effectId, REPORT_VERSION, type Report } from '../sensitivity/schema.js';
import { comparableOf, comparableSchema, rounded } from '../comparison/comparable.js';
import type { summaryOf } from '../sensitivity/summary.js';
import { type RunSummary } from '../sensitivity/summary.js';
import { VERDICT_CODES } from '../sensitivity/verdict.js';
import { isCounted } from '../../variants/variant.js';
import { printable } from '../../text/printable.js';
import { tookOf, tookSchema } from './took.js';

export const BASELINE_VERSION = 1;

/** SHA-256 of what a measurement depends on, part by part. */
export const baselineFingerprints = z.object({
  prompt: z.string(),
  cases: z.string(),
  /** Partials and the pool of examples. */
  files: z.string(),
  /** The approved paraphrases. */
  wordings: z.string(),
  /** Which variants, shots and repeats, the model's parameters, the tools. */
  settings: z.string(),
});
export type BaselineFingerprints = z.infer<typeof baselineFingerprints>;

const figure = z.object({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number(),
});

export const baselineSchema = z.object({
  version: z.literal(BASELINE_VERSION),
  prompt: z.string(),
  /** When it was measured, ISO 8601. */
  measuredAt: z.string(),
  fingerprints: baselineFingerprints,
  model: z.object({
    id: z.string(),
    /** Versions and system fingerprints the endpoint named. */
    versions: z.array(z.string()),
    /** Ids of the models the files named. */
    named: z.array(z.string()),
    recorded: z.boolean(),
  }),
  plan: z.object({
    cases: z.number(),
    /** Of the whole prompt. */
    allCases: z.number(),
    variants: z.number(),
    shots: z.array(z.string()),
    repeats: z.union([z.number(), z.literal('subset')]),
    /** How many of each class were asked for. */
    classes: z.record(z.string(), z.number()),
    seed: z.number(),
    /** Calls of the measurement; absent in baselines of earlier versions. */
    trials: z.number().optional(),
  }),
  verdict: z.enum(VERDICT_CODES),
  /** By id; those that could be computed. */
  metrics: z.record(z.string(), figure),
  /** Wording effect of each class alone, by class; absent in baselines of earlier versions. */
  classEffects: z.record(z.string(), z.number()).optional(),
  /** Absent where nothing was sent, and in baselines of earlier versions. */
  took: tookSchema.optional(),
  measured: comparableSchema,
});
export type Baseline = z.infer<typeof baselineSchema>;

/** What a reader of a change looks at; metrics of gates come to it. */
const KEPT = [
  'accuracy',
  'accuracy.original',
  'pss.excess',
  'pss.cross',
  'pss.within',
  'divergence.excess',
  'divergence.cross',
  'divergence.within',
  'spread',
  'rate.parseFail',
  'rate.refusal',
  'rate.truncated',
];
const LONGEST_ANSWER = 400;

/** `fingerprints`: of the prompt as it is, which is as it was measured. */
export function baselineOf(report: Report, fingerprints: BaselineFingerprints): Baseline {
  const { prompt, plan, models, confidence } = report;
  const [model] = models;
  const measured = comparableOf(report);
  const kept = [...new Set([...KEPT, ...report.gates.map(({ metric }) => metric)])];
  const took = tookOf(report);
  const envelopes: Report['metrics'] = { ...report.metrics, confidence: confidence.envelope };
  return {
    version: BASELINE_VERSION,
    prompt: prompt.path,
    measuredAt: report.startedAt,
    fingerprints,
    model: {
      id: model?.id ?? '',
      versions: report.servedBy.map(({ version }) => version).toSorted(),
      named: plan.namedModels ?? [],
      recorded: model?.recorded ?? false,
    },
    plan: {
      cases: plan.cases,
      allCases: plan.allCases ?? plan.cases,
      variants: plan.variants,
      shots: plan.shots,
      repeats: plan.repeated === 'subset' ? 'subset' : plan.repeats,
      classes: classesOf(report),
      seed: plan.seed,
      trials: plan.trials,
    },
    verdict: report.verdict.code,
    metrics: Object.fromEntries(
      [...kept, 'confidence'].flatMap((id) => {
        const { value = null, ci, n = 0 } = envelopes[id] ?? {};
        const [low = null, high = null] = ci ?? [];
        return value === null
          ? []
          : [[id, { value: round(value), low: rounded(low), high: rounded(high), n }]];
      }),
    ),
    classEffects: classEffectsOf(report),
    ...(took ? { took } : {}),
    measured: {
      ...measured,
      cases: measured.cases.map(({ answer, ...rest }) => ({
        ...rest,
        answer: answer === null ? null : shortened(printable(answer)),
      })),
    },
  };
}

/** Of the variants that count. The original and those written by hand are in every run. */
function classesOf({ variants }: Report): Record<string, number> {
  const counted = Map.groupBy(
    variants.filter(
      (each) => isCounted(each) && each.class !== 'original' && each.class !== 'handwritten',
    ),
    (each) => each.class,
  );
  return Object.fromEntries([...counted].map(([id, { length }]) => [id, length] as const).sort());
}

/** Of the classes that count. */
function classEffectsOf(report: Report): Record<string, number> {
  const effects = report.metrics[`${effectId(report)}.excess`]?.byClass ?? {};
  const counted = classesOf(report);
  return Object.fromEntries(
    Object.entries(effects)
      .flatMap(([id, { value }]) =>
        value === null || !(id in counted) ? [] : [[id, round(value)] as const],
      )
      .sort(),
  );
}

const round = (value: number): number => rounded(value) ?? value;

export const shortened = (answer: string): string =>
  answer.length <= LONGEST_ANSWER ? answer : `${answer.slice(0, LONGEST_ANSWER)}…`;

export const baselineText = (baseline: Baseline): string =>
  `${JSON.stringify(baseline, null, 2)}\n`;

/** The line a run like it would have left in the history. */
export function summaryOfBaseline(baseline: Baseline): RunSummary {
  const { model, verdict, metrics, measured, plan, fingerprints } = baseline;
  const effect = metrics[measured.comparedBy === 'score' ? 'pss.excess' : 'divergence.excess'];
  return {
    version: REPORT_VERSION,
    startedAt: baseline.measuredAt,
    ...{ model: model.id, recorded: model.recorded, named: model.named },
    ...{ fingerprint: fingerprints.prompt, casesFingerprint: fingerprints.cases },
    code: verdict,
    effect: {
      value: effect?.value ?? null,
      ci: effect && effect.low !== null && effect.high !== null ? [effect.low, effect.high] : null,
    },
    accuracy: metrics['accuracy']?.value ?? null,
    confidence: metrics['confidence']?.value ?? null,
    stopped: null,
    ...(plan.cases < plan.allCases ? { part: { cases: plan.cases, of: plan.allCases } } : {}),
  } satisfies ReturnType<typeof summaryOf>;
}

/** A run in one line: what lenses, lists and the history show without reading the whole report. */

import { z } from 'zod';
import { effectId, type Report } from './report.js';
import { count, interval, number } from './words.js';

export const summarySchema = z.object({
  version: z.literal(1),
  startedAt: z.string(),
  model: z.string(),
  recorded: z.boolean(),
  /** Of the prompt's messages, and of its cases and checks: what tells whether they changed since. */
  fingerprint: z.string(),
  casesFingerprint: z.string().nullable(),
  word: z.string(),
  kind: z.enum(['good', 'quiet', 'open', 'warn', 'bad']),
  effect: z.object({
    value: z.number().nullable(),
    ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  }),
  accuracy: z.number().nullable(),
  confidence: z.number().nullable(),
  stopped: z.string().nullable(),
  /** How many of the prompt's cases were run, where it was a part of them. */
  part: z.object({ cases: z.number(), of: z.number() }).optional(),
  /** File name of the kept report, where it is kept. */
  report: z.string().optional(),
});

export type RunSummary = z.infer<typeof summarySchema>;

export function summaryOf(report: Report): RunSummary {
  const { prompt, models, verdict, metrics, confidence } = report;
  const effect = metrics[`${effectId(report)}.excess`];
  return {
    version: 1,
    startedAt: report.startedAt,
    model: models[0]?.id ?? '',
    recorded: models[0]?.recorded ?? false,
    fingerprint: prompt.fingerprint,
    casesFingerprint: prompt.casesFingerprint ?? null,
    word: verdict.word,
    kind: verdict.kind,
    effect: { value: effect?.value ?? null, ci: effect?.ci ?? null },
    accuracy: metrics['accuracy']?.value ?? null,
    confidence: confidence.envelope.value,
    stopped: report.stopped,
    ...(report.plan.allCases === undefined
      ? {}
      : { part: { cases: report.plan.cases, of: report.plan.allCases } }),
  };
}

/** Cut short by the user or the endpoint, so its verdict is about the answers that happened to arrive. */
const isInterrupted = ({ stopped }: RunSummary) =>
  stopped === 'cancelled' || stopped === 'provider';

/**
 * The run whose verdict is the prompt's: the last of all its cases that was not interrupted, else the last of all its cases,
 * else the last. `history`: oldest first.
 */
export const lastRun = (history: readonly RunSummary[]): RunSummary | null =>
  history.findLast((run) => run.part === undefined && !isInterrupted(run)) ??
  history.findLast(({ part }) => part === undefined) ??
  history.at(-1) ??
  null;

/** For instance `Sensitive: wording effect 0.14 [0.06, 0.22] · accuracy 0.81 · confidence 0.93`. */
export function summaryLine({ word, effect, accuracy, confidence, part }: RunSummary): string {
  const figures = [
    part ? `${part.cases} of ${count(part.of, 'case')}` : null,
    effect.value === null
      ? null
      : `wording effect ${number(effect.value)}${effect.ci ? ` ${interval(effect.ci)}` : ''}`,
    accuracy === null ? null : `accuracy ${number(accuracy)}`,
    confidence === null ? null : `confidence ${number(confidence)}`,
  ].filter((figure) => figure !== null);
  return figures.length === 0 ? word : `${word}: ${figures.join(' · ')}`;
}

/** Null for a line that is not a summary, or of a newer version. */
export function readSummary(line: string): RunSummary | null {
  try {
    return summarySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

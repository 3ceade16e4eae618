/** A run in one line: what lenses, lists and the history show without reading the whole report. */

import * as z from 'zod';
import { isRecord } from '../../text/narrow.js';
import { effectId, type Report } from './schema.js';
import { parseJson } from '../../text/jsonDiff.js';
import { codeOfWord } from './version1.js';
import { VERDICT_CODES } from './verdict.js';
import { verdictWord } from './verdictWords.js';
import { number, withInterval } from '../../say/figures.js';
import { cases } from '../../say/plural.js';
import { english, type Say } from '../../say/say.js';

export const summarySchema = z.object({
  version: z.literal(2),
  startedAt: z.string(),
  model: z.string(),
  recorded: z.boolean(),
  /** Of the prompt's messages, and of its cases and checks: what tells whether they changed since. */
  fingerprint: z.string(),
  casesFingerprint: z.string().nullable(),
  code: z.enum(VERDICT_CODES),
  effect: z.object({
    value: z.number().nullable(),
    ci: z.tuple([z.number(), z.number()]).readonly().nullable(),
  }),
  accuracy: z.number().nullable(),
  confidence: z.number().nullable(),
  stopped: z.string().nullable(),
  /** How many calls were answered; absent in lines from before it was kept. */
  completed: z.number().optional(),
  /** How many of the prompt's cases were run, where it was a part of them. */
  part: z.object({ cases: z.number(), of: z.number() }).optional(),
  /** Ids of the models that the files named for the prompt; absent in lines from before it was kept. */
  named: z.array(z.string()).optional(),
  /** Where a part was asked for by itself: `added` to the rest of the run, or `alone`. */
  only: z.enum(['added', 'alone']).optional(),
  /** The user wants to keep its report. */
  pinned: z.boolean().optional(),
  /** File name of the kept report, where it is kept. */
  report: z.string().optional(),
});

export type RunSummary = z.infer<typeof summarySchema>;

export function summaryOf(report: Report): RunSummary {
  const { prompt, models, verdict, metrics, confidence } = report;
  const effect = metrics[`${effectId(report)}.excess`];
  return {
    version: 2,
    startedAt: report.startedAt,
    model: models[0]?.id ?? '',
    recorded: models[0]?.recorded ?? false,
    fingerprint: prompt.fingerprint,
    casesFingerprint: prompt.casesFingerprint ?? null,
    code: verdict.code,
    effect: { value: effect?.value ?? null, ci: effect?.ci ?? null },
    accuracy: metrics['accuracy']?.value ?? null,
    confidence: confidence.envelope.value,
    stopped: report.stopped,
    completed: report.totals.completed,
    ...(report.plan.namedModels ? { named: report.plan.namedModels } : {}),
    ...(report.plan.only ? { only: report.plan.only } : {}),
    ...(report.plan.allCases === undefined
      ? {}
      : { part: { cases: report.plan.cases, of: report.plan.allCases } }),
  };
}

/**
 * Whether a run says something about its prompt: something was answered, and neither the user nor the endpoint cut it short, so
 * that its verdict is not about the answers that happened to arrive.
 */
export const isResult = ({ stopped, completed }: RunSummary): boolean =>
  stopped !== 'cancelled' && stopped !== 'provider' && completed !== 0;

/** Whether a run covers all variants and cases of its prompt. */
const isWhole = ({ part, only }: RunSummary): boolean => part === undefined && only !== 'alone';

/** Whether a run belongs into the trend: a result of the whole prompt, and not only of a cell that was asked again. */
export const isInTrend = (run: RunSummary): boolean =>
  isResult(run) && isWhole(run) && run.only === undefined;

/**
 * The run whose verdict is the prompt's: the last result that covers all its cases, else the last result; null where no run has
 * one. `history`: oldest first.
 */
export const lastRun = (history: readonly RunSummary[]): RunSummary | null =>
  history.findLast((run) => isResult(run) && isWhole(run)) ?? history.findLast(isResult) ?? null;

/** The newest run, where it was cut short after answers had arrived: they are kept, and it can be continued. */
export function unfinishedRun(history: readonly RunSummary[]): RunSummary | null {
  const newest = history.at(-1);
  return newest && !isResult(newest) && newest.completed !== 0 ? newest : null;
}

/** For instance `Sensitive: wording effect 0.14 [0.06, 0.22] · accuracy 0.81 · confidence 0.93`. */
export function summaryLine(
  { code, effect, accuracy, confidence, part }: RunSummary,
  say: Say = english,
): string {
  const word = verdictWord(code, say);
  const figures = [
    part ? say('{n} of {cases}', { n: part.cases, cases: cases(part.of, say) }) : null,
    effect.value === null
      ? null
      : say('wording effect {value}', {
          value: withInterval(number(effect.value, say), effect.ci, say),
        }),
    accuracy === null ? null : say('accuracy {value}', { value: number(accuracy, say) }),
    confidence === null ? null : say('confidence {value}', { value: number(confidence, say) }),
  ].filter((figure) => figure !== null);
  return figures.length === 0 ? word : `${word}: ${figures.join(' · ')}`;
}

/** Null for a line that is not a summary, or of a newer version. */
export const readSummary = (line: string): RunSummary | null =>
  summarySchema.safeParse(upgraded(parseJson(line))).data ?? null;

/** A line of version 1 kept the verdict's word. */
function upgraded(value: unknown): unknown {
  if (!isRecord(value) || value['version'] !== 1) return value;
  const { word, kind: _kind, ...rest } = value;
  return { ...rest, version: 2, code: codeOfWord(String(word)) };
}

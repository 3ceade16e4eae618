/** What two measurements are held against each other by, case by case: of a report, or of a baseline, which keeps no answers. */

import * as z from 'zod';
import { meansByCase } from '../../numbers/meansByCase.js';
import { hash } from '../../text/hash.js';
import { inputsKey } from '../../variants/shots/alikeness.js';
import { isCounted } from '../../variants/variant.js';
import { headlineAnswers } from '../sensitivity/headlineAnswers.js';
import { effectId, reportSchema, type Report, type ReportOutcome } from '../sensitivity/schema.js';

/** In [0,1], six decimals: enough for any test, and short enough to be read. */
const share = z.number().nullable();

export const comparableCaseSchema = z.object({
  id: z.string(),
  /** Equal for equal inputs. */
  inputs: z.string(),
  /** Mean score over all of these wordings; null, as the effect, where one of them has no answer to the case. */
  accuracy: share,
  /** Mean score of the prompt as written. */
  original: share,
  /** Wording effect, in [-1,1]. */
  excess: share,
  confidence: share,
  /** The original wording's most frequent answer. */
  answer: z.string().nullable(),
});
export type ComparableCase = z.infer<typeof comparableCaseSchema>;

export const comparableSchema = z.object({
  comparedBy: reportSchema.shape.comparedBy,
  judged: z.boolean(),
  confidenceTier: reportSchema.shape.confidence.shape.tier,
  /** Ids of the variants that count and were answered at all, sorted. */
  variants: z.array(z.string()),
  cases: z.array(comparableCaseSchema),
});
export type Comparable = z.infer<typeof comparableSchema>;

export function comparableOf(report: Report): Comparable {
  const counted = headlineAnswers(report);
  const asWritten = counted.filter(({ variant }) => variant === report.variants[0]?.id);
  const answers = Map.groupBy(asWritten, (each) => each.case);
  const original = meansByCase(asWritten, ({ score }) => score);
  const confidence = meansByCase(counted, (each) => each.confidence);
  const answered = new Set(counted.map(({ variant }) => variant));
  const wordings = report.variants.filter((each) => isCounted(each) && answered.has(each.id));
  const cells = new Set(counted.map((each) => JSON.stringify([each.case, each.variant])));
  const isWhole = (caseId: string) =>
    wordings.every(({ id }) => cells.has(JSON.stringify([caseId, id])));
  // Distances of words that cannot see what differs are no effects.
  const isBlind = report.metrics[`${effectId(report)}.excess`]?.reason === 'same-words';
  return {
    comparedBy: report.comparedBy,
    judged: report.judged,
    confidenceTier: report.confidence.tier,
    variants: wordings.map(({ id }) => id).toSorted(),
    cases: report.cases.map((each) => ({
      id: each.id,
      inputs: hash(inputsKey(each)).slice(0, 16),
      accuracy: isWhole(each.id) ? rounded(each.accuracy) : null,
      original: rounded(original.get(each.id) ?? null),
      excess: isWhole(each.id) && !isBlind ? rounded(each.excess) : null,
      confidence: rounded(confidence.get(each.id) ?? null),
      answer: mostFrequent(answers.get(each.id) ?? []),
    })),
  };
}

/** Six decimals; null stays null. */
export const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1e6) / 1e6 + 0;

/** The first where several are. */
function mostFrequent(outcomes: readonly ReportOutcome[]): string | null {
  const byAnswer = Map.groupBy(outcomes, ({ answer, text }) => answer ?? text ?? '');
  const [most] = [...byAnswer].toSorted(([, x], [, y]) => y.length - x.length);
  return most ? most[0] : null;
}

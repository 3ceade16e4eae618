/** Whether the rates of a log left the ranges that a prompt's restraint study expects. */

import { actOf } from '../../core/answers/actOf.js';
import { groundedness } from '../../core/answers/groundedness.js';
import { mean } from '../../core/numbers/describe.js';
import { NORMAL_975 } from '../../core/score/statistics/normal.js';
import { wilson } from '../../core/score/statistics/wilson.js';
import type { Policy } from '../../core/studies/restraint/decide.js';
import type { RestraintFindings } from '../../core/studies/restraint/schema.js';
import type { LoggedCall } from './readLogs.js';

export type RateName = keyof RestraintFindings['expected'];
type Range = NonNullable<RestraintFindings['expected'][RateName]>;

export interface RateDrift {
  readonly rate: RateName;
  readonly expected: Range | null;
  readonly observed: Range | null;
  /**
   * `left`: the two intervals do not meet. `inside`: what was observed lies in the range. `unclear`: the intervals meet, and more
   * calls would tell. `not-expected`, `not-logged`: there is nothing to compare.
   */
  readonly verdict: 'left' | 'inside' | 'unclear' | 'not-expected' | 'not-logged';
}

export interface LogOptions {
  readonly policy: Policy;
  readonly expected: RestraintFindings['expected'];
  /** Answers the prompt prescribes for what cannot be told. */
  readonly refusals: readonly string[];
}

export function compareLogs(
  calls: readonly LoggedCall[],
  { policy, expected, refusals }: LogOptions,
): RateDrift[] {
  const min = policy.confidence?.min ?? null;
  const texts = calls.flatMap(({ text }) => text ?? []);
  const sure = calls.flatMap(({ confidence }) => confidence ?? []);
  const observed: Record<RateName, Range | null> = {
    refusal: rateOf(texts.map((text) => actOf(text, refusals) !== 'answer')),
    lowConfidence: min === null ? null : rateOf(sure.map((confidence) => confidence < min)),
    groundedness: meanRange(calls.flatMap((call) => supportedShare(call, refusals) ?? [])),
    tokens: meanRange(calls.flatMap(({ tokens }) => tokens ?? [])),
  };
  return (Object.keys(observed) as RateName[]).map((rate) => ({
    ...{ rate, expected: expected[rate], observed: observed[rate] },
    verdict: verdictOf(expected[rate], observed[rate]),
  }));
}

function verdictOf(expected: Range | null, observed: Range | null): RateDrift['verdict'] {
  if (!expected) return 'not-expected';
  if (!observed) return 'not-logged';
  if (observed.high < expected.low || observed.low > expected.high) return 'left';
  const { value } = observed;
  return value >= expected.low && value <= expected.high ? 'inside' : 'unclear';
}

function rateOf(found: readonly boolean[]): Range | null {
  if (found.length === 0) return null;
  const hits = found.filter(Boolean).length;
  const [low, high] = wilson(hits, found.length);
  return { value: hits / found.length, low, high, n: found.length };
}

/** With the 95 % interval of the normal distribution; null below two calls. */
function meanRange(values: readonly number[]): Range | null {
  const n = values.length;
  if (n < 2) return null;
  const value = mean(values);
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (n - 1);
  const half = NORMAL_975 * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half, n };
}

/** Of an answer that was given with its contexts; null of any other. */
function supportedShare(
  { text, contexts, inputs }: LoggedCall,
  refusals: readonly string[],
): number | null {
  if (text === null || contexts.length === 0 || actOf(text, refusals) !== 'answer') return null;
  const { contexts: _, ...asked } = inputs;
  const sentences = groundedness(text, contexts, Object.values(asked).join('\n'));
  return sentences.length === 0
    ? null
    : mean(sentences.map(({ supported }) => (supported ? 1 : 0)));
}

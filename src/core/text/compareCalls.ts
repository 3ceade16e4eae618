/** Whether two answers call the same tools with the same arguments (METRICS 9.9). */

import { canonical, withoutDefaults, type CallDefaults, type ToolCall } from './toolCalls.js';

const NO_DEFAULTS: CallDefaults = new Map();

/** One text for each call, the same for calls that are exactly equal. */
export const callKeys = (calls: readonly ToolCall[], defaults = NO_DEFAULTS): string[] =>
  calls.map((call) => `${call.name}${canonical(withoutDefaults(call, defaults).args)}`);

export interface CallsMatch {
  /** The same calls in the same order. */
  readonly strict: boolean;
  /** The same calls in any order, repeated ones as often. */
  readonly unordered: boolean;
  /** Whether every call of the first is one of the second, and vice versa. */
  readonly subset: boolean;
  readonly superset: boolean;
  /** F1 over the calls, and over their names alone, in [0,1]; 1 when neither side calls anything. */
  readonly f1: number;
  readonly nameF1: number;
}

/** Compares the calls `a` with the expected calls `b`. Arguments equal to a declared default count as left out. */
export function compareCalls(
  a: readonly ToolCall[],
  b: readonly ToolCall[],
  defaults = NO_DEFAULTS,
): CallsMatch {
  const [first, second] = [callKeys(a, defaults), callKeys(b, defaults)];
  const shared = sharedCount(first, second);
  return {
    strict: first.length === second.length && first.every((call, at) => call === second[at]),
    unordered: shared === first.length && shared === second.length,
    subset: shared === first.length,
    superset: shared === second.length,
    f1: multisetF1(first, second),
    nameF1: multisetF1(
      a.map(({ name }) => name),
      b.map(({ name }) => name),
    ),
  };
}

/** Harmonic mean of precision and recall over multisets; 1 when both are empty, 0 when one is. */
export function multisetF1(a: readonly string[], b: readonly string[]): number {
  const all = a.length + b.length;
  return all === 0 ? 1 : (2 * sharedCount(a, b)) / all;
}

function sharedCount(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const each of a) left.set(each, (left.get(each) ?? 0) + 1);
  let shared = 0;
  for (const each of b) {
    const times = left.get(each) ?? 0;
    if (times > 0) shared += 1;
    left.set(each, times - 1);
  }
  return shared;
}

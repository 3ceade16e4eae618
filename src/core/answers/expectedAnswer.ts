/** Compares an answer with the expected one, for prompts without checks. */

import { announcedAnswer, normaliseAnswer } from '../text/normalise.js';
import { declines, REFUSAL } from '../text/refusal.js';
import { expectedCallsMatch } from './checkToolCalls.js';
import { isEqualJson, type AskedFor } from './runCheck.js';

/**
 * Never for an empty answer. The same after normalisation, also where words like "Answer:" stand before it; objects and lists in JSON by value; the same
 * calls in any order, which says nothing unless a check asks for it; an answer that declines where `REFUSAL` is expected.
 */
export function isExpected(
  text: string,
  expected: string,
  { tools, refusals = [] }: AskedFor,
): boolean {
  if (text.trim() === '') return false;
  const sameCalls = expectedCallsMatch(text, expected, tools);
  if (sameCalls !== null) return sameCalls;
  if (expected.trim() === REFUSAL && declines(text, refusals)) return true;
  const wanted = normaliseAnswer(expected);
  if (normaliseAnswer(text) === wanted || announcedAnswer(text) === wanted) return true;
  return /^\s*[[{]/.test(expected) && isEqualJson(text, expected);
}

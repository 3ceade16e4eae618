/** Reads the answer out of a model's text: a label, a JSON value, calls of tools, or the text itself. */

import type { AnswerShape } from '../prompt/answerShape.js';
import { canonicalFound, findJson } from '../text/findJson.js';
import { wholeWord } from '../text/literalPattern.js';
import { announcedAnswer, normaliseAnswer, visibleText } from '../text/normalise.js';
import { declines, REFUSAL } from '../text/refusal.js';
import { callsMade, canonicalCalls } from '../text/toolCalls.js';

/**
 * Null when the text holds no answer of the wanted shape: a parse failure. An empty text is no answer of any shape. Whatever
 * its words, one that declines is `REFUSAL` where a label, a value or a call is wanted; free text is compared as it is.
 */
export function answerIn(
  text: string,
  shape: AnswerShape,
  refusals: readonly string[] = [],
): string | null {
  if (text.trim() === '') return null;
  const refusalIn = (said: string) => (declines(said, refusals) ? REFUSAL : null);
  if (shape.kind === 'text') return normaliseAnswer(text);
  if (shape.kind === 'json') return canonicalFound(text) ?? refusalIn(text);
  if (shape.kind === 'toolCalls') {
    const calls = callsMade(text);
    if (calls === null) return null;
    if (calls.length > 0) return canonicalCalls(calls, shape.defaults);
    return refusalIn(text) ?? normaliseAnswer(text);
  }
  if (shape.path !== null)
    return labelIn(jsonText(text, shape.path), shape.labels, refusals) ?? refusalIn(text);
  return labelIn(text, shape.labels, refusals);
}

/**
 * The label that stands first in the text, as the label set spells it. The longest wins where one begins another. A label
 * that is named while declining is none.
 */
function labelIn(
  text: string | null,
  labels: readonly string[],
  refusals: readonly string[],
): string | null {
  if (text === null) return null;
  const said = [normaliseAnswer(text), announcedAnswer(text)];
  const exact = labels.find((label) => said.includes(normaliseAnswer(label)));
  if (exact !== undefined) return exact;
  if (declines(text, refusals)) return REFUSAL;
  const visible = visibleText(text);
  const found = labels
    .map((label) => ({ label, at: labelPosition(visible, visibleText(label)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.label.length - a.label.length);
  return found[0]?.label ?? null;
}

/** What takes back the label after it: "not billing" does not answer billing. */
const NEGATION =
  /(?:(?<!\p{L})(?:not|never|neither|nicht|pas|não|kein\p{L}*)|n['’]t)\s+(?:(?:an?|the|about|really|eine?|une?|uma?)\s+)?$/iu;
/** Longer than any of these. */
const LONGEST_NEGATION = 40;

/** UTF-16 offset of a label as a word of its own that is not negated, without regard to case; -1 where it does not stand. */
export function labelPosition(text: string, label: string): number {
  for (const { index } of text.matchAll(wholeWord(label)))
    if (!NEGATION.test(text.slice(Math.max(0, index - LONGEST_NEGATION), index))) return index;
  return -1;
}

function jsonText(text: string, path: string): string | null {
  const read = findJson(text)?.value;
  const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, path) : null;
  return typeof value === 'string' ? value : null;
}

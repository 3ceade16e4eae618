/** Runs one check that needs no judge on one answer. */

import { distance } from 'fastest-levenshtein';
import type { RunCheck, SimilarCheck } from '../prompt/checks/check.js';
import type { Tool } from '../ports/model.js';
import { multisetF1 } from '../text/compareCalls.js';
import { canonicalJson } from '../text/jsonDiff.js';
import { casefold, visibleText } from '../text/normalise.js';
import { canonicalFound } from '../text/findJson.js';
import { patternFinds } from '../text/pattern.js';
import { declines, isRefusal } from '../text/refusal.js';
import { readToolCalls } from '../text/toolCalls.js';
import { areValidCalls, callsMatch } from './checkToolCalls.js';
import { satisfies, someJsonSatisfies } from './jsonSchema.js';
import { tokenStatistics } from './tokenConfidence.js';

/** What can be seen of a text, in one case; the text to the letter where the case matters. */
const folded = (text: string, { matchCase = false }: { matchCase?: boolean }) =>
  matchCase ? text : casefold(visibleText(text));

/** What checks look at. What the endpoint does not say is null. */
export interface CheckedAnswer {
  readonly text: string;
  readonly latencyMs: number | null;
  readonly costUsd: number | null;
  readonly finishReason: string | null;
  /** Natural log probabilities of its tokens. */
  readonly logprobs: readonly number[] | null;
  /** What a judge said, by the check's name; a check that is not in it was not judged. */
  readonly judged?: ReadonlyMap<string, number | null>;
  /** Cosines with the texts a check compares the meaning with; absent where nothing embeds texts: such checks are not run. */
  readonly cosines?: ReadonlyMap<string, number | null>;
}

/** How an answer was asked for, as far as checks depend on it. */
export interface AskedFor {
  /** The tools the model was offered. */
  readonly tools: readonly Tool[];
  /** Answers that the prompt itself prescribes for what cannot be told. */
  readonly refusals?: readonly string[];
}

/**
 * Whether the answer passes the check, whose values are filled in. Null where the answer lacks what the check looks at, or the
 * check what it compares with.
 */
export function runCheck(
  answer: CheckedAnswer,
  check: RunCheck,
  { tools, refusals = [] }: AskedFor,
): boolean | null {
  const isDeclined = check.kind === 'refusal' && declines(answer.text, refusals);
  const found = isDeclined || holds(answer, check, tools);
  return found === null ? null : found !== (check.not ?? false);
}

function holds(answer: CheckedAnswer, check: RunCheck, tools: readonly Tool[]): boolean | null {
  switch (check.kind) {
    case 'latency':
      return atMost(answer.latencyMs, check.most);
    case 'cost':
      return atMost(answer.costUsd, check.most);
    case 'perplexity':
      return atMost(tokenStatistics(answer.logprobs ?? [])?.perplexity ?? null, check.most);
    case 'finishReason':
      return answer.finishReason === null ? null : answer.finishReason === check.value;
    case 'similar':
      return isSimilar(answer, check);
    case 'toolCalls':
      return callsMatch(answer.text, check, tools);
    case 'validToolCalls':
      return areValidCalls(answer.text, tools);
    default:
      return textHolds(answer.text, check);
  }
}

/** An empty answer is like nothing; null where a text could not be embedded and no other is near enough. */
function isSimilar(
  { text, cosines }: CheckedAnswer,
  { values, least }: SimilarCheck,
): boolean | null {
  if (text.trim() === '') return false;
  const found = values.map((value) => cosines?.get(value) ?? null);
  if (found.some((each) => each !== null && each >= least)) return true;
  return found.includes(null) ? null : false;
}

const atMost = (value: number | null, most: number) => (value === null ? null : value <= most);

/** Those that read the text alone. */
type TextCheck = Exclude<
  RunCheck,
  {
    readonly kind:
      | 'latency'
      | 'cost'
      | 'perplexity'
      | 'finishReason'
      | 'similar'
      | 'toolCalls'
      | 'validToolCalls';
  }
>;

function textHolds(text: string, check: TextCheck): boolean {
  switch (check.kind) {
    case 'equals':
      return text === check.value;
    case 'contains':
      return folded(text, check).includes(folded(check.value, check));
    case 'startsWith':
      return folded(text, check).startsWith(folded(check.value, check));
    case 'endsWith':
      return folded(text, check).endsWith(folded(check.value, check));
    case 'containsAll':
      return check.values.every((value) => folded(text, check).includes(folded(value, check)));
    case 'containsAny':
      return check.values.some((value) => folded(text, check).includes(folded(value, check)));
    case 'json':
      return isEqualJson(text, check.value, check);
    case 'regex':
      return patternFinds(check.value, text);
    case 'isJson':
      return satisfies(text, check.schema, check);
    case 'containsJson':
      return someJsonSatisfies(text, check.schema);
    case 'levenshtein':
      return distance(text, check.value) <= check.most;
    case 'refusal':
      return isRefusal(text);
    case 'toolNames': {
      const called = new Set(readToolCalls(text)?.map(({ name }) => name));
      return multisetF1([...called], check.values) >= check.least;
    }
    case 'wordCount': {
      const words = text.trim().split(/\s+/).filter(Boolean).length;
      return words >= check.least && (check.most === null || words <= check.most);
    }
  }
}

/** Whether the JSON in the text equals the value: key order and white space do not matter. `lenient`: takes trailing commas. */
export function isEqualJson(text: string, value: string, { lenient = false } = {}): boolean {
  const [given, wanted] = [canonicalFound(text, { lenient }), canonicalJson(value)];
  return given !== null && given === wanted;
}

/** Whether an answer is right: the prompt's own checks and the case's decide, else its expected answer. */

import { distance } from 'fastest-levenshtein';
import {
  isSimilarCheck,
  gradedChecksOf,
  type Check,
  type RunCheck,
  type SimilarCheck,
} from '../prompt/checks/check.js';
import { canFill, fillCheck } from '../prompt/checks/fillCheck.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import type { Tool } from '../ports/model.js';
import { multisetF1 } from '../text/compareCalls.js';
import { canonicalJson } from '../text/jsonDiff.js';
import { normaliseAnswer } from '../text/normalise.js';
import { patternFinds } from '../text/pattern.js';
import { isRefusal, REFUSAL } from '../text/refusal.js';
import { readToolCalls } from '../text/toolCalls.js';
import { areValidCalls, callsMatch, expectedCallsMatch } from './checkToolCalls.js';
import { satisfies, someJsonSatisfies } from './jsonSchema.js';
import { mean } from '../numbers/describe.js';
import { tokenStatistics } from './tokenConfidence.js';

/** Both in the same case, unless the case matters. */
const folded = (text: string, { matchCase = false }: { matchCase?: boolean }) =>
  matchCase ? text : text.toLowerCase();

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

/** Null where the answer lacks what the check looks at, or the check what it compares with. */
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
      return isEqualJson(text, check.value);
    case 'regex':
      return patternFinds(check.value, text);
    case 'isJson':
      return satisfies(text, check.schema);
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

function isEqualJson(text: string, value: string): boolean {
  const [given, wanted] = [canonicalJson(text), canonicalJson(value)];
  return given !== null && given === wanted;
}

/**
 * 1 when every check that is run passes, else 0; with judged checks, the mean of all checks' scores, in [0,1]. With no check
 * at all, 1 when the answer is the expected one. Null where nothing says what is right: no expected answer, or none that a
 * check needs, or only checks that are not run; and where the endpoint did not say what a check looks at.
 */
export function scoreAnswer(
  answer: CheckedAnswer,
  tested: Case,
  { checks, tools }: Pick<Prompt, 'checks' | 'tools'>,
): number | null {
  const { text } = answer;
  const own = tested.checks ?? [];
  const isRun = isRunOn(answer);
  const run = checks.filter(isRun);
  const ownRun = own.filter(isRun);
  const judged = gradedChecksOf({ checks }, tested);
  if (run.length + ownRun.length + judged.length === 0) {
    if (checks.length + own.length > 0 || tested.expected === null) return null;
    return toScore(isExpected(text, tested.expected, tools));
  }
  const inputs = checkInputs(tested);
  if (![...run, ...judged].every((check) => canFill(check, inputs))) return null;
  const filled = run.map((check) => fillCheck(check, inputs));
  const passed = [...filled, ...ownRun].map((check) => passes(answer, check, tools));
  const scores = judged.map(({ name }) => answer.judged?.get(name) ?? null);
  if (passed.includes(null) || scores.includes(null)) return null;
  if (judged.length === 0) return toScore(text !== '' && passed.every(Boolean));
  return mean([
    ...passed.map((each) => toScore(each === true)),
    ...scores.map((each) => each ?? 0),
  ]);
}

/**
 * The same after normalisation; objects and lists in JSON by value; the same calls in any order, which says nothing unless a
 * check asks for it; an answer that declines where `REFUSAL` is expected.
 */
export function isExpected(text: string, expected: string, tools: readonly Tool[]): boolean {
  const sameCalls = expectedCallsMatch(text, expected, tools);
  if (sameCalls !== null) return sameCalls;
  if (expected.trim() === REFUSAL && isRefusal(text)) return true;
  if (normaliseAnswer(text) === normaliseAnswer(expected)) return true;
  return /^\s*[[{]/.test(expected) && isEqualJson(text, expected);
}

const isRunOn =
  ({ cosines }: CheckedAnswer) =>
  (check: Check): check is RunCheck =>
    check.kind !== 'notRun' && check.kind !== 'rubric' && !(isSimilarCheck(check) && !cosines);

function passes(answer: CheckedAnswer, check: RunCheck, tools: readonly Tool[]): boolean | null {
  const found = holds(answer, check, tools);
  return found === null ? null : found !== (check.not ?? false);
}

const toScore = (right: boolean): 0 | 1 => (right ? 1 : 0);

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
import { announcedAnswer, casefold, normaliseAnswer, visibleText } from '../text/normalise.js';
import { canonicalFound } from '../text/findJson.js';
import { patternFinds } from '../text/pattern.js';
import { declines, isRefusal, REFUSAL } from '../text/refusal.js';
import { readToolCalls } from '../text/toolCalls.js';
import { areValidCalls, callsMatch, expectedCallsMatch } from './checkToolCalls.js';
import type { CheckResult } from './answer.js';
import { satisfies, someJsonSatisfies } from './jsonSchema.js';
import { mean } from '../numbers/describe.js';
import { tokenStatistics } from './tokenConfidence.js';

/** What can be seen of a text, in one case unless the case matters. */
const folded = (text: string, { matchCase = false }: { matchCase?: boolean }) =>
  matchCase ? visibleText(text) : casefold(visibleText(text));

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

function isEqualJson(text: string, value: string, { lenient = false } = {}): boolean {
  const [given, wanted] = [canonicalFound(text, { lenient }), canonicalJson(value)];
  return given !== null && given === wanted;
}

export interface Scored {
  /** In [0,1]; null where nothing says what is right. */
  readonly score: number | null;
  readonly checks: readonly CheckResult[];
}

/** How the answer was found, as far as scores depend on it. */
export interface ScoringRules extends Pick<Prompt, 'checks' | 'tools'> {
  /** Answers that the prompt itself prescribes for what cannot be told. */
  readonly refusals?: readonly string[];
}

/**
 * 1 when every check that can be run passes, else 0; with judged checks, the mean of all checks' scores, in [0,1]. With no check
 * at all, 1 when the answer is the expected one. Null where nothing says what is right: no expected answer, or none that any
 * check needs, or only checks that cannot be run.
 */
export function scoreChecks(answer: CheckedAnswer, tested: Case, rules: ScoringRules): Scored {
  const { checks, tools, refusals = [] } = rules;
  const own = tested.checks ?? [];
  const isRun = isRunOn(answer);
  if (checks.length + own.length === 0) {
    if (tested.expected === null) return { score: null, checks: [] };
    const right = isExpected(answer.text, tested.expected, { tools, refusals });
    return { score: toScore(right), checks: [] };
  }
  const inputs = checkInputs(tested);
  const results = [
    ...checks.filter(isRun).map((check) => {
      const filled = canFill(check, inputs) ? fillCheck(check, inputs) : null;
      return resultOf(check, filled, filled && passes(answer, filled, rules));
    }),
    ...own.filter(isRun).map((check) => resultOf(check, check, passes(answer, check, rules))),
    ...gradedChecksOf({ checks }, tested).map((check): CheckResult => {
      const score = canFill(check, inputs) ? (answer.judged?.get(check.name) ?? null) : null;
      return { name: check.name, kind: check.kind, value: check.value, passed: null, score };
    }),
  ];
  return { score: scoreOf(answer.text, results), checks: results };
}

function scoreOf(text: string, results: readonly CheckResult[]): number | null {
  const judged = results.flatMap(({ score }) => score ?? []);
  const passed = results.flatMap(({ passed: each }) => (each === null ? [] : [each]));
  if (judged.length + passed.length === 0) return null;
  // A judge that was asked and decided nothing leaves the answer without a score, whatever else it passes.
  if (judged.length === 0)
    return results.some(({ score }) => score === null)
      ? null
      : toScore(text.trim() !== '' && passed.every(Boolean));
  return mean([...passed.map(toScore), ...judged]);
}

const LONGEST_VALUE = 200;

function resultOf(check: RunCheck, filled: RunCheck | null, passed: boolean | null): CheckResult {
  const { name, kind } = check;
  const looked = filled ?? check;
  const value =
    'value' in looked
      ? looked.value
      : 'values' in looked
        ? looked.values.join(', ')
        : 'most' in looked && looked.most !== null
          ? String(looked.most)
          : 'strict' in looked && looked.strict
            ? 'strict'
            : null;
  const shown =
    value !== null && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  return { name: check.not ? `not ${name}` : name, kind, value: shown, passed };
}

/**
 * The same after normalisation, also where words like "Answer:" stand before it; objects and lists in JSON by value; the same
 * calls in any order, which says nothing unless a check asks for it; an answer that declines where `REFUSAL` is expected.
 */
export function isExpected(
  text: string,
  expected: string,
  { tools, refusals = [] }: Pick<ScoringRules, 'tools' | 'refusals'>,
): boolean {
  const sameCalls = expectedCallsMatch(text, expected, tools);
  if (sameCalls !== null) return sameCalls;
  if (expected.trim() === REFUSAL && declines(text, refusals)) return true;
  const wanted = normaliseAnswer(expected);
  if (normaliseAnswer(text) === wanted || announcedAnswer(text) === wanted) return true;
  return /^\s*[[{]/.test(expected) && isEqualJson(text, expected);
}

const isRunOn =
  ({ cosines }: CheckedAnswer) =>
  (check: Check): check is RunCheck =>
    check.kind !== 'notRun' && check.kind !== 'rubric' && !(isSimilarCheck(check) && !cosines);

function passes(
  answer: CheckedAnswer,
  check: RunCheck,
  { tools, refusals = [] }: ScoringRules,
): boolean | null {
  const isDeclined = check.kind === 'refusal' && declines(answer.text, refusals);
  const found = isDeclined || holds(answer, check, tools);
  return found === null ? null : found !== (check.not ?? false);
}

const toScore = (right: boolean): 0 | 1 => (right ? 1 : 0);

/** Whether an answer is right: the prompt's own checks and the case's decide, else its expected answer. */

import { distance } from 'fastest-levenshtein';
import { RE2JS } from 're2js';
import { judgedChecksOf, type Check, type JudgedCheck, type RunCheck } from '../prompt/check.js';
import { literal } from '../prompt/languages/literal.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import { defaultsOf, type Tool } from '../prompt/tools.js';
import { compareCalls, multisetF1 } from '../text/compareCalls.js';
import { canonicalJson, parseJson } from '../text/jsonDiff.js';
import { normaliseAnswer } from '../text/normalise.js';
import { isRefusal, REFUSAL } from '../text/refusal.js';
import { callsMade, isToolCalls, readToolCalls } from '../text/toolCalls.js';
import { fits, satisfies, someJsonSatisfies } from './jsonSchema.js';
import { mean } from './statistics/describe.js';
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
    case 'toolCalls':
      return callsMatch(answer.text, check, tools);
    case 'validToolCalls':
      return areValidCalls(answer.text, tools);
    default:
      return textHolds(answer.text, check);
  }
}

const atMost = (value: number | null, most: number) => (value === null ? null : value <= most);

/** Whether an answer calls what is expected; null where what is expected are no calls. */
function callsMatch(
  text: string,
  { value, match, least }: Extract<RunCheck, { readonly kind: 'toolCalls' }>,
  tools: readonly Tool[],
): boolean | null {
  const expected = readToolCalls(value);
  if (expected === null) return null;
  const calls = callsMade(text);
  if (calls === null) return false;
  const found = compareCalls(calls, expected, defaultsOf(tools));
  return match === 'f1' ? found.f1 >= least : found[match];
}

function areValidCalls(text: string, tools: readonly Tool[]): boolean {
  const calls = readToolCalls(text) ?? [];
  return (
    calls.length > 0 &&
    calls.every(({ name, args }) => {
      const tool = tools.find((each) => each.name === name);
      return tool !== undefined && fits(args, tool.parameters);
    })
  );
}

/** Those that read the text alone. */
type TextCheck = Exclude<
  RunCheck,
  {
    readonly kind:
      'latency' | 'cost' | 'perplexity' | 'finishReason' | 'toolCalls' | 'validToolCalls';
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
      return patternFor(check.value)?.matcher(text).find() ?? false;
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
 * at all, 1 when the answer equals the expected one, or makes the expected calls in any order. Null where nothing says what is right: no expected answer, or none that a check needs, or only checks that are not run; and
 * where the endpoint did not say what a check looks at.
 */
export function scoreAnswer(
  answer: CheckedAnswer,
  tested: Case,
  { checks, tools }: Pick<Prompt, 'checks' | 'tools'>,
): number | null {
  const { text } = answer;
  const own = tested.checks ?? [];
  const run = checks.filter(isRun);
  const ownRun = own.filter(isRun);
  const judged = judgedChecksOf({ checks }, tested);
  if (run.length + ownRun.length + judged.length === 0) {
    if (checks.length + own.length > 0 || tested.expected === null) return null;
    return toScore(isExpected(text, tested.expected, tools));
  }
  const inputs = checkInputs(tested);
  const answerable = [...run, ...judged].every((check) =>
    templatesOf(check).every((each) =>
      literal.namesIn(each).every(({ name }) => Object.hasOwn(inputs, name)),
    ),
  );
  if (!answerable) return null;
  const filled = run.map((check) => fill(check, inputs));
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
 * The same after normalisation; the same calls in any order, which says nothing unless a check asks for it; an answer that
 * declines where `REFUSAL` is expected.
 */
export function isExpected(text: string, expected: string, tools: readonly Tool[]): boolean {
  const compared = {
    kind: 'toolCalls',
    name: '',
    value: expected,
    match: 'unordered',
    least: 1,
  } as const;
  const isCalls =
    isToolCalls(expected) || (tools.length > 0 && readToolCalls(expected)?.length === 0);
  if (isCalls) return callsMatch(text, compared, tools) === true;
  if (expected.trim() === REFUSAL && isRefusal(text)) return true;
  return normaliseAnswer(text) === normaliseAnswer(expected);
}

const isRun = (check: Check): check is RunCheck =>
  check.kind !== 'notRun' && check.kind !== 'rubric';

function passes(answer: CheckedAnswer, check: RunCheck, tools: readonly Tool[]): boolean | null {
  const found = holds(answer, check, tools);
  return found === null ? null : found !== (check.not ?? false);
}

const templatesOf = (check: RunCheck | JudgedCheck): readonly string[] =>
  'value' in check ? [check.value] : 'values' in check ? check.values : [];

function fill(check: RunCheck, inputs: Case['inputs']): RunCheck {
  const render = (text: string) => literal.read(text, {}).render(inputs);
  if (check.kind === 'toolCalls') return { ...check, value: filledJson(check.value, render) };
  if ('value' in check) return { ...check, value: render(check.value) };
  if ('values' in check) return { ...check, values: check.values.map(render) };
  return check;
}

/** Each text of a JSON value for itself, so that what is put in stays inside its quotes. */
function filledJson(value: string, render: (text: string) => string): string {
  const json = parseJson(value);
  if (json === undefined) return render(value);
  return JSON.stringify(json, (_key, each: unknown) =>
    typeof each === 'string' ? render(each) : each,
  );
}

const patterns = new Map<string, RE2JS | null>();
const MOST_PATTERNS = 1000;

/** Null for an expression RE2 does not read; no answer satisfies that. */
function patternFor(expression: string): RE2JS | null {
  const kept = patterns.get(expression);
  if (kept !== undefined) return kept;
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  const pattern = compiled(expression);
  patterns.set(expression, pattern);
  return pattern;
}

function compiled(expression: string): RE2JS | null {
  try {
    return RE2JS.compile(expression);
  } catch {
    return null;
  }
}

const toScore = (right: boolean): 0 | 1 => (right ? 1 : 0);

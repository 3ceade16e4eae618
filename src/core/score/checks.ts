/** Whether an answer is right: the prompt's own checks and the case's decide, else its expected answer. */

import { distance } from 'fastest-levenshtein';
import { judgedChecksOf, type Check, type JudgedCheck, type RunCheck } from '../prompt/check.js';
import { literal } from '../prompt/languages/literal.js';
import type { Case } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import { canonicalJson } from '../text/jsonDiff.js';
import { normaliseAnswer } from '../text/normalise.js';
import { patternFinds } from '../text/pattern.js';
import { isRefusal } from '../text/refusal.js';
import { multisetF1, readToolCalls } from '../text/toolCalls.js';
import { satisfies, someJsonSatisfies } from './jsonSchema.js';
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

/** Null where the answer lacks what the check looks at. */
function holds(answer: CheckedAnswer, check: RunCheck): boolean | null {
  switch (check.kind) {
    case 'latency':
      return atMost(answer.latencyMs, check.most);
    case 'cost':
      return atMost(answer.costUsd, check.most);
    case 'perplexity':
      return atMost(tokenStatistics(answer.logprobs ?? [])?.perplexity ?? null, check.most);
    case 'finishReason':
      return answer.finishReason === null ? null : answer.finishReason === check.value;
    default:
      return textHolds(answer.text, check);
  }
}

const atMost = (value: number | null, most: number) => (value === null ? null : value <= most);

type CallCheck = Extract<
  RunCheck,
  { readonly kind: 'latency' | 'cost' | 'perplexity' | 'finishReason' }
>;

function textHolds(text: string, check: Exclude<RunCheck, CallCheck>): boolean {
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
    case 'toolCalls': {
      const called = readToolCalls(text)?.map(({ name }) => name) ?? [];
      return multisetF1(called, check.values) >= check.least;
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
 * at all, 1 when the answer equals the expected one. Null where nothing says what is right: no expected answer, or none that a check needs, or only checks that are not run; and
 * where the endpoint did not say what a check looks at.
 */
export function scoreAnswer(
  answer: CheckedAnswer,
  tested: Case,
  checks: readonly Check[],
): number | null {
  const { text } = answer;
  const own = tested.checks ?? [];
  const run = checks.filter(isRun);
  const ownRun = own.filter(isRun);
  const judged = judgedChecksOf({ checks }, tested);
  if (run.length + ownRun.length + judged.length === 0) {
    if (checks.length + own.length > 0 || tested.expected === null) return null;
    return toScore(normaliseAnswer(text) === normaliseAnswer(tested.expected));
  }
  const inputs = checkInputs(tested);
  const answerable = [...run, ...judged].every((check) =>
    templatesOf(check).every((each) =>
      literal.namesIn(each).every(({ name }) => Object.hasOwn(inputs, name)),
    ),
  );
  if (!answerable) return null;
  const filled = run.map((check) => fill(check, inputs));
  const passed = [...filled, ...ownRun].map((check) => passes(answer, check));
  const scores = judged.map(({ name }) => answer.judged?.get(name) ?? null);
  if (passed.includes(null) || scores.includes(null)) return null;
  if (judged.length === 0) return toScore(text !== '' && passed.every(Boolean));
  return mean([
    ...passed.map((each) => toScore(each === true)),
    ...scores.map((each) => each ?? 0),
  ]);
}

const isRun = (check: Check): check is RunCheck =>
  check.kind !== 'notRun' && check.kind !== 'rubric';

function passes(answer: CheckedAnswer, check: RunCheck): boolean | null {
  const found = holds(answer, check);
  return found === null ? null : found !== (check.not ?? false);
}

const templatesOf = (check: RunCheck | JudgedCheck): readonly string[] =>
  'value' in check ? [check.value] : 'values' in check ? check.values : [];

function fill(check: RunCheck, inputs: Case['inputs']): RunCheck {
  const render = (text: string) => literal.read(text, {}).render(inputs);
  if ('value' in check) return { ...check, value: render(check.value) };
  if ('values' in check) return { ...check, values: check.values.map(render) };
  return check;
}

const toScore = (right: boolean): 0 | 1 => (right ? 1 : 0);

/** Whether an answer is right: the prompt's own checks and the case's decide, else its expected answer. */

import { distance } from 'fastest-levenshtein';
import { RE2JS } from 're2js';
import type { Check, RunCheck } from '../prompt/check.js';
import { literal } from '../prompt/languages/literal.js';
import type { Case } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import { canonicalJson } from '../text/jsonDiff.js';
import { normaliseAnswer } from '../text/normalise.js';
import { satisfies, someJsonSatisfies } from './jsonSchema.js';

/** Both in the same case, unless the case matters. */
const folded = (text: string, { matchCase = false }: { matchCase?: boolean }) =>
  matchCase ? text : text.toLowerCase();

function holds(text: string, check: RunCheck): boolean {
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
 * 1 when every check that is run passes, else 0. With no check at all, 1 when the answer equals the expected one.
 * Null where nothing says what is right: no expected answer, or none that a check needs, or only checks that are not run.
 */
export function scoreText(text: string, tested: Case, checks: readonly Check[]): 0 | 1 | null {
  const own = tested.checks ?? [];
  const run = checks.filter(isRun);
  const ownRun = own.filter(isRun);
  if (run.length + ownRun.length === 0) {
    if (checks.length + own.length > 0 || tested.expected === null) return null;
    return toScore(normaliseAnswer(text) === normaliseAnswer(tested.expected));
  }
  const inputs = checkInputs(tested);
  const answerable = run.every((check) =>
    templatesOf(check).every((each) =>
      literal.namesIn(each).every(({ name }) => Object.hasOwn(inputs, name)),
    ),
  );
  if (!answerable) return null;
  const filled = run.map((check) => fill(check, inputs));
  return toScore(text !== '' && [...filled, ...ownRun].every((check) => passes(text, check)));
}

const isRun = (check: Check): check is RunCheck => check.kind !== 'notRun';

const passes = (text: string, check: RunCheck): boolean =>
  holds(text, check) !== (check.not ?? false);

const templatesOf = (check: RunCheck): readonly string[] =>
  'value' in check ? [check.value] : 'values' in check ? check.values : [];

function fill(check: RunCheck, inputs: Case['inputs']): RunCheck {
  const render = (text: string) => literal.read(text, {}).render(inputs);
  if ('value' in check) return { ...check, value: render(check.value) };
  if ('values' in check) return { ...check, values: check.values.map(render) };
  return check;
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

/** Whether an answer is right: the prompt's own checks and the case's decide, else its expected answer. */

import {
  isSimilarCheck,
  type Check,
  type CheckSet,
  type GradedCheck,
  type RunCheck,
} from '../prompt/checks/check.js';
import { canFill, fillCheck } from '../prompt/checks/fillCheck.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { checkInputs } from '../prompt/template.js';
import { memoise, memoiseText } from '../text/memoise.js';
import type { CheckResult } from './answer.js';
import { decideSet, graded, passedOrNot, type Decision } from './decision.js';
import { isExpected } from './expectedAnswer.js';
import { runCheck, type AskedFor, type CheckedAnswer } from './runCheck.js';
import { whyFailed } from './whyFailed.js';

export interface Scored {
  /** In [0,1]; null where nothing says what is right. */
  readonly score: number | null;
  readonly checks: readonly CheckResult[];
}

/** What decides about an answer, apart from its case. */
export type ScoringRules = Pick<Prompt, 'checks'> & AskedFor;

/**
 * 1 when the checks pass together, else 0 (`decideSet`); where a judge's grade has no limit, the weighted mean of all scores, in
 * [0,1]. An empty answer gets 0, whatever it passes. With no check at all, 1 when the answer is the expected one. Null where
 * nothing says what is right: no expected answer, or none that any check needs, or only checks that cannot be run.
 */
export function scoreChecks(answer: CheckedAnswer, tested: Case, rules: ScoringRules): Scored {
  const own = tested.checks ?? [];
  if (rules.checks.length + own.length === 0) {
    if (tested.expected === null) return { score: null, checks: [] };
    return { score: isExpectedUnder(rules)(tested.expected)(answer.text) ? 1 : 0, checks: [] };
  }
  // The values of a case's own checks are not templates.
  const inputs = checkInputs(tested);
  const found = [
    ...rules.checks.map((check) => evaluate(check, { answer, rules, inputs })),
    ...own.map((check) => evaluate(check, { answer, rules, inputs: null })),
  ];
  const { score, passed } = decideSet(
    found.map(({ decision }) => decision),
    null,
  );
  const checks = found.flatMap(({ results }) => results);
  const isEmpty = answer.text.trim() === '';
  const decided = passed === null ? score : Number(passed);
  return { score: isEmpty && score !== null ? 0 : decided, checks };
}

/** Each text is held against an expected answer once. */
const isExpectedUnder = memoise((rules: ScoringRules) =>
  memoiseText((expected) => memoiseText((text) => isExpected(text, expected, rules))),
);

interface Found {
  readonly decision: Decision;
  /** One for each check that was run or should have been; a set comes before its members. */
  readonly results: readonly CheckResult[];
}

interface Setting {
  readonly answer: CheckedAnswer;
  readonly rules: AskedFor;
  /** What the check's values are filled with; null where they are no templates. */
  readonly inputs: Case['inputs'] | null;
}

function evaluate(check: Check, setting: Setting): Found {
  const { weight = 1 } = check;
  if (check.kind === 'set') return evaluateSet(check, setting);
  const isRun = check.kind !== 'notRun' && !(isSimilarCheck(check) && !setting.answer.cosines);
  if (!isRun) return { decision: { weight, ...passedOrNot(null) }, results: [] };
  const filled = filledIn(check, setting.inputs);
  if (check.kind === 'rubric') {
    const score = filled ? (setting.answer.judged?.get(check.name) ?? null) : null;
    const decided = graded(score, check.least);
    const { name, kind, value } = check;
    const result = { name, kind, value, passed: decided.passed, score, ...weightIn(check) };
    return { decision: { weight, ...decided }, results: [result] };
  }
  const passed = filled && runCheck(setting.answer, filled as RunCheck, setting.rules);
  return {
    decision: { weight, ...passedOrNot(passed) },
    results: [resultOf(check, (filled ?? check) as RunCheck, { passed, setting })],
  };
}

function evaluateSet(check: CheckSet, setting: Setting): Found {
  const { name, kind, threshold, weight = 1 } = check;
  const members = check.checks.map((each) => evaluate(each, setting));
  const decided = decideSet(
    members.map(({ decision }) => decision),
    threshold,
  );
  const { passed, score } = decided;
  const value = threshold === null ? null : `at least ${threshold}`;
  const own: CheckResult = { name, kind, value, passed, score, ...weightIn(check) };
  const inside = members.flatMap(({ results }) => results);
  return {
    decision: { weight, ...decided },
    results: [own, ...inside.map((each) => ({ ...each, set: each.set ?? name }))],
  };
}

/** Null if the case lacks a value that the check's texts use. */
function filledIn<C extends RunCheck | GradedCheck>(
  check: C,
  inputs: Case['inputs'] | null,
): C | null {
  if (inputs === null) return check;
  return canFill(check, inputs) ? fillCheck(check, inputs) : null;
}

const weightIn = ({ weight }: Check) => (weight === undefined || weight === 1 ? {} : { weight });

const LONGEST_VALUE = 200;
const item = (text: string) => (/[,"]/.test(text) ? JSON.stringify(text) : text);

function resultOf(
  check: RunCheck,
  looked: RunCheck,
  { passed, setting }: { passed: boolean | null; setting: Setting },
): CheckResult {
  const { name, kind } = check;
  const why = passed === false ? whyFailed(setting.answer.text, looked, setting.rules.tools) : null;
  const value =
    'value' in looked
      ? looked.value
      : 'values' in looked
        ? looked.values.map(item).join(', ')
        : 'most' in looked && looked.most !== null
          ? String(looked.most)
          : 'strict' in looked && looked.strict
            ? 'strict'
            : null;
  const shown =
    value !== null && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  return {
    name: check.not && !name.startsWith('not') ? `not ${name}` : name,
    kind,
    value: shown,
    passed,
    ...(why ? { why } : {}),
    ...weightIn(check),
  };
}

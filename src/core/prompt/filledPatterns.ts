/** Regular expressions with a case's values in them: one that RE2 does not read would make every answer wrong. */

import { patternProblem } from '../text/pattern.js';
import type { Check } from './check.js';
import { literal } from './languages/literal.js';
import type { Case, Prompt } from './prompt.js';
import type { Reading } from './reading.js';
import { checkInputs } from './template.js';

/** One expression usually fails in many cases; the first few say why. */
const MOST_ERRORS = 3;

/** Tells them at the cases; whether there are any. */
export function tellBadPatterns(
  reading: Reading,
  { checks, cases, start }: Pick<Prompt, 'checks' | 'cases' | 'start'>,
): boolean {
  const bad = cases.flatMap((each) => badPatternsOf(checks, each));
  const left = bad.length - MOST_ERRORS;
  bad.slice(0, MOST_ERRORS).forEach(({ tested, name, pattern, problem }, index) => {
    const more = left > 0 && index === MOST_ERRORS - 1 ? ` And ${left} more like this.` : '';
    reading.error(
      tested.range ?? start,
      `case ${tested.id}, check "${name}": ${pattern} is ${problem}.${more}`,
    );
  });
  return bad.length > 0;
}

function badPatternsOf(checks: readonly Check[], tested: Case) {
  const inputs = checkInputs(tested);
  const filled = checks.flatMap((check) => {
    if (check.kind !== 'regex') return [];
    const names = literal.namesIn(check.value);
    const hasValues = names.every(({ name }) => Object.hasOwn(inputs, name));
    return names.length > 0 && hasValues
      ? [{ name: check.name, pattern: literal.read(check.value, {}).render(inputs) }]
      : [];
  });
  const own = (tested.checks ?? []).flatMap((check) =>
    check.kind === 'regex' ? [{ name: check.name, pattern: check.value }] : [],
  );
  return [...filled, ...own].flatMap(({ name, pattern }) => {
    const problem = patternProblem(pattern);
    return problem === null ? [] : [{ tested, name, pattern, problem }];
  });
}

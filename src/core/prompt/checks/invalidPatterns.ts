/** Validates regular expressions with a case's values filled in, because an invalid one would fail every answer. */

import { caseTitle } from '../../text/caseTitle.js';
import { patternProblem } from '../../text/pattern.js';
import { singleChecks, type Check } from './check.js';
import { canFill, fillCheck } from './fillCheck.js';
import { literal } from '../languages/literal.js';
import type { Case, Prompt } from '../prompt.js';
import type { Reading } from '../reading.js';
import { checkInputs } from '../template.js';

/** Max problems reported, because one expression usually fails in many cases. */
const MAX_ERRORS = 3;

/** Reports invalid expressions at their cases; returns whether there are any. */
export function tellBadPatterns(
  reading: Reading,
  { checks, cases, start }: Pick<Prompt, 'checks' | 'cases' | 'start'>,
): boolean {
  const bad = cases.flatMap((each) => badPatternsOf(checks, each));
  const left = bad.length - MAX_ERRORS;
  bad.slice(0, MAX_ERRORS).forEach(({ tested, name, pattern, problem }, index) => {
    const more = left > 0 && index === MAX_ERRORS - 1 ? ` And ${left} more like this.` : '';
    reading.error(
      tested.range ?? start,
      `${caseTitle(tested.id)}, check "${name}": ${pattern} is ${problem}.${more}`,
    );
  });
  return bad.length > 0;
}

function badPatternsOf(checks: readonly Check[], tested: Case) {
  const inputs = checkInputs(tested);
  const filled = singleChecks(checks)
    .filter((check) => check.kind === 'regex')
    .filter((check) => literal.namesIn(check.value).length > 0 && canFill(check, inputs))
    .map((check) => fillCheck(check, inputs));
  const own = singleChecks(tested.checks ?? []).filter((check) => check.kind === 'regex');
  return [...filled, ...own].flatMap(({ name, value }) => {
    const problem = patternProblem(value);
    return problem === null ? [] : [{ tested, name, pattern: value, problem }];
  });
}

/** What came of one check, in a line. */

import type { ReportOutcome } from '../studies/sensitivity/schema.js';
import { number } from '../words/figures.js';

type CheckRow = NonNullable<ReportOutcome['checks']>[number];

export type CheckOutcome = 'passed' | 'failed' | 'not run';

/** A judged check has a score instead, and passes where it is in the upper half. */
export function checkResult({ passed, score }: CheckRow): CheckOutcome {
  if (typeof score === 'number') return score >= 0.5 ? 'passed' : 'failed';
  if (passed === null) return 'not run';
  return passed ? 'passed' : 'failed';
}

/** For instance `greets: contains "hello": failed`. */
export function checkText(check: CheckRow): string {
  const { name, kind, value, score } = check;
  const looked = value === null ? kind : `${kind} "${value.replace(/\s+/g, ' ').slice(0, 80)}"`;
  const what = name === kind ? looked : `${name}: ${looked}`;
  return typeof score === 'number' ? `${what}: ${number(score)}` : `${what}: ${checkResult(check)}`;
}

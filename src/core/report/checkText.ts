/** What came of one check, in a line. */

import type { ReportOutcome } from '../studies/sensitivity/schema.js';
import { cut } from '../text/graphemes.js';
import { number } from '../words/figures.js';
import { failureText } from './failureText.js';

type CheckRow = NonNullable<ReportOutcome['checks']>[number];

export type CheckOutcome = 'passed' | 'failed' | 'not run';

/** Where a judge's grade is all there is, it passes in the upper half. */
export function checkResult({ passed, score }: CheckRow): CheckOutcome {
  if (passed !== null) return passed ? 'passed' : 'failed';
  if (typeof score !== 'number') return 'not run';
  return score >= 0.5 ? 'passed' : 'failed';
}

/** For instance `greets: contains "hello": failed`, `lease: json "{…}": failed (rent is "850", not 850)`, or `all of it: set at least 0.50: 0.75, passed`. */
export function checkText(check: CheckRow): string {
  const { passed } = check;
  const grade = gradeText(check);
  const found = passed === null && grade !== null ? [grade] : [grade, checkResult(check)];
  const why = check.why && failureText(check.why);
  return `${checkWhat(check)}: ${found.filter((part) => part !== null).join(', ')}${why ? ` (${why})` : ''}`;
}

/** For instance `0.75`; null where the check only passes or fails. */
export const gradeText = ({ score }: CheckRow): string | null =>
  typeof score === 'number' ? number(score) : null;

/** What it looks for, in the words of the file: `greets: contains "hello"`. */
export function checkWhat({ set, name, kind, value, weight }: CheckRow): string {
  const looked = value === null ? kind : `${kind} ${kind === 'set' ? value : quoted(value)}`;
  const what = name === kind ? looked : `${name}: ${looked}`;
  const counts = weight === undefined ? '' : ` (weight ${weight})`;
  return `${set === undefined ? '' : `${set} › `}${what}${counts}`;
}

const quoted = (value: string) => `"${cut(value.replace(/\s+/g, ' '), 80)}"`;

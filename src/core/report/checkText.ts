/** What came of one check, in a line. */

import type { ReportOutcome } from '../studies/sensitivity/schema.js';
import { cut } from '../text/graphemes.js';
import { number } from '../say/figures.js';
import { english, type Say } from '../say/say.js';
import { failureText } from './failureText.js';

type CheckRow = NonNullable<ReportOutcome['checks']>[number];

export type CheckOutcome = 'passed' | 'partly' | 'failed' | 'not run';

const RESULTS: Readonly<Record<CheckOutcome, (say: Say) => string>> = {
  passed: (say) => say('passed'),
  partly: (say) => say('partly right'),
  failed: (say) => say('failed'),
  'not run': (say) => say('not run'),
};

/** Where a judge's grade is all there is, only its ends are right or wrong. */
export function checkResult({ passed, score }: CheckRow): CheckOutcome {
  if (passed !== null) return passed ? 'passed' : 'failed';
  if (typeof score !== 'number') return 'not run';
  if (score > 0 && score < 1) return 'partly';
  return score === 1 ? 'passed' : 'failed';
}

/** For instance `greets: contains "hello": failed`, `lease: json "{…}": failed (rent is "850", not 850)`, or `all of it: set at least 0.50: 0.75, passed`. */
export function checkText(check: CheckRow, say: Say = english): string {
  const { passed } = check;
  const grade = gradeText(check, say);
  const result = RESULTS[checkResult(check)](say);
  const found = passed === null && grade !== null ? [grade] : [grade, result];
  const why = check.why && failureText(check.why, say);
  return `${checkWhat(check, say)}: ${found.filter((part) => part !== null).join(', ')}${why ? ` (${why})` : ''}`;
}

/** For instance `0.75`; null where the check only passes or fails. */
export const gradeText = ({ score }: CheckRow, say: Say = english): string | null =>
  typeof score === 'number' ? number(score, say) : null;

/** What it looks for, in the words of the file: `greets: contains "hello"`. */
export function checkWhat(
  { set, name, kind, value, weight }: CheckRow,
  say: Say = english,
): string {
  const looked = value === null ? kind : `${kind} ${kind === 'set' ? value : quoted(value)}`;
  const what = name === kind ? looked : `${name}: ${looked}`;
  const counts = weight === undefined ? '' : say(' (weight {weight})', { weight });
  return `${set === undefined ? '' : `${set} › `}${what}${counts}`;
}

const quoted = (value: string) => `"${cut(value.replace(/\s+/g, ' '), 80)}"`;

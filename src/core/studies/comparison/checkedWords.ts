/** What came of a prompt held against its baseline, in sentences. */

import { number, pValue, count, withInterval, signedNumber } from '../../words/figures.js';
import type { MeasuredChange } from './change.js';
import type { BeforeAndNow, CheckedPrompt, CheckResult, Interval } from './checked.js';

export const RESULT_WORDS: Readonly<Record<CheckResult, string>> = {
  regressed: 'Regressed',
  improved: 'Improved',
  equivalent: 'Equivalent',
  inconclusive: 'Inconclusive',
  'not-measured': 'Not measured',
};

/** How a result reads at a glance. */
export const RESULT_SIGNS: Readonly<Record<CheckResult, string>> = {
  regressed: '▼',
  improved: '▲',
  equivalent: '=',
  inconclusive: '?',
  'not-measured': '–',
};

const WHAT_CHANGED: Readonly<Record<string, string>> = {
  prompt: 'the prompt changed',
  files: 'a file it includes changed',
  cases: 'its cases changed',
  wordings: 'its approved wordings changed',
  settings: 'its settings changed',
  model: 'another model is named',
  age: 'the baseline is older than maxAge',
  asked: 'it was asked for',
  accepted: 'a new result was accepted',
};

const changedText = (what: unknown) => WHAT_CHANGED[String(what)] ?? 'it changed';

/** One or two sentences: what was found. */
export function checkedSentence(checked: CheckedPrompt): string {
  const { why } = checked;
  const { params } = why;
  switch (why.code) {
    case 'unchanged':
      return 'Nothing changed since it was accepted.';
    case 'no-baseline':
      return 'No baseline yet: test it, then accept the result.';
    case 'damaged-baseline':
      return String(params['message']);
    case 'gone':
      return typeof params['movedTo'] === 'string'
        ? `The prompt is gone; ${params['movedTo']} is the same prompt. Rename its baseline too.`
        : 'The prompt is gone, its baseline is not: delete it.';
    case 'unreadable':
      return String(params['message']);
    case 'no-model':
      return `Stale: ${changedText(params['changed'])}. ${params['message']}`;
    case 'stopped':
      return `Stale: ${changedText(params['changed'])}. The measurement ended before it could be compared: ${params['message']}`;
    case 'measured':
      return params['changed'] === 'accepted'
        ? measuredSentence(checked)
        : `Measured again: ${changedText(params['changed'])}. ${measuredSentence(checked)}`;
  }
}

function measuredSentence({ change, callsPerCase, failedCalls }: CheckedPrompt): string {
  if (!change || change.measures.length === 0)
    return 'The two runs share nothing that could be compared.';
  const found = change.measures.map(measureText).join(' ');
  const { needed, cases } = change;
  const more =
    needed !== null && needed > cases
      ? ` About ${count(needed - cases, 'more case')}${callsPerCase === null ? '' : ` (${count((needed - cases) * callsPerCase, 'call')})`} would tell.`
      : '';
  const failed =
    failedCalls === 0
      ? ''
      : ` ${count(failedCalls, 'call')} failed: what was not answered is not compared.`;
  return `${found}${failed}${more}`;
}

/** `Right over all wordings: 0.92 → 0.80 (−0.12 [−0.20, −0.05], adjusted p < 0.01, 60 cases).` */
function measureText({ title, test, pWorse, word }: MeasuredChange): string {
  const { a, b, difference, ci, n } = test;
  const change = withInterval(signedNumber(difference), ci);
  const p = word === 'worse' ? `, adjusted ${pValue(pWorse)}` : '';
  return `${title}: ${number(a)} → ${number(b)} (${change}${p}, ${count(n, 'case')}).`;
}

/** A dash where there is none. */
export const figureText = (of: Interval | null): string =>
  of === null
    ? '–'
    : withInterval(
        number(of.value),
        of.low === null || of.high === null ? null : [of.low, of.high],
      );

/** `0.05 [0.00, 0.09] → 0.21 [0.10, 0.31]`; one figure where nothing was measured; a dash where there is none. */
export function beforeAndNowText({ before, now }: BeforeAndNow): string {
  return before && now ? `${figureText(before)} → ${figureText(now)}` : figureText(before ?? now);
}

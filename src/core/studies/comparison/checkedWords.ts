/** What came of a prompt held against its baseline, in sentences. */

import { number, pValue, withInterval, signedNumber } from '../../say/figures.js';
import { calls, cases, plural } from '../../say/plural.js';
import { english, type Say } from '../../say/say.js';
import type { MeasuredChange } from './change.js';
import type { BeforeAndNow, CheckedPrompt, CheckResult, Interval } from './checked.js';
import { failureSaid } from '../../words/failureSaid.js';

const WORDS: Readonly<Record<CheckResult, (say: Say) => string>> = {
  regressed: (say) => say('Regressed'),
  improved: (say) => say('Improved'),
  equivalent: (say) => say('Equivalent'),
  inconclusive: (say) => say('Inconclusive'),
  'not-measured': (say) => say('Not measured'),
};

export const RESULTS = Object.keys(WORDS) as readonly CheckResult[];

export const resultWord = (result: CheckResult, say: Say = english): string => WORDS[result](say);

/** How a result reads at a glance. */
export const RESULT_SIGNS: Readonly<Record<CheckResult, string>> = {
  regressed: '▼',
  improved: '▲',
  equivalent: '=',
  inconclusive: '?',
  'not-measured': '–',
};

const WHAT_CHANGED: Readonly<Record<string, (say: Say) => string>> = {
  prompt: (say) => say('the prompt changed'),
  files: (say) => say('a file it includes changed'),
  cases: (say) => say('its cases changed'),
  wordings: (say) => say('its approved wordings changed'),
  settings: (say) => say('its settings changed'),
  model: (say) => say('another model is named'),
  age: (say) => say('the baseline is older than maxAge'),
  asked: (say) => say('it was asked for'),
  accepted: (say) => say('a new result was accepted'),
};

const changedText = (what: unknown, say: Say) =>
  WHAT_CHANGED[String(what)]?.(say) ?? say('it changed');

/** One or two sentences: what was found. */
export function checkedSentence(checked: CheckedPrompt, say: Say = english): string {
  const { why } = checked;
  const { params } = why;
  const said = () => ({
    change: changedText(params['changed'], say),
    message: failureSaid(String(params['message']), say),
  });
  switch (why.code) {
    case 'unchanged':
      return say('Nothing changed since it was accepted.');
    case 'no-baseline':
      return say('No baseline yet: test it, then accept the result.');
    case 'damaged-baseline':
      return String(params['message']);
    case 'gone':
      return typeof params['movedTo'] === 'string'
        ? say('The prompt is gone; {path} is the same prompt. Rename its baseline too.', {
            path: params['movedTo'],
          })
        : say('The prompt is gone, its baseline is not: delete it.');
    case 'unreadable':
      return String(params['message']);
    case 'no-model':
      return say('Stale: {change}. {message}', said());
    case 'stopped':
      return say(
        'Stale: {change}. The measurement ended before it could be compared: {message}',
        said(),
      );
    case 'measured':
      return params['changed'] === 'accepted'
        ? measuredSentence(checked, say)
        : `${say('Measured again: {change}.', said())} ${measuredSentence(checked, say)}`;
  }
}

function measuredSentence({ change, callsPerCase, failedCalls }: CheckedPrompt, say: Say): string {
  if (!change || change.measures.length === 0)
    return say('The two runs share nothing that could be compared.');
  const { needed, cases: compared } = change;
  return [
    ...change.measures.map((each) => measureText(each, say)),
    failedCalls === 0
      ? null
      : say('{calls} failed: what was not answered is not compared.', {
          calls: calls(failedCalls, say),
        }),
    needed === null || needed <= compared ? null : moreText(needed - compared, callsPerCase, say),
  ]
    .filter((each) => each !== null)
    .join(' ');
}

function moreText(n: number, callsPerCase: number | null, say: Say): string {
  const cases = plural(say, n, '1 more case', '{n} more cases');
  return callsPerCase === null
    ? say('About {cases} would tell.', { cases })
    : say('About {cases} ({calls}) would tell.', { cases, calls: calls(n * callsPerCase, say) });
}

/** `Right over all wordings: 0.92 → 0.80 (−0.12 [−0.20, −0.05], adjusted p < 0.01, 60 cases).` */
function measureText({ title, test, pWorse, word }: MeasuredChange, say: Say): string {
  const { a, b, difference, ci, n } = test;
  const facts = [
    withInterval(signedNumber(difference, say), ci, say),
    word === 'worse' ? say('adjusted {p}', { p: pValue(pWorse, say) }) : null,
    cases(n, say),
  ].filter((each) => each !== null);
  return `${say(title)}: ${number(a, say)} → ${number(b, say)} (${facts.join(', ')}).`;
}

/** A dash where there is none. */
export const figureText = (of: Interval | null, say: Say = english): string =>
  of === null
    ? '–'
    : withInterval(
        number(of.value, say),
        of.low === null || of.high === null ? null : [of.low, of.high],
        say,
      );

/** `0.05 [0.00, 0.09] → 0.21 [0.10, 0.31]`; one figure where nothing was measured; a dash where there is none. */
export function beforeAndNowText({ before, now }: BeforeAndNow, say: Say = english): string {
  return before && now
    ? `${figureText(before, say)} → ${figureText(now, say)}`
    : figureText(before ?? now, say);
}

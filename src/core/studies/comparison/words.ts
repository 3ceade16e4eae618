/** What a paired test says, in a word and a sentence. */

import { SIGNIFICANCE } from '../../score/thresholds.js';
import type { PairedTest } from '../../score/pairedTest.js';
import type { ComparisonRecord } from './schema.js';
import type { Measure } from './measures.js';
import { number, pValue, signedNumber, withInterval } from '../../say/figures.js';
import { cases, plural } from '../../say/plural.js';
import type { Say } from '../../say/say.js';
import type { Worded } from '../../say/worded.js';

/** `pHolm`: of the test, adjusted for the number of measures; `reason`: why there is no test. */
export function judged(
  { better, title: name }: Measure,
  { test, pHolm, reason }: { test: PairedTest | null; pHolm: number; reason: Worded },
  say: Say,
): Pick<ComparisonRecord, 'word' | 'sentence' | 'hint'> {
  const title = say(name);
  if (!test) {
    const why = { title, reason: reason(say) };
    return {
      word: 'not available',
      sentence: say('{title}: not available, {reason}.', why),
      hint: say('Not available: {reason}.', why),
    };
  }
  const { a, b, difference, ci, n, equivalence, minP, needed } = test;
  const change = `${number(a, say)} → ${number(b, say)}`;
  const figures = say('{difference}, adjusted {p}, {cases}', {
    difference: withInterval(signedNumber(difference, say), ci, say),
    p: pValue(pHolm, say),
    cases: cases(n, say),
  });
  const told = { title, change, figures };
  if (pHolm < SIGNIFICANCE && difference !== 0) {
    const improved = difference > 0 === (better === 'higher');
    return improved
      ? {
          word: 'better',
          sentence: say('{title}: better, {change} ({figures}).', told),
          hint: null,
        }
      : { word: 'worse', sentence: say('{title}: worse, {change} ({figures}).', told), hint: null };
  }
  if (equivalence.within) {
    const margin = number(equivalence.margin, say);
    return {
      word: 'same',
      sentence: say('{title}: the same within {margin}, {change} ({figures}).', {
        ...told,
        margin,
      }),
      hint: say('The same within {margin}.', { margin }),
    };
  }
  if (test.ciMethod === 'degenerate' && ci)
    return {
      word: 'inconclusive',
      sentence: say(
        '{title}: no difference seen, {change}. In {cases}, a difference of up to {most} can go unseen.',
        { ...told, cases: cases(n, say), most: number(ci[1], say) },
      ),
      hint: say(
        'No case differs. With this many cases, a difference within the interval could still go unseen.',
      ),
    };
  const hint = hintOf({ n, minP, needed }, say);
  const open = say('{title}: inconclusive, {change} ({figures}).', told);
  return { word: 'inconclusive', sentence: hint === null ? open : `${open} ${hint}`, hint };
}

/** What would tell; null where nothing is known of it. */
function hintOf(
  { n, minP, needed }: Pick<PairedTest, 'n' | 'minP' | 'needed'>,
  say: Say,
): string | null {
  if (minP >= SIGNIFICANCE) return say('At least 6 cases are needed to show a difference.');
  if (needed === null || needed <= n) return null;
  return plural(
    say,
    needed - n,
    'About 1 more case would tell.',
    'About {n} more cases would tell.',
  );
}

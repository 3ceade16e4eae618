/** What a paired test says, in a word and a sentence. */

import { SIGNIFICANCE } from '../../score/thresholds.js';
import type { PairedTest } from '../../score/pairedTest.js';
import type { ComparisonRecord } from './schema.js';
import type { Measure } from './measures.js';
import { number, pValue, count, withInterval, signedNumber } from '../../words/figures.js';

/** `pHolm`: of the test, adjusted for the number of measures; `reason`: why there is no test. */
export function judged(
  { better, title }: Measure,
  { test, pHolm, reason }: { test: PairedTest | null; pHolm: number; reason: string },
): Pick<ComparisonRecord, 'word' | 'sentence' | 'hint'> {
  if (!test) {
    const sentence = `${title}: not available, ${reason}.`;
    return { word: 'not available', sentence, hint: `Not available: ${reason}.` };
  }
  const { a, b, difference, ci, n, equivalence, minP, needed } = test;
  const change = `${number(a)} → ${number(b)}`;
  const figures = `${withInterval(signedNumber(difference), ci)}, adjusted ${pValue(pHolm)}, ${count(n, 'case')}`;
  if (pHolm < SIGNIFICANCE && difference !== 0) {
    const improved = difference > 0 === (better === 'higher');
    const word = improved ? 'better' : 'worse';
    return { word, sentence: `${title}: ${word}, ${change} (${figures}).`, hint: null };
  }
  if (equivalence.within)
    return {
      word: 'same',
      sentence: `${title}: the same within ${number(equivalence.margin)}, ${change} (${figures}).`,
      hint: `The same within ${number(equivalence.margin)}.`,
    };
  if (test.ciMethod === 'degenerate' && ci)
    return {
      word: 'inconclusive',
      sentence: `${title}: no difference seen, ${change}. In ${count(n, 'case')}, a difference of up to ${number(ci[1])} can go unseen.`,
      hint: 'No case differs. With this many cases, a difference within the interval could still go unseen.',
    };
  const open = `${title}: inconclusive, ${change} (${figures}).`;
  if (minP >= SIGNIFICANCE)
    return {
      word: 'inconclusive',
      sentence: `${open} ${count(n, 'case')} cannot show any difference: at least 6 are needed.`,
      hint: 'At least 6 cases are needed to show a difference.',
    };
  const more =
    needed !== null && needed > n ? `About ${count(needed - n, 'more case')} would tell.` : null;
  return { word: 'inconclusive', sentence: more ? `${open} ${more}` : open, hint: more };
}

/** Sentence BLEU against one reference (Papineni et al. 2002), as computed by sacreBLEU 2.6. */

import { ngramCount, sharedNgrams, tokenNumbers } from './ngrams.js';

const ORDERS = 4;

/** Tokenization of mteval-v13a: punctuation is separate, except periods and commas inside numbers. */
export function bleuTokens(text: string): string[] {
  const plain = text
    .trimEnd()
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return ` ${plain} `
    .replace(/([{-~[-` -&(-+:-@/])/gu, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ')
    .split(/\s+/u)
    .filter((token) => token !== '');
}

/** In [0,100]; not symmetric in its arguments. */
export function bleu(hypothesis: string, reference: string): number {
  const numbers = tokenNumbers();
  return bleuOf(numbers(bleuTokens(hypothesis)), numbers(bleuTokens(reference))).forward;
}

/** Both directions at once, from token numbers: they share the same n-grams. */
export function bleuOf(a: Int32Array, b: Int32Array): { forward: number; backward: number } {
  const shared = sharedNgrams(a, b, ORDERS);
  return { forward: fromCounts(shared, a, b), backward: fromCounts(shared, b, a) };
}

/**
 * Geometric mean of the precisions of the orders that exist, times the penalty for being shorter than the reference. The k-th
 * order without a match counts as 1 / 2^k of a match; 0 when not one word matches.
 */
function fromCounts(
  shared: readonly number[],
  hypothesis: Int32Array,
  reference: Int32Array,
): number {
  if (shared[0] === 0) return 0;
  let logs = 0;
  let orders = 0;
  let halved = 1;
  for (let n = 1; n <= ORDERS; n++) {
    const total = ngramCount(hypothesis, n);
    if (total === 0) break;
    const matched = shared[n - 1] as number;
    if (matched === 0) halved /= 2;
    logs += Math.log((matched === 0 ? halved : matched) / total);
    orders += 1;
  }
  const brevity = Math.min(0, 1 - reference.length / hypothesis.length);
  return 100 * Math.exp(brevity + logs / orders);
}

/** Sentence chrF against one reference (Popović 2015), as computed by sacreBLEU 2.6: character n-grams without spaces. */

import { ngramCount, sharedNgrams } from './ngrams.js';

const ORDERS = 6;
/** Recall counts this much more than precision, squared. */
const BETA_SQUARED = 4;

/** Code points without white space. */
export const chrfSymbols = (text: string): Int32Array => codePoints(text.replace(/\s+/gu, ''));

/** The code points of a text. */
export function codePoints(text: string): Int32Array {
  const points = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) as number;
    if (point > 0xffff) at += 1;
    points[length++] = point;
  }
  return points.subarray(0, length);
}

/** In [0,100]; not symmetric in its arguments. */
export const chrf = (hypothesis: string, reference: string): number =>
  chrfOf(chrfSymbols(hypothesis), chrfSymbols(reference)).forward;

/** Both directions at once: they share the same n-grams. */
export function chrfOf(a: Int32Array, b: Int32Array): { forward: number; backward: number } {
  const shared = sharedNgrams(a, b, ORDERS);
  let [ofA, ofB, orders] = [0, 0, 0];
  for (let n = 1; n <= ORDERS; n++) {
    const [inA, inB] = [ngramCount(a, n), ngramCount(b, n)];
    if (inA === 0 || inB === 0) break;
    ofA += (shared[n - 1] as number) / inA;
    ofB += (shared[n - 1] as number) / inB;
    orders += 1;
  }
  if (ofA + ofB === 0) return { forward: 0, backward: 0 };
  return {
    forward: fScore(ofA / orders, ofB / orders),
    backward: fScore(ofB / orders, ofA / orders),
  };
}

/** Precision and recall are averaged over the orders that both texts have, then combined. */
const fScore = (precision: number, recall: number) =>
  (100 * (1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall);

/** ROUGE (Lin 2004) as computed by Google's rouge-score without stemming: lowercase Latin letters and digits only. */

import { ngramCount, sharedNgrams } from './ngrams.js';

/** Empty for text in another script. */
export const rougeTokens = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** Harmonic mean of precision and recall, in [0,1]; 0 where either text has no tokens. */
function fOf(matched: number, ofHypothesis: number, ofReference: number): number {
  if (matched === 0) return 0;
  const [precision, recall] = [matched / ofHypothesis, matched / ofReference];
  return (2 * precision * recall) / (precision + recall);
}

/** F of ROUGE-1, -2 and -L of two texts' numbered tokens; exchanging the texts changes nothing. */
export function rougeFs(a: Int32Array, b: Int32Array): readonly [number, number, number] {
  const [one = 0, two = 0] = sharedNgrams(a, b, 2);
  return [
    fOf(one, a.length, b.length),
    fOf(two, ngramCount(a, 2), ngramCount(b, 2)),
    fOf(longestCommonSubsequence(a, b), a.length, b.length),
  ];
}

const WORD = 32;

/** Length of the longest common subsequence, bit-parallel (Hyyrö 2004): 32 cells of the usual table per step. */
export function longestCommonSubsequence(a: Int32Array, b: Int32Array): number {
  const words = Math.ceil(a.length / WORD);
  const places = new Map<number, Int32Array>();
  a.forEach((symbol, at) => {
    const row = places.get(symbol) ?? new Int32Array(words);
    row[at >>> 5] = (row[at >>> 5] as number) | (1 << (at % WORD));
    places.set(symbol, row);
  });
  const unmatched = new Int32Array(words).fill(-1);
  for (const symbol of b) {
    const row = places.get(symbol);
    if (!row) continue;
    let carry = 0;
    for (let word = 0; word < words; word++) {
      const before = unmatched[word] as number;
      const matches = before & (row[word] as number);
      const sum = (before >>> 0) + (matches >>> 0) + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      unmatched[word] = sum | 0 | (before & ~(row[word] as number));
    }
  }
  let length = 0;
  for (let at = 0; at < a.length; at++) {
    if (((unmatched[at >>> 5] as number) & (1 << (at % WORD))) === 0) length += 1;
  }
  return length;
}

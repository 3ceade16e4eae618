/** How much of a text stays when it is edited into another: 1 − Levenshtein's distance / the longer length. */

import { distance } from 'fastest-levenshtein';
import { codePoints } from './chrf.js';
import { tokenNumbers } from './ngrams.js';

/** Longer texts are compared word by word: by characters a pair would cost seconds. */
const LONGEST = 20_000;

/** In [0,1], by code points; 1 when both are empty. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (Math.max(a.length, b.length) > LONGEST) {
    const numbers = tokenNumbers();
    return similarityOf(numbers(a.split(/\s+/u)), numbers(b.split(/\s+/u)));
  }
  return similarityOf(codePoints(a), codePoints(b));
}

function similarityOf(a: Int32Array, b: Int32Array): number {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [first, second] = asCharacters(a.subarray(from, endA), b.subarray(from, endB));
  return 1 - distance(first, second) / Math.max(a.length, b.length);
}

/** The distance is computed on UTF-16 units, so every distinct symbol becomes one. */
function asCharacters(a: Int32Array, b: Int32Array): [string, string] {
  const units = new Map<number, string>();
  const write = (symbols: Int32Array) =>
    Array.from(symbols, (symbol) => {
      const unit = units.get(symbol) ?? String.fromCharCode(units.size);
      units.set(symbol, unit);
      return unit;
    }).join('');
  return [write(a), write(b)];
}

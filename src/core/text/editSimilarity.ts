/** Edit similarity of two texts: 1 − Levenshtein distance / the longer length. */

import { distance } from 'fastest-levenshtein';
import { codePoints } from './chrf.js';
import { tokenNumbers } from './ngrams.js';

/** Longer texts are compared by words, because comparing characters would take seconds per pair. */
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

/** Maps each distinct symbol to one UTF-16 unit, which the distance is computed on. */
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

/** Edit similarity of two texts: 1 − Levenshtein distance / the longer length; and the distance of any two sequences. */

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
    return 1 - sequenceDistance(numbers(a.split(/\s+/u)), numbers(b.split(/\s+/u)));
  }
  return 1 - sequenceDistance(codePoints(a), codePoints(b));
}

/** Levenshtein distance over the longer length, in [0,1]; 0 where both are empty. Equal symbols have equal numbers. */
export function sequenceDistance(a: Int32Array, b: Int32Array): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 0;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [first, second] = asCharacters(a.subarray(from, endA), b.subarray(from, endB));
  return distance(first, second) / longest;
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

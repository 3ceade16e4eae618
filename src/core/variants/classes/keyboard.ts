/** Stress class: neighboring keys typed instead of the intended one, or in addition to it. */

import type { Random } from '../../numbers/random.js';
import { misspelt } from './misspelling.js';
import type { VariantClass } from '../variant.js';

const ATTEMPTS = 8;

const ROWS: readonly string[] = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

export const keyboard: VariantClass = {
  id: 'keyboard',
  stress: true,
  whenNone: 'the prompt has no word of at least five letters that may be mistyped',
  rewordings: (prompt, { random, labels }) =>
    Array.from({ length: ATTEMPTS }, () =>
      misspelt(prompt, {
        random,
        labels,
        words: ['neighboring key', 'neighboring keys'],
        slip: (word) => mistype(word, random),
      }),
    ),
};

function mistype(word: string, random: Random): string {
  const letters = [...word];
  const at = 1 + random.int(letters.length - 1);
  const here = letters[at] as string;
  const beside = neighboursOf(here.toLowerCase());
  if (beside.length === 0) return word;
  const key = random.pick(beside);
  const typed = here === here.toUpperCase() ? key.toUpperCase() : key;
  letters.splice(at, 1, ...(random.int(2) === 0 ? [typed] : [here, typed]));
  return letters.join('');
}

/** The keys left and right on an English keyboard, and those that touch from the rows above and below. */
function neighboursOf(letter: string): string[] {
  const row = ROWS.findIndex((keys) => keys.includes(letter));
  if (row < 0) return [];
  const at = (ROWS[row] as string).indexOf(letter);
  const places: readonly (readonly [number, number])[] = [
    [row, at - 1],
    [row, at + 1],
    [row - 1, at],
    [row - 1, at + 1],
    [row + 1, at - 1],
    [row + 1, at],
  ];
  return places.flatMap(([line, key]) => ROWS[line]?.[key] ?? []);
}

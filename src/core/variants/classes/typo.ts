/** Stress class: letters swapped, doubled or dropped. */

import type { Random } from '../../numbers/random.js';
import { misspelt } from './misspelling.js';
import type { VariantClass } from '../variant.js';

const ATTEMPTS = 8;

export const typo: VariantClass = {
  id: 'typo',
  stress: true,
  whenNone: 'the prompt has no word of at least five letters that may be misspelled',
  rewordings: (prompt, { random, labels }) =>
    Array.from({ length: ATTEMPTS }, () =>
      misspelt(prompt, {
        random,
        labels,
        words: ['spelling mistake', 'spelling mistakes'],
        slip: (word) => slip(word, random),
      }),
    ),
};

/** One slip inside the word, so that it stays readable: two letters swapped, one doubled, or one dropped. */
function slip(word: string, random: Random): string {
  const letters = [...word];
  const at = 1 + random.int(letters.length - 2);
  const [here, next] = [letters[at] as string, letters[at + 1] as string];
  const slips = [[next, here], [here, here, next], [next]].filter(
    (by) => by.join('') !== here + next,
  );
  return [...letters.slice(0, at), ...random.pick(slips), ...letters.slice(at + 2)].join('');
}

/** Light slips of the keyboard: at most 2 % of the characters. A stress test, no paraphrase. */

import type { Random } from '../random.js';
import { rewriteFree } from './protect.js';
import { rewordInstructions } from './rewording.js';
import type { VariantClass } from './variant.js';

const MAX_SHARE = 0.02;
const ATTEMPTS = 4;

export const typo: VariantClass = {
  id: 'typo',
  stress: true,
  whenNone: 'there is no word of four letters or more that may be misspelt',
  rewordings(prompt, { random, labels }) {
    return Array.from({ length: ATTEMPTS }, () => {
      let slips = 0;
      const messages = rewordInstructions(prompt, (text) => {
        const misspelt = misspell(text, labels, random);
        slips += misspelt.slips;
        return misspelt.text;
      });
      return {
        change: slips === 1 ? 'One spelling mistake' : `${slips} spelling mistakes`,
        messages,
      };
    });
  },
};

/** Each slip touches up to two neighbouring characters, so a text may hold half as many as the share allows; at least one. */
function misspell(
  text: string,
  labels: readonly string[],
  random: Random,
): { text: string; slips: number } {
  const words: string[] = [];
  rewriteFree(text, labels, (free) => {
    words.push(...(free.match(/\p{L}{4,}/gu) ?? []));
    return free;
  });
  const budget = Math.max(1, Math.floor((text.length * MAX_SHARE) / 2));
  const chosen = new Set(random.shuffle(words.map((_, index) => index)).slice(0, budget));
  let index = 0;
  const result = rewriteFree(text, labels, (free) =>
    free.replace(/\p{L}{4,}/gu, (word) => (chosen.has(index++) ? slip(word, random) : word)),
  );
  return { text: result, slips: chosen.size };
}

/** Inside the word, so that it stays readable: two letters swapped, one doubled, or one left out. */
function slip(word: string, random: Random): string {
  const letters = [...word];
  const at = 1 + random.int(letters.length - 2);
  const [here, next] = [letters[at] as string, letters[at + 1] as string];
  const slips = [[next, here], [here, here, next], [next]].filter(
    (by) => by.join('') !== here + next,
  );
  return [...letters.slice(0, at), ...random.pick(slips), ...letters.slice(at + 2)].join('');
}

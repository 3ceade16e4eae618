/** Where words may be misspelled, and how many. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Random } from '../../numbers/random.js';
import { isKeptWord } from '../meaning/invariants.js';
import { rewriteFree } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording } from '../variant.js';

const MAX_SHARE = 0.02;

/** Shorter words are skipped, because a slip could turn them into another word. */
const WORD = /\p{L}{4,}/gu;

export interface MisspellingOptions {
  readonly random: Random;
  readonly labels: readonly string[];
  /** The singular and plural for a slip. */
  readonly words: readonly [string, string];
  readonly slip: (word: string) => string;
}

/** The instructions with at most 2 % of their characters misspelled, and at least one slip per message that has a suitable word. */
export function misspelt(prompt: Prompt, options: MisspellingOptions): Rewording {
  let slips = 0;
  const messages = rewordInstructions(prompt, (text) => {
    const result = misspellText(text, options);
    slips += result.slips;
    return result.text;
  });
  const [one, several] = options.words;
  return { change: slips === 1 ? `One ${one}` : `${slips} ${several}`, messages };
}

/** Max slips in a text: each touches up to two characters, so half of the allowed share; at least 1. */
function misspellText(
  text: string,
  { labels, random, slip }: MisspellingOptions,
): { text: string; slips: number } {
  const words: string[] = [];
  rewriteFree(text, labels, (free) => {
    words.push(...(free.match(WORD) ?? []));
    return free;
  });
  const budget = Math.max(1, Math.floor((text.length * MAX_SHARE) / 2));
  const chosen = new Set(random.shuffle(words.map((_, index) => index)).slice(0, budget));
  let index = 0;
  let slips = 0;
  const result = rewriteFree(text, labels, (free) =>
    free.replace(WORD, (word) => {
      if (!chosen.has(index++) || isKeptWord(word)) return word;
      slips += 1;
      return slip(word);
    }),
  );
  return { text: result, slips };
}

/** Where words may be misspelled, and how many. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Random } from '../../numbers/random.js';
import { opensSentences } from '../../text/language.js';
import { wholeWord } from '../../text/literalPattern.js';
import { isKeptWord } from '../meaning/ruleInvariants.js';
import { rewriteFree } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording } from '../variant.js';

const MAX_SHARE = 0.02;

/** Shorter words are skipped, because a slip could turn them into another word. Only scripts with letters of two cases. */
const WORD = /(?<![\p{L}\p{N}_'’-])[\p{Lu}\p{Ll}]{5,}(?![\p{L}\p{N}_'’-])/gu;

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
  const places: number[] = [];
  const eachWord = (change: (word: string, at: number) => string) =>
    rewriteFree(text, labels, (free, from) =>
      free.replace(WORD, (word: string, at: number) =>
        isKeptWord(word) ? word : change(word, from + at),
      ),
    );
  eachWord((word, at) => {
    places.push(at);
    return word;
  });
  const budget = Math.max(1, Math.floor((text.length * MAX_SHARE) / 2));
  const chosen = new Set(random.shuffle(places).slice(0, budget));
  let slips = 0;
  const misspelled = eachWord((word, at) => {
    const typed = chosen.has(at) ? slip(word) : word;
    // A slip that makes another word would ask for something else.
    if (typed === word || isWord(typed, text)) return word;
    slips += 1;
    return typed;
  });
  return { text: misspelled, slips };
}

const isWord = (typed: string, text: string): boolean =>
  opensSentences(typed) || text.search(wholeWord(typed)) >= 0;

import type { Random } from '../src/core/numbers/random.js';

const WORDS = 300;
const VOCABULARY = 2000;

/** Texts of 2 KB, no two alike: a fifth of the words of one text is another in each. */
export function randomTexts(random: Random): () => string {
  const wordFrom = (index: number) => `${(index * 7919) % 10_007}`.padStart(6, 'w');
  const base = Array.from({ length: WORDS }, () => wordFrom(random.int(VOCABULARY)));
  return () =>
    base.map((word) => (random.int(5) === 0 ? wordFrom(random.int(VOCABULARY)) : word)).join(' ');
}

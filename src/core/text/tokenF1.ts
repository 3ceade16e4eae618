/** How much of two answers' words is the same (Rajpurkar et al., SQuAD, EMNLP 2016). English normalisation. */

/** Lower case, without punctuation, without articles, single spaces; in this order. */
export function squadNormalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export const exactMatch = (a: string, b: string): boolean =>
  squadNormalise(a) === squadNormalise(b);

/** Harmonic mean of precision and recall over the multisets of words, in [0,1]; 1 when both have none, 0 when one has. */
export function tokenF1(a: string, b: string): number {
  const bag = wordBags();
  return bagF1(bag(a), bag(b));
}

/** A text's words as ascending numbers, a repeated word repeated. Equal texts share one bag. */
export type WordBag = Int32Array;

/** Makes bags that can be compared with each other: splitting a text is dear, comparing two bags is cheap. */
export function wordBags(): (text: string) => WordBag {
  const bags = new Map<string, WordBag>();
  const numbers = new Map<string, number>();
  const numberOf = (word: string) => {
    const known = numbers.get(word) ?? numbers.size;
    numbers.set(word, known);
    return known;
  };
  return (text) => {
    const known = bags.get(text) ?? Int32Array.from(wordsOf(text), numberOf).sort();
    bags.set(text, known);
    return known;
  };
}

function wordsOf(text: string): string[] {
  const normalised = squadNormalise(text);
  return normalised === '' ? [] : normalised.split(' ');
}

export function bagF1(a: WordBag, b: WordBag): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i] as number, b[j] as number];
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return (2 * shared) / (a.length + b.length);
}

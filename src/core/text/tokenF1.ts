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
  return tokenF1Comparer()(a, b);
}

/** Compares many texts with each other, splitting each into words once. */
export function tokenF1Comparer(): (a: string, b: string) => number {
  const bags = new Map<string, Bag>();
  const ids = new Map<string, number>();
  const bag = (text: string): Bag => {
    const known = bags.get(text);
    if (known) return known;
    const made = bagOf(wordsOf(text), ids);
    bags.set(text, made);
    return made;
  };
  return (a, b) => (a === b ? 1 : bagF1(bag(a), bag(b)));
}

/** Numbers of the words, ascending, a repeated word repeated. */
type Bag = Int32Array;

function wordsOf(text: string): string[] {
  const normalised = squadNormalise(text);
  return normalised === '' ? [] : normalised.split(' ');
}

function bagOf(words: readonly string[], ids: Map<string, number>): Bag {
  return Int32Array.from(words, (word) => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, ids.size);
    return ids.size - 1;
  }).sort();
}

function bagF1(a: Bag, b: Bag): number {
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

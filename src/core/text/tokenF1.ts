/** Token F1 of two answers (Rajpurkar et al., SQuAD, EMNLP 2016), with English normalization. */

/** Lowercase, then removes punctuation, articles and repeated spaces, in this order. */
export function squadNormalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/(?<![\p{L}\p{N}_])(?:an?|the)(?![\p{L}\p{N}_])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Harmonic mean of precision and recall over the multisets of words, in [0,1]; 1 when both have none, 0 when one has. */
export function tokenF1(a: string, b: string): number {
  const { bagOf, f1 } = wordBags();
  return f1(bagOf(a), bagOf(b));
}

/**
 * A text's words as numbers, where each repetition of a word has its own number, so that the multiset intersection of two
 * texts is the numbers both have. Equal texts share one bag.
 */
export type WordBag = Int32Array;

/** Splits texts once, because splitting is expensive and comparing bags is cheap. Bags of different makers are not comparable. */
export interface WordBags {
  bagOf(text: string): WordBag;
  /** Same as `tokenF1`. Fastest when the first bag is the same over many comparisons. */
  f1(a: WordBag, b: WordBag): number;
}

/** Creates bags that can be compared with each other. `wordsIn`: the words of a text; by default those of SQuAD's F1. */
export function wordBags(wordsIn: (text: string) => readonly string[] = wordsOf): WordBags {
  const bags = new Map<string, WordBag>();
  const numbers = new Map<string | number, number>();
  const numberOf = (word: string | number) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const bagOf = (text: string): WordBag => {
    const known = bags.get(text) ?? makeBag(wordsIn(text), numberOf);
    bags.set(text, known);
    return known;
  };
  let marked: WordBag = new Int32Array();
  let marks = new Uint8Array();
  const mark = (bag: WordBag) => {
    for (const number of marked) marks[number] = 0;
    if (marks.length < numbers.size) marks = new Uint8Array(2 * numbers.size);
    for (const number of bag) marks[number] = 1;
    marked = bag;
  };
  const f1 = (a: WordBag, b: WordBag): number => {
    if (a === b) return 1;
    if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
    // Bags created since may have higher numbers than the marks.
    if (marked !== a || marks.length < numbers.size) mark(a);
    let shared = 0;
    for (let index = 0; index < b.length; index++) {
      shared += marks[b[index] as number] as number;
    }
    return (2 * shared) / (a.length + b.length);
  };
  return { bagOf, f1 };
}

/** The max number of repetitions of a word that are distinguished. */
const MAX_TIMES = 2 ** 20;

function makeBag(words: readonly string[], numberOf: (word: string | number) => number): WordBag {
  const bag = Int32Array.from(words, numberOf).sort();
  let time = 0;
  let before = -1;
  return bag.map((number) => {
    time = number === before ? time + 1 : 0;
    before = number;
    return time === 0 ? number : numberOf(number * MAX_TIMES + time);
  });
}

function wordsOf(text: string): string[] {
  const normalised = squadNormalise(text);
  return normalised === '' ? [] : normalised.split(' ');
}

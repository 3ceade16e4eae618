/** The sentences of two texts side by side, so that one changed word weighs the same in a long prompt as in a short one. */

import { sentencesOf } from '../../text/sentences.js';
import { linesOf } from '../lines.js';
import { wholeSpansOf } from '../protectedSpans.js';
import { withoutListNumbers } from './listNumbers.js';
import { contentWords, proseOf, wordsNotIn } from './words.js';

/** What a part of the original became; one side is empty for what was dropped or added. */
export interface SentencePair {
  readonly before: string;
  readonly after: string;
}

/** Share of its content words that a sentence has in common with another at least, in [0,1], to be a part of it. */
const MIN_SHARED = 1 / 3;

/**
 * The sentences that differ, each with its counterpart: pairs by the smallest distance first, then what was split off or
 * joined with the sentence it shares most words with. Empty if none differs.
 */
export function sentencePairs(before: string, after: string): SentencePair[] {
  const [was, is] = withoutCopies(sentencesIn(before), sentencesIn(after));
  const groups: { was: string[]; is: string[] }[] = [];
  const left = new Set(was);
  const right = new Set(is);
  const distances = was
    .flatMap((one) => is.map((other) => ({ one, other, apart: distance(one, other) })))
    .filter(({ apart }) => apart < 1 - MIN_SHARED)
    .toSorted((a, b) => a.apart - b.apart);
  for (const { one, other } of distances) {
    if (!left.has(one) || !right.has(other)) continue;
    left.delete(one);
    right.delete(other);
    groups.push({ was: [one], is: [other] });
  }
  for (const one of left) joinTo(groups, one, { from: 'was', to: 'is' });
  for (const other of right) joinTo(groups, other, { from: 'is', to: 'was' });
  return groups.map((group) => ({ before: group.was.join('\n'), after: group.is.join('\n') }));
}

/** A sentence of which a part is in a group goes there; others are groups of their own. */
function joinTo(
  groups: { was: string[]; is: string[] }[],
  sentence: string,
  { from, to }: { from: 'was' | 'is'; to: 'was' | 'is' },
): void {
  const words = wordsIn(sentence);
  const found = groups
    .map((group) => ({ group, shared: shareIn(words, wordsIn(group[to].join('\n'))) }))
    .toSorted((a, b) => b.shared - a.shared)[0];
  if (found && found.shared >= MIN_SHARED) found.group[from].push(sentence);
  else groups.push({ was: [], is: [], [from]: [sentence] });
}

const wordsIn = (text: string): readonly string[] => contentWords(proseOf(text));

const shareIn = (words: readonly string[], others: readonly string[]): number =>
  words.length === 0 ? 0 : 1 - wordsNotIn(words, others).length / words.length;

/** 1 minus the harmonic mean of the shares of content words two sentences have in common, in [0,1]. */
function distance(a: string, b: string): number {
  const [left, right] = [wordsIn(a), wordsIn(b)];
  const [forth, back] = [shareIn(left, right), shareIn(right, left)];
  return forth + back === 0 ? 1 : 1 - (2 * forth * back) / (forth + back);
}

export const sentencesIn = (text: string): string[] =>
  linesOf(withoutListNumbers(text)).flatMap(({ text: line }) =>
    sentencesOf(line, wholeSpansOf(line)).map(({ start, end }) => line.slice(start, end)),
  );

/** Without the sentences that both have, each as often as it is in both. */
function withoutCopies(
  was: readonly string[],
  is: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const key = (sentence: string) => sentence.toLowerCase().replace(/\s+/g, ' ').trim();
  const others = is.map(key);
  const kept = was.filter((sentence) => {
    const at = others.indexOf(key(sentence));
    if (at >= 0) others.splice(at, 1);
    return at < 0;
  });
  const mine = was.map(key);
  const added = is.filter((sentence) => {
    const at = mine.indexOf(key(sentence));
    if (at >= 0) mine.splice(at, 1);
    return at < 0;
  });
  return [kept, added];
}

/** Signs in what is said: clauses and words that are gone or new, and the length. */

import { shown, sign, type RewritePair, type Sign } from './signs.js';
import { clausesOf, contentWords, proseOf, wordsNotIn, wordsOf } from './words.js';

/** A clause is lost when more than this share of its content words has no counterpart. */
const LOST_SHARE = 2 / 3;
/** Doublings of the number of words from which the length is a sign to show. */
const MUCH_LONGER = 1.3;
const MUCH_SHORTER = 0.7;

export function wordSigns({ before, after }: RewritePair): Sign[] {
  return [
    ...clauseSigns(before, after),
    ...contentSigns(before, after),
    ...lengthSigns(before, after),
  ];
}

function clauseSigns(before: string, after: string): Sign[] {
  const [gone, added] = [lostClauses(before, after), lostClauses(after, before)];
  return [
    ...sign('clause-gone', shareOf(gone, clausesOf(before)), told('it does not say', gone)),
    ...sign('clause-new', shareOf(added, clausesOf(after)), told('it also says', added)),
  ];
}

interface LostClause {
  readonly clause: string;
  /** Nothing of it is left, and it is more than a word. */
  readonly isWhole: boolean;
}

/** Only what is lost as a whole is shown: other clauses are lost for synonyms as well. */
function told(what: string, lost: readonly LostClause[]): string | null {
  const whole = lost.filter(({ isWhole }) => isWhole);
  return whole.length === 0 ? null : `${what} ${shown(whole.map(({ clause }) => clause))}`;
}

function lostClauses(from: string, to: string): LostClause[] {
  const others = contentWords(proseOf(to));
  return clausesOf(from).flatMap((clause) => {
    const words = contentWords(proseOf(clause));
    const lost = wordsNotIn(words, others).length;
    if (words.length === 0 || lost < LOST_SHARE * words.length) return [];
    return [{ clause, isWhole: lost === words.length && lost > 1 }];
  });
}

function contentSigns(before: string, after: string): Sign[] {
  const [was, is] = [contentWords(proseOf(before)), contentWords(proseOf(after))];
  return [
    ...sign('words-gone', shareOf(wordsNotIn(was, is), was), null),
    ...sign('words-new', shareOf(wordsNotIn(is, was), is), null),
  ];
}

function lengthSigns(before: string, after: string): Sign[] {
  const length = (text: string) => Math.max(1, wordsOf(proseOf(text)).length);
  const doublings = Math.log2(length(after) / length(before));
  return [
    ...sign(
      'longer',
      doublings / 3,
      doublings > MUCH_LONGER ? 'it is much longer than the original' : null,
    ),
    ...sign(
      'shorter',
      -doublings / 2,
      -doublings > MUCH_SHORTER ? 'it is much shorter than the original' : null,
    ),
  ];
}

const shareOf = (part: readonly unknown[], whole: readonly unknown[]) =>
  part.length / Math.max(1, whole.length);

/** Single words exchanged in what is otherwise a copy, which may change everything at once. */

import { diffTexts } from '../../text/diff.js';
import { sign, type RewritePair, type Sign } from './signs.js';
import { contentWords, isSameStem, proseOf, wordsOf } from './words.js';

export interface Exchange {
  readonly was: string;
  readonly is: string;
  /** It opens its sentence, as imperatives do, which paraphrases exchange freely. */
  readonly isFirst: boolean;
}

/** In more places than this, or with more words at one, it is a rewrite like any other. */
const MAX_PLACES = 2;
const MAX_WORDS = 2;
/** Before the first word of a sentence. */
const OPENING = /(?:^|[.!?:。！？\n])\s*$/u;
/** Unchanged words for each exchanged one. */
const MIN_COPIED = 2;

/**
 * The words that were exchanged where all others stayed in their order; empty if words were dropped, added or moved as well.
 * Another ending or other capitals exchange nothing.
 */
export function exchangedWords(before: string, after: string): Exchange[] {
  const found: Exchange[] = [];
  let copied = 0;
  let kept = '';
  const parts = diffTexts(apart(before), apart(after));
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    const next = parts[at + 1];
    if (part?.kind === 'same') {
      copied += wordsOf(part.text).length;
      kept = part.text;
    } else if (part?.kind === 'removed' && next?.kind === 'added') {
      found.push({ was: part.text.trim(), is: next.text.trim(), isFirst: OPENING.test(kept) });
      kept = 'x';
      at++;
    } else if (part && wordsOf(part.text).length > 0) return [];
  }
  const changed = found.filter(({ was, is }) => !isSameStem(was.toLowerCase(), is.toLowerCase()));
  const size = ({ was, is }: Exchange) => Math.max(wordsOf(was).length, wordsOf(is).length);
  const isNearCopy =
    changed.length <= MAX_PLACES &&
    changed.every((each) => each.was !== '' && each.is !== '' && size(each) <= MAX_WORDS) &&
    copied >= MIN_COPIED * changed.reduce((sum, each) => sum + size(each), 0);
  return isNearCopy ? changed.filter((each) => size(each) > 0) : [];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words of scripts without spaces with spaces between them, so that a diff finds them. */
const apart = (text: string): string =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? [...segmenter.segment(text)].map(({ segment }) => segment).join(' ')
    : text;

/** What `apart` set apart, as it is written. */
const together = (text: string): string => text.replace(/(?<=[\p{Lo}ー]) +(?=[\p{Lo}ー])/gu, '');

/** Strength where only imperatives or function words were exchanged. */
const WEAK = 0.2;

export function exchangeSigns({ before, after }: RewritePair): Sign[] {
  const found = exchangedWords(before, after);
  if (found.length === 0) return [];
  const isContent = (text: string) => contentWords(proseOf(text)).length > 0;
  const isStrong = found.some(
    ({ was, is, isFirst }) => !isFirst && isContent(was) && isContent(is),
  );
  const changes = found.map(({ was, is }) => `“${together(was)}” became “${together(is)}”`);
  return sign('exchanged', isStrong ? 1 : WEAK, `only ${changes.join(' and ')}`);
}

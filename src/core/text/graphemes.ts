/** Characters as a reader counts them: a letter with its accents, an emoji with its parts (UAX #29, extended grapheme clusters). */

import { UNSPACED_SCRIPTS } from './unspacedScripts.js';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

export const graphemesOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

const PLAIN = /^[\u0000-\u024f]*$/;
/** Whether each UTF-16 unit is a character of its own, from Latin scripts. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** At most so many UTF-16 units, none of them a part of a character. The ellipsis that marks a cut counts as one. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character ends before this, but for one of endless accents.
  const head = text.slice(0, most + 64);
  if (isPlain(head)) return `${head.slice(0, Math.max(0, most - 1))}…`;
  let end = 0;
  for (const { index, segment } of segmenter.segment(head)) {
    if (index + segment.length > most - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** Scripts that put no spaces between words are compared character by character. */
const UNSPACED = new RegExp(`^[${UNSPACED_SCRIPTS}]`, 'u');

/** Words, runs of white space, line ends and single other characters, which together are the text. */
export function wordTokens(text: string): string[] {
  const tokens: string[] = [];
  let last: Kind = 'other';
  for (const grapheme of graphemesOf(text)) {
    const kind = kindOf(grapheme);
    if (kind === last && kind !== 'other') tokens.push(`${tokens.pop() ?? ''}${grapheme}`);
    else tokens.push(grapheme);
    last = kind;
  }
  return tokens;
}

type Kind = 'word' | 'space' | 'other';

function kindOf(grapheme: string): Kind {
  if (/^[^\S\r\n]/u.test(grapheme)) return 'space';
  return /^[\p{L}\p{N}_]/u.test(grapheme) && !UNSPACED.test(grapheme) ? 'word' : 'other';
}

/** How wide texts are in a terminal, where characters of East Asian scripts and emoji take two columns (Unicode, UAX #11 and #51). */

import { graphemesOf } from './graphemes.js';

const PLAIN = /^[\x20-\x7e]*$/;
const HALF = /^[\uff61-\uffdc]/;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\u30a0-\u30ff\uff01-\uff60\uffe0-\uffe6]/u;
/** Shown as a picture, by itself or because the variation selector says so. */
const EMOJI = /^\p{Emoji_Presentation}|\ufe0f/u;

/** Of a character with its accents, an emoji with its parts. */
export const isWide = (grapheme: string): boolean =>
  !HALF.test(grapheme) && (WIDE.test(grapheme) || EMOJI.test(grapheme));

export const displayWidth = (text: string): number =>
  PLAIN.test(text)
    ? text.length
    : graphemesOf(text).reduce((width, each) => width + (isWide(each) ? 2 : 1), 0);

/** With spaces behind it up to a width in columns. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** With spaces before it. */
export const paddedLeft = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

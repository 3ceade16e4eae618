/** Texts in lines of a terminal: broken at spaces, and between wide characters, which are written without spaces. */

import { displayWidth, isWide } from './displayWidth.js';
import { graphemesOf } from './graphemes.js';

/** `width` in columns; a longer word stands alone. */
export const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const piece of piecesOf(paragraph)) {
      const last = lines.length - 1;
      const line = lines[last] as string;
      const joined = line + piece;
      if (line === '' || displayWidth(joined.trimEnd()) <= width) lines[last] = joined;
      else lines.push(piece);
    }
    return lines.map((line) => line.trimEnd());
  });

/** No line begins with one of these. */
const CLOSING = /^[、。，．：；！？）」』】〕〉》”’ー々〜・…)\]%]/;
/** No line ends with one of these. */
const OPENING = /[（「『【〔〈《“‘([]$/;

/** Together they are the text; spaces stand at the end of a piece. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = [];
  for (const grapheme of graphemesOf(paragraph)) {
    const before = pieces.at(-1);
    if (before === undefined || canBreak(before, grapheme)) pieces.push(grapheme);
    else pieces[pieces.length - 1] = before + grapheme;
  }
  return pieces;
}

function canBreak(before: string, next: string): boolean {
  if (next === ' ') return false;
  if (before.endsWith(' ')) return true;
  const isBesideWide = isWide(next) || isWide(graphemesOf(before.slice(-2)).at(-1) ?? '');
  return isBesideWide && !CLOSING.test(next) && !OPENING.test(before);
}

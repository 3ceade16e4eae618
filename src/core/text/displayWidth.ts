/** How wide texts are in a terminal, where characters of East Asian scripts take two columns (Unicode, UAX #11). */

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/gu;
/** Marks stand on the character before them. */
const MARKS = /\p{M}/gu;

export const displayWidth = (text: string): number =>
  [...text.replace(MARKS, '')].length + (text.match(WIDE)?.length ?? 0);

/** With spaces behind it up to a width in columns. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

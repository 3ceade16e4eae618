/** How numbers and names are written, the same in every view of one language. */

import { REFUSAL } from '../text/refusal.js';
import { marksOf } from './marks.js';
import { english, type Say } from './say.js';

/** What numbers need to know of the reader. */
export type Reader = Pick<Say, 'locale'>;

/** Two decimals with a real minus sign, never "-0.00". */
export function number(value: number, reader: Reader = english, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  const written = text.replace('.', marksOf(reader.locale).decimal);
  return value < 0 && Number(text) !== 0 ? `−${written}` : written;
}

/** The answer that was read; null: none. */
export function readText(answer: string | null, say: Say = english): string {
  if (answer === null) return say('not readable');
  return answer === REFUSAL ? say('declined') : answer;
}

export const interval = (
  [low, high]: readonly [number, number],
  reader: Reader = english,
  digits = 2,
): string =>
  `[${[low, high].map((end) => number(end, reader, digits)).join(marksOf(reader.locale).between)}]`;

/** A number that is written already, and its 95 % interval behind it where there is one: "0.12 [0.05, 0.20]". */
export const withInterval = (
  text: string,
  ci: readonly [number, number] | null | undefined,
  reader: Reader = english,
): string => (ci ? `${text} ${interval(ci, reader)}` : text);

/** A difference with its sign. */
export const signedNumber = (value: number, reader: Reader = english): string =>
  `${value < 0 ? '' : '+'}${number(value, reader)}`;

export const pValue = (p: number, reader: Reader = english): string =>
  p < 0.01 ? `p < ${number(0.01, reader)}` : `p = ${number(p, reader)}`;

/** A share as "25 of 100 cases" would say it. */
export const perHundred = (share: number): number => Math.round(share * 100);

/** A share as "25 %". */
export const percent = (share: number): string => `${perHundred(share)} %`;

/** A share and its 95 % interval, both in percent: "33 % [12, 54]". */
export const percentWithin = (
  share: number,
  ci: readonly [number, number] | null | undefined,
): string => (ci ? `${percent(share)} [${ci.map(perHundred).join(', ')}]` : percent(share));

export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(value)} ${value === 1 ? noun : plural}`;
}

export const thousands = (value: number, reader: Reader = english): string =>
  marksOf(reader.locale).whole.format(value);

/** US dollars; an unknown price is never written as zero. */
export function money(usd: number | null, say: Say = english): string {
  if (usd === null) return say('price unknown');
  if (usd > 0 && usd < 0.005) return say('under $0.01');
  return marksOf(say.locale).dollars.format(Number(usd.toFixed(2)));
}

/** For instance `0.85 s`. */
export const secondsText = (milliseconds: number, reader: Reader = english): string =>
  `${number(milliseconds / 1000, reader)} s`;

export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `format-1` as people read it: "Format 1". */
export function variantName(id: string): string {
  const words = /-\d+$/.test(id) ? id.replace(/-/g, ' ') : id;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An accuracy as cases: "14.5 of 16", whole numbers where they are whole. */
export function rightOn(accuracy: number, cases: number, say: Say = english): string {
  const right = accuracy * cases;
  const rounded = Number(right.toFixed(1));
  const text = Number.isInteger(rounded) ? rounded : number(right, say, 1);
  return say('{n} of {of}', { n: text, of: cases });
}

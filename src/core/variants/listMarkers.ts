/** Which markers a list may be given without changing what the prompt asks for. */

import { literalPattern } from '../text/literalPattern.js';
import { MAX_LETTERED, type Marker } from './classes/formatGrammar.js';
import { isReferredTo, isStatementList, isTermList } from './dataSpans.js';
import { isBullet, listsOf, type ListItem } from './lists.js';
import { BLOCK_TAG } from './templateTags.js';

export interface MarkerContext {
  readonly marker: Marker;
  /** Label words of the prompt. */
  readonly labels: readonly string[];
  /** The texts of the prompt's other messages. */
  readonly around: string;
}

/**
 * Whether a list of `text` means the same with this marker. Letters stay the letters they are, steps stay numbered and values
 * unnumbered. Numbers that may be answers or are referred to stay, and no marker is taken that already means something else.
 */
export function mayBeMarked(
  text: string,
  list: readonly ListItem[],
  { marker, labels, around }: MarkerContext,
): boolean {
  const whole = text.slice(list[0]?.start, list.at(-1)?.end);
  const numbers = list.map((item) => labelOf(item.marker).toLowerCase());
  if (BLOCK_TAG.test(whole) || labels.some((label) => numbers.includes(label.toLowerCase())))
    return false;
  const isKept = list.every((item) => labelOf(marker.of(item.index)) === labelOf(item.marker));
  const rest = `${around}\n${withoutMarkers(text, list)}`;
  if (!isKept && (NAMES_LABELS.test(rest) || isMentioned(rest, numbers))) return false;
  return !isTaken(text, list, { marker, rest, isKept }) && isOfItsKind(text, list, marker, isKept);
}

/** The letter or number of a marker; empty for a bullet. */
const labelOf = (marker: string) => marker.replace(/[^\p{L}\p{N}]/gu, '');

const withoutMarkers = (text: string, list: readonly ListItem[]): string =>
  list.reduceRight(
    (left, { start, contentStart }) => left.slice(0, start) + left.slice(contentStart),
    text,
  );

/** Words for what an item is answered or named by, in the supported languages. */
const NAMES_LABELS = new RegExp(
  [
    String.raw`(?<!\p{L})(?:`,
    [
      'letters?|number(?:s|ed|ing)?|numerals?|digits?|keys?|options?|grades?|choices?|identifiers?|ids?|codes?|index(?:es)?|indices|positions?',
      String.raw`\p{L}*buchstaben?|nummern?|ziffern?|schlüssel|option(?:en)?|schulnoten?|kennung|auswahl\p{L}*`,
      'lettres?|numéros?|chiffres?|clés?|choix|letras?|números?|claves?|opci(?:ón|ones)|calificaci(?:ón|ones)|elecci(?:ón|ones)',
      'letter[ae]|numer[oi]|chiav[ei]|opzion[ei]|scelt[ae]|vot[oi]|chaves?|opç(?:ão|ões)|escolhas?|alternativas?',
      'nummers?|cijfers?|sleutels?|opties?|keuzes?',
      String.raw`(?:die|der|eine|einer|als|mit|une|la|sa|una|uma|a) (?:\p{L}+ )?not(?:en?|as?|es)`,
    ].join('|'),
    String.raw`)(?!\p{L})`,
    '|英字|アルファベット|記号|番号|数字|選択肢|成績|評価|キー|字母|编号|序号|编码|键|选项|等级|评级|成绩',
  ].join(''),
  'iu',
);

/** Whether one of the numbers stands alone in the text. */
const isMentioned = (text: string, numbers: readonly string[]): boolean =>
  numbers
    .filter((number) => /\p{N}/u.test(number))
    .some((number) =>
      new RegExp(
        String.raw`(?<![\p{Script=Latin}\p{N}_.,])${number}(?![\p{Script=Latin}\p{N}_]|[.,]\p{N})`,
        'u',
      ).test(text),
    );

/** Whether other lists or references (`[1]`) have these markers already, or, in another form, the letters or numbers. */
function isTaken(
  text: string,
  list: readonly ListItem[],
  { marker, rest, isKept }: { marker: Marker; rest: string; isKept: boolean },
): boolean {
  if (marker.kind === 'bullet') return false;
  const next = list.map(({ index }) => marker.of(index));
  const others = listsOf(text)
    .flat()
    .filter((item) => !list.some(({ start }) => start === item.start));
  const labels = new Set(next.map((each) => labelOf(each).toLowerCase()));
  return (
    (!isKept && others.some((item) => labels.has(labelOf(item.marker).toLowerCase()))) ||
    next.some((each) =>
      new RegExp(String.raw`(?<![\p{L}\p{N}([])${literalPattern(each)}(?!\p{N})`, 'u').test(rest),
    )
  );
}

function isOfItsKind(
  text: string,
  list: readonly ListItem[],
  marker: Marker,
  isKept: boolean,
): boolean {
  if (marker.kind === 'letter' && list.some(({ index }) => index >= MAX_LETTERED)) return false;
  if (list.every(isBullet)) return marker.kind === 'bullet' || isStatementList(text, list);
  if (list.some((item) => /\p{L}/u.test(item.marker))) return isKept;
  if (marker.kind === 'bullet') return false;
  return marker.kind === 'number' || !(isTermList(text, list) || isReferredTo(text, list));
}

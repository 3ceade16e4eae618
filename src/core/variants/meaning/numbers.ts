/** Numbers of a text, in digits and in words. */

import { opensSentences } from '../../text/language.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { mergeSpans, replaceSpans } from '../../text/span.js';
import { datesIn } from './dates.js';

/** From two on, because the word for one is often an article; then the tens from twenty, and a hundred. */
const NUMBER_WORDS: Readonly<Record<Exclude<LanguageCode, 'ja' | 'zh'>, readonly string[]>> = {
  en: [
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'twenty thirty forty fifty sixty seventy eighty ninety hundred',
  ],
  de: [
    'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert',
  ],
  fr: [
    'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
    'vingt trente quarante cinquante soixante',
  ],
  es: [
    'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince',
    'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien',
  ],
  it: [
    'due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici',
    'venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento',
  ],
  pt: [
    'dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze',
    'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem',
  ],
  nl: [
    'twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien',
    'twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd',
  ],
};

/** By language: what each word means. */
const MEANINGS = Object.fromEntries(
  Object.entries(NUMBER_WORDS).map(([language, [ones = '', tens = '']]) => [
    language,
    new Map([
      ...ones.split(' ').map((word, at) => [word, at + 2] as const),
      ...tens.split(' ').map((word, at) => [word, 10 * (at + 2)] as const),
    ]),
  ]),
);

export const isEnglishNumber = (word: string): boolean =>
  MEANINGS['en']?.has(word.toLowerCase()) ?? false;

/** Whether the word is a number in a supported language. */
export const isNumberWordAnywhere = (word: string): boolean =>
  Object.values(MEANINGS).some((meanings) => meanings.has(word.toLowerCase()));

/** The numbers of words joined by hyphens; English where the language is unknown. `twenty-five` is one, `ten-word` is ten. */
function figuresOf(words: string, language: LanguageCode | null): string[] {
  const meanings = MEANINGS[language ?? 'en'];
  const parts = words
    .toLowerCase()
    .split('-')
    .map((word) => meanings?.get(word));
  const [tens = 0, ones = 0, ...others] = parts;
  if (others.length === 0 && tens >= 20 && ones > 0 && ones < 10) return [String(tens + ones)];
  return parts.flatMap((part) => (part === undefined ? [] : [String(part)]));
}

/** Not part of a name (`word1`, `GPT-4`), and not an ordinal. */
const NUMBER =
  /(?<![\p{L}_]|\p{L}-)\p{N}+(?:[.,:]\p{N}+)*(?!\p{N}|(?:st|nd|rd|th)\b|[.,:]\p{N}|_)|\p{L}+(?:-\p{L}+)*/gu;

export interface FoundNumber {
  /** As figures, in every way it can be read: `1.000` is also `1000`, a date is `2024-01-05`. */
  readonly readings: readonly string[];
  /**
   * `certain`: in digits with one reading, or a word that counts what follows it. `unless-replaced`: a word that may say less
   * than a number (`the two`), unless another number takes its place. `doubtful`: perhaps another word (Italian `sei`).
   */
  readonly certainty: 'certain' | 'unless-replaced' | 'doubtful';
}

/** Digits of every script, dates and spelled numbers, in no particular order. */
export function foundNumbers(text: string, language: LanguageCode | null): FoundNumber[] {
  const dates = datesIn(text);
  const rest = replaceSpans(
    text,
    mergeSpans(dates).map((span) => ({ ...span, by: ' ' })),
  );
  return [
    ...dates.map(({ readings, isCertain }) => ({ readings, certainty: certainIf(isCertain) })),
    ...[...rest.matchAll(NUMBER)].flatMap(({ 0: found, index }): FoundNumber[] => {
      if (/^\p{N}/u.test(found)) return [digitsOf(found)];
      const certainty = certaintyOf(found, rest.slice(0, index), rest.slice(index + found.length));
      return figuresOf(found, language).map((figure) => ({ readings: [figure], certainty }));
    }),
  ];
}

/** The numbers of a text as figures: `1,000` is `1000`, `1,5` is `1.5`. */
export const numbersIn = (text: string, language: LanguageCode | null): string[] =>
  foundNumbers(text, language).map(({ readings }) => readings[0] as string);

function digitsOf(figure: string): FoundNumber {
  const first = plain(figure);
  const isGrouped = /^\d{1,3}(?:\.\d{3})+$/.test(first);
  return {
    readings: isGrouped ? [first, first.replaceAll('.', '')] : [first],
    certainty: certainIf(!isGrouped),
  };
}

/** Words that are also something else: Italian "you are", French "new", German and Dutch "attention", "sieve" and "elf". */
const HOMOGRAPHS = /^(?:sei|neuf|acht|sieben|zeven|elf|once|cento|otto)$/iu;

/** Prepositions a number follows, but not the verb or adjective it may be. */
const BEFORE_COUNT =
  /(?:^|\s)(?:in|di|con|da|entro|massimo|en|de|avec|mit|met|van|von|höchstens|mindestens|hoogstens)\s+$/iu;
const COUNTED = /^\s+(?:(?:or|to|and|oder|bis|und|ou|à|et|o|a|e|y|of|tot|en)\s+\S+\s+)?(\p{L}+)/u;

const certainIf = (isSo: boolean): FoundNumber['certainty'] => (isSo ? 'certain' : 'doubtful');

/** A number stands right before what it counts, also with another number between: `two or three words`. */
function certaintyOf(word: string, before: string, after: string): FoundNumber['certainty'] {
  const next = COUNTED.exec(after)?.[1];
  const isCounting = next !== undefined && !opensSentences(next);
  if (HOMOGRAPHS.test(word)) return certainIf(isCounting && BEFORE_COUNT.test(before));
  return word.includes('-') || isCounting ? 'certain' : 'unless-replaced';
}

function plain(figure: string): string {
  const ascii = figure.normalize('NFKC').replace(/^0+(?=\d+$)/, '');
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(ascii)
    ? ascii.replaceAll(',', '')
    : ascii.replace(/^(\d+),(\d+)$/, '$1.$2');
}

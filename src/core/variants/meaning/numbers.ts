/** Numbers of a text, in digits and in words. */

import type { LanguageCode } from '../../text/languageWords.js';

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

/** Numbers in English words, which no rule may misspell. */
export const isNumberWord = (word: string): boolean =>
  MEANINGS['en']?.has(word.toLowerCase()) ?? false;

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

/** Digits of every script and spelled numbers as figures, in their order: `1,000` is `1000`, `1,5` is `1.5`. */
export function numbersIn(text: string, language: LanguageCode | null): string[] {
  return [...text.matchAll(NUMBER)].flatMap(([found]) =>
    /^\p{N}/u.test(found) ? [plain(found)] : figuresOf(found, language),
  );
}

function plain(figure: string): string {
  const ascii = figure.normalize('NFKC');
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(ascii)
    ? ascii.replaceAll(',', '')
    : ascii.replace(/^(\d+),(\d+)$/, '$1.$2');
}

/** Numbers of a text, in digits and in words. */

import type { LanguageCode } from '../../text/languageWords.js';

const split = (list: string): readonly string[] => list.split(' ');

/** From two on, because the word for one is often an article. */
const NUMBER_WORDS: Readonly<Record<Exclude<LanguageCode, 'ja' | 'zh'>, readonly string[]>> = {
  en: split(
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  ),
  de: split('zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
  fr: split('deux trois quatre cinq six sept huit neuf dix onze douze'),
  es: split('dos tres cuatro cinco seis siete ocho nueve diez once doce'),
  it: split('due tre quattro cinque sei sette otto nove dieci undici dodici'),
  pt: split('dois três quatro cinco seis sete oito nove dez onze doze'),
  nl: split('twee drie vier vijf zes zeven acht negen tien elf twaalf'),
};
const ENGLISH_COUNTS: Readonly<Record<string, string>> = { dozen: '12' };

/** Numbers in English words, which no rule may misspell. */
export const isNumberWord = (word: string): boolean => NUMBER_WORDS.en.includes(word.toLowerCase());

/** English where the language is unknown. */
function figureOf(word: string, language: LanguageCode | null): string | null {
  if (language === 'ja' || language === 'zh') return null;
  const own = language ?? 'en';
  const at = NUMBER_WORDS[own].indexOf(word);
  if (at >= 0) return String(at + 2);
  return own === 'en' ? (ENGLISH_COUNTS[word] ?? null) : null;
}

/** Not part of a name (`word1`, `GPT-4`), and not an ordinal. */
const NUMBER =
  /(?<![\p{L}_]|\p{L}-)\p{N}+(?:[.,:]\p{N}+)*(?!\p{N}|(?:st|nd|rd|th)\b|[.,:]\p{N}|_)|\p{L}+/gu;

/** Digits of every script and spelled numbers as figures, in their order: `1,000` is `1000`, `1,5` is `1.5`. */
export function numbersIn(text: string, language: LanguageCode | null): string[] {
  return [...text.matchAll(NUMBER)].flatMap(([found]) =>
    /^\p{N}/u.test(found) ? [plain(found)] : (figureOf(found.toLowerCase(), language) ?? []),
  );
}

function plain(figure: string): string {
  const ascii = figure.normalize('NFKC');
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(ascii)
    ? ascii.replaceAll(',', '')
    : ascii.replace(/^(\d+),(\d+)$/, '$1.$2');
}

import { LANGUAGE_CODES, LANGUAGE_WORDS, type LanguageCode } from './languageWords.js';

/** Min share of the recognized words that belong to the language: below it, the text is mixed or unclear. */
const CLEAR_SHARE = 0.6;
/** A text in another script than Latin may name things in Latin letters, and the other way round. */
const SCRIPT_SHARE = 0.3;
/** Min share of a text's words that are in a list; about half of them are in ordinary prose. */
const MIN_KNOWN = 0.2;
/** Max share of words with letters that no supported language has: names. */
const MAX_FOREIGN = 0.1;
const FOREIGN = /[^a-zàâäáãæçéèêëíìîïñóòôöõœúùûüÿß]/;

/**
 * The language of a text; null if it is another language, mixed, or too short to tell. Pass prose without code and
 * placeholders, whose words are usually English.
 */
export function languageOf(text: string): LanguageCode | null {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  if (letters === 0) return null;
  if (kana + han >= SCRIPT_SHARE * letters) {
    // Japanese has at least a few particles in kana; a Chinese text may name something in kana.
    return kana >= 0.1 * (kana + han) ? 'ja' : 'zh';
  }
  return latin >= (1 - SCRIPT_SHARE) * letters ? latinLanguageOf(text) : null;
}

function latinLanguageOf(text: string): LanguageCode | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const known = words.filter((word) => all.has(word));
  const isEvident = known.length > 1 || known.some((word) => word.length > 2);
  const foreign = words.filter((word) => FOREIGN.test(word));
  if (
    !isEvident ||
    known.length < MIN_KNOWN * words.length ||
    foreign.length > MAX_FOREIGN * words.length
  )
    return null;
  const counted = LANGUAGE_CODES.flatMap((language) => {
    if (language === 'ja' || language === 'zh') return [];
    const own = LANGUAGE_WORDS[language];
    return [{ language, hits: known.filter((word) => own.has(word)).length }];
  }).sort((a, b) => b.hits - a.hits);
  const [first, second] = counted;
  if (!first || !second || first.hits === second.hits) return null;
  return first.hits >= CLEAR_SHARE * known.length ? first.language : null;
}

const all: ReadonlySet<string> = new Set(
  Object.values(LANGUAGE_WORDS).flatMap((words) => [...words]),
);

/** Whether a word opens sentences in a supported language: a function word or an imperative, not a name or a noun. */
export const opensSentences = (word: string): boolean => all.has(word.toLowerCase());

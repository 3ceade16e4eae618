/**
 * The sentences of a paragraph: the boundaries of Unicode (UAX #29, `Intl.Segmenter`), except after abbreviations, initials,
 * ordinals, dates and step numbers, and inside text that must not be cut. In doubt there is no boundary.
 */

import { BEFORE_NUMBER, LEGAL_FORM, MAY_BE_LAST, NEVER_LAST } from './abbreviations.js';
import { opensSentences } from './language.js';
import type { Span } from './span.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Spans of the sentences of `text`, one paragraph, without the white space between them; line breaks count as spaces.
 * `whole` are sorted spans that no sentence ends in: code, placeholders, quotes, addresses. A quote that ends a sentence
 * ends it.
 */
export function sentencesOf(text: string, whole: readonly Span[]): Span[] {
  const shown = masked(text, whole);
  const sentences: Span[] = [];
  let from = 0;
  for (const { index, segment } of segmenter.segment(shown)) {
    const end = index + segment.trimEnd().length;
    const rest = shown.slice(index + segment.length);
    if (rest !== '' && !isBoundary(shown.slice(from, end), rest)) continue;
    // `.NET` and `Yes.No`: without a space after it, a mark of a script with spaces ends nothing.
    const isClose = end === index + segment.length;
    if (isClose && /[.!?]$/.test(shown.slice(from, end)) && /^[\p{L}\p{N}]/u.test(rest)) continue;
    const start = from + (/^\s*/.exec(shown.slice(from))?.[0].length ?? 0);
    if (end > start) sentences.push({ start, end });
    from = index + segment.length;
  }
  return sentences;
}

/** Of the same length. A masked span looks like a capitalized word, and keeps the end of a sentence and its closing quote. */
function masked(text: string, whole: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of whole) {
    if (start < at) continue;
    const inside = text.slice(start, end);
    const isFollowed = /^\S/.test(text.slice(end));
    const closing = isFollowed ? '' : (/[.!?。！？]["'“”’»」』]$/u.exec(inside)?.[0] ?? '');
    shown += text.slice(at, start) + 'X'.repeat(inside.length - closing.length) + closing;
    at = end;
  }
  // Emphasis that closes after the end of a sentence is part of it, like a bracket.
  return (shown + text.slice(at))
    .replace(/\s/g, ' ')
    .replace(/(?<=[.!?。！？])[*_]+(?=\s|$)/g, (marks) => ')'.repeat(marks.length));
}

/** The word or number before a final period. */
const LAST_WORD = /(?:^|[\s([{„“"'«/-])((?:\p{L}+\.)*\p{L}[\p{L}’'-]*|\p{N}+)\.$/u;

function isBoundary(sentence: string, rest: string): boolean {
  if (isInBrackets(sentence, rest)) return false;
  if (/[!?]$/.test(sentence) && (/^\s*\p{Ll}/u.test(rest) || LEGAL_FORM.test(rest))) return false;
  const last = LAST_WORD.exec(sentence);
  const word = last?.[1];
  if (!last || word === undefined) return true;
  const next = /^[\s"'“„«‘([{*_]*([\p{L}\p{N}]+)/u.exec(rest)?.[1] ?? '';
  const before = sentence.slice(0, last.index);
  const isStart = !/[\p{L}\p{N}]/u.test(before);
  if (/^\p{N}+$/u.test(word)) return !isStart && endsNumber(word, { before, rest, next });
  const key = word.toLowerCase();
  if (NEVER_LAST.has(key) || isSecondPart(word, before)) return false;
  if (BEFORE_NUMBER.has(key) && /^\p{N}/u.test(next)) return false;
  if (/^\p{L}$/u.test(word)) return !isStart && endsLetter(word, { before, next });
  const isShort = MAY_BE_LAST.has(key) || /^(?:\p{L}\.)+\p{L}$/u.test(word);
  return !isShort || (opensSentences(next) && !/^\p{Lu}{2,}$/u.test(next));
}

/** Whether a bracket is still open, or closes around part of a sentence in a script without spaces: `（例：API。）は`. */
function isInBrackets(sentence: string, rest: string): boolean {
  const opened = [...sentence.matchAll(OPENING)].length - [...sentence.matchAll(CLOSING)].length;
  if (opened > 0 && rest.search(CLOSING) >= 0) return true;
  return (
    /[。！？][）】］〕〉》」』]+$/u.test(sentence) && !/^\s*[（【［〔〈《「『]/u.test(sentence)
  );
}

const OPENING = /[（【［〔〈《「『]/gu;
const CLOSING = /[）】］〕〉》」』]/gu;

/** `p. ex.` and `n. Chr.`, whose parts are written apart. */
const isSecondPart = (word: string, before: string): boolean =>
  word.length <= 3 && /(?:^|[\s(])\p{Ll}\.$/u.test(before);

/** `1. Read it.` is a step and `3. Mai` a date; `See p. 3.` and "at most 3. Never …" end a sentence. */
function endsNumber(
  digits: string,
  { before, rest, next }: { before: string; rest: string; next: string },
): boolean {
  const counted = /(\p{L}+)\.$/u.exec(before)?.[1] ?? '';
  const isNumbered = [BEFORE_NUMBER, MAY_BE_LAST].some((each) => each.has(counted.toLowerCase()));
  const isGermanRequest = /^\s*\p{Lu}\p{Ll}+n Sie\b/u.test(rest);
  return digits.length > 3 || isNumbered || isGermanRequest || opensSentences(next);
}

/** "Choose A or B. Explain why." ends a sentence; `z. B.` and `J. Smith` do not. */
function endsLetter(letter: string, { before, next }: { before: string; next: string }): boolean {
  if (/\p{Lo}/u.test(letter)) return true;
  if (CHOICE.test(before) && next.length > 1) return true;
  const isSpacedAbbreviation = /(?:^|[\s(])\p{Ll}\.\s*$/u.test(before);
  return /\p{Lu}/u.test(letter) && !isSpacedAbbreviation && next.length > 1 && opensSentences(next);
}

/** Words before a letter that is a choice. */
const CHOICE =
  /(?:^|\s)(?:or|and|oder|und|ou|et|o|y|e|of|en|option|answer|class|grade|label)\s*$/iu;

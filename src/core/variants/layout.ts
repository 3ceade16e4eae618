/** The fields and sentences of a prompt's text, and where a line can be added. */

import { opensSentences } from '../text/language.js';
import { wholeWord } from '../text/literalPattern.js';
import { sentencesOf } from '../text/sentences.js';
import { matchesOf, overlaps, type Span } from '../text/span.js';
import { isTableRow, namedLinesOf, SHORT_ELEMENT } from './dataSpans.js';
import { linesOf, type Line } from './lines.js';
import { topItemsOf } from './lists.js';
import { wholeSpansOf } from './protectedSpans.js';

/** `Name: value` on a line of its own. Offsets are into the text. */
export interface Field extends Span {
  readonly name: string;
  readonly nameEnd: number;
  /** Where the value starts; equal to `end` when the value is empty or on the next line. */
  readonly valueStart: number;
}

const MAX_NAME_WORDS = 4;
/** A longer line that ends in a colon is a sentence. */
const MAX_BARE_NAME_WORDS = 2;
const ARTICLE = /^(?:the|die|der|das|le|la|les|el|los|las|il|lo|i|gli|o|a|os|as|de|het)$/i;
const POSSESSIVE =
  /^(?:your|my|our|ihre?|deine?|meine?|unsere?|votre|notre|ta|ton|tes|ma|mon|sus?|tus?|nuestr[ao]s?|tu[ao]|su[ao]|mi[ao]|vostr[ao]|nostr[ao]|seu|teu|minha|meu|noss[ao]|vossa|uw|jouw|je|mijn|onze?)$/i;

/**
 * Lines that start with a short name and a colon. Left out are names that hold a label word or a placeholder, layouts that
 * the answer must have, and sentences that announce something.
 */
export function fieldsOf(text: string, words: readonly string[]): Field[] {
  const whole = wholeSpansOf(text);
  const spans = [...whole, ...words.flatMap((word) => matchesOf(text, wholeWord(word)))];
  const quoted = whole.map(({ start, end }) => text.slice(start, end));
  return namedLinesOf(text)
    .filter(({ start, nameEnd, isData }) => !isData && !overlaps(spans, { start, end: nameEnd }))
    .filter(({ name, valueStart, end }) => isName(name, valueStart === end))
    .filter(({ name }) => !quoted.some((quote) => quote.includes(`${name}:`)))
    .map(({ name, start, end, nameEnd, valueStart }) => ({
      name,
      start,
      end,
      nameEnd,
      valueStart,
    }));
}

function isName(name: string, isBare: boolean): boolean {
  const words = name.split(/\s+/);
  const own = withoutPossessive(words);
  if (own.length > (isBare ? MAX_BARE_NAME_WORDS : MAX_NAME_WORDS)) return false;
  const rest = ARTICLE.test(own[0] ?? '') ? own.slice(1) : own;
  return own.length === 1 || !rest.some(opensSentences);
}

/** `La tua risposta` is `risposta`. */
function withoutPossessive(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words;
  if (words.length > 1 && POSSESSIVE.test(first)) return words.slice(1);
  const isSecond = words.length > 2 && ARTICLE.test(first) && POSSESSIVE.test(second);
  return isSecond ? words.slice(2) : words;
}

/** The sentences of each paragraph of prose: without fields, lists, headings, tables, code and data. */
export function proseOf(text: string): Span[][] {
  const whole = wholeSpansOf(text);
  return paragraphsOf(text)
    .flatMap((paragraph) => outsideTags(text, paragraph))
    .map(({ start, end }) =>
      sentencesOf(
        text.slice(start, end),
        whole
          .filter((span) => span.start < end && start < span.end)
          .map((span) => ({
            start: Math.max(0, span.start - start),
            end: Math.min(end, span.end) - start,
          })),
      ).map((span) => ({ start: span.start + start, end: span.end + start })),
    )
    .filter((sentences) => sentences.length > 0);
}

/** Runs of lines that are prose. A line that announces something ends its paragraph. */
function paragraphsOf(text: string): Span[] {
  const items = topItemsOf(text);
  const named = namedLinesOf(text).filter(
    ({ name, valueStart, end, isData }) => isData || isName(name, valueStart === end),
  );
  const paragraphs: Span[] = [];
  let isOpen = false;
  for (const line of linesOf(text)) {
    const isProse =
      isProseLine(line) &&
      !overlaps(items, line) &&
      !named.some(({ start }) => start === line.start);
    if (isProse && isOpen) {
      const last = paragraphs.at(-1) as Span;
      paragraphs[paragraphs.length - 1] = { start: last.start, end: line.end };
    } else if (isProse) paragraphs.push({ start: line.start, end: line.end });
    isOpen = isProse && !/[:：]\s*$/.test(line.text);
  }
  return paragraphs;
}

const TAG_OR_PLACEHOLDER_ONLY =
  /^\s*(?:(?:<\/?[A-Za-z][^>]*>|\{\{[^}]*\}\}|\{%[^%]*%\}|\$\{[^}]*\}|\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9]))\s*)+$/u;

function isProseLine({ text, isBlank, isCode }: Line): boolean {
  if (isBlank || isCode || isTableRow(text) || TAG_OR_PLACEHOLDER_ONLY.test(text)) return false;
  return !/^\s*(?:#{1,6}\s|>|[-*_=]{3,}\s*$|[{}[\]]\s*$)/.test(text);
}

/** Tags for emphasis and the like, which stand in sentences. */
const INLINE_TAG = /^<\/?(?:b|i|u|em|strong|code|kbd|mark|small|span|sub|sup|a|br|q|s)\b/i;

/** A paragraph cut at the tags that structure it: pairs whose text stands apart from what is around them. */
function outsideTags(text: string, { start, end }: Span): Span[] {
  const inside = text.slice(start, end);
  const cuts = [
    ...matchesOf(inside, SHORT_ELEMENT).filter((element) => standsApart(inside, element)),
    ...matchesOf(inside, /<\/?[A-Za-z][^>\n]*>/g).filter((tag) => structures(text, inside, tag)),
  ].toSorted((a, b) => a.start - b.start);
  const parts: Span[] = [];
  let from = start;
  for (const cut of cuts) {
    if (start + cut.start > from) parts.push({ start: from, end: start + cut.start });
    from = Math.max(from, start + cut.end);
  }
  if (end > from) parts.push({ start: from, end });
  return parts;
}

const standsApart = (text: string, { start, end }: Span) =>
  /(?:^|[.!?:。！？：\n])\s*$/.test(text.slice(0, start)) &&
  !/^\s*[\p{Ll}.,;]/u.test(text.slice(end));

function structures(whole: string, text: string, { start, end }: Span): boolean {
  const tag = text.slice(start, end);
  const name = /^<\/?([A-Za-z][\w-]*)/.exec(tag)?.[1] ?? '';
  if (INLINE_TAG.test(tag) || !whole.includes(`</${name}>`)) return false;
  return tag.startsWith('</')
    ? /(?:[.!?。！？]|^|\n)\s*$/.test(text.slice(0, start)) || /^\s*(?:\n|$)/.test(text.slice(end))
    : /(?:^|[.!?:。！？：\n])\s*$/.test(text.slice(0, start));
}

/** The end of a complete sentence. */
export const SENTENCE_END = /[.!?。！？]["'”’»」』)*_]*$/u;

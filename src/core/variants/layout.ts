/** Finds fields, list items and sentences in a prompt's text, outside code and JSON. */

import { overlaps, protectedSpans, type Span } from './protectedSpans.js';

/** `Name: value` on a line of its own. Offsets are into the text. */
export interface Field extends Span {
  readonly name: string;
  readonly nameEnd: number;
  /** Where the value starts; equal to `end` when the value is empty or on the next line. */
  readonly valueStart: number;
}

export interface ListItem extends Span {
  readonly indent: string;
  /** `-`, `3.`, `(b)`, … */
  readonly marker: string;
  readonly contentStart: number;
}

/** Code and template comments, which have no fields or lists. */
const CODE = /```[\s\S]*?(?:```|$)|\{\{!(?:--[\s\S]*?--|[\s\S]*?)\}\}|\{#[\s\S]*?#\}/g;

function linesOf(text: string): Span[] {
  const code = [...text.matchAll(CODE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...text.matchAll(/[^\n]+/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((line) => !overlaps(code, line));
}

/** Lines that start with a short name and a colon. Names that contain a label word or a placeholder are skipped. */
export function fieldsOf(text: string, labels: readonly string[]): Field[] {
  const spans = protectedSpans(text, labels);
  return linesOf(text).flatMap((line): Field[] => {
    const match = /^(\p{L}[\p{L} _/-]{0,30}?):(?:[ \t]+|$)/u.exec(text.slice(line.start, line.end));
    const name = match?.[1];
    const words = name?.split(/\s+/).length ?? 0;
    const bare = line.start + (match?.[0].length ?? 0) === line.end;
    // A longer line that ends in a colon is a sentence, not a field name.
    if (!match || name === undefined || words > (bare ? 2 : 4)) return [];
    const nameEnd = line.start + name.length;
    if (overlaps(spans, { start: line.start, end: nameEnd })) return [];
    return [
      { name, start: line.start, end: line.end, nameEnd, valueStart: line.start + match[0].length },
    ];
  });
}

const ITEM = /^([ \t]*)([-*•]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\[(?:\d{1,3}|[a-zA-Z])\])[ \t]+(?=\S)/;

/** Runs of at least two list items on adjacent lines with the same indentation. */
export function listsOf(text: string): ListItem[][] {
  const lists: ListItem[][] = [];
  let last: ListItem | null = null;
  for (const line of linesOf(text)) {
    const match = ITEM.exec(text.slice(line.start, line.end));
    if (!match) {
      last = null;
      continue;
    }
    const item: ListItem = {
      ...line,
      indent: match[1] as string,
      marker: match[2] as string,
      contentStart: line.start + match[0].length,
    };
    const follows = last && last.end + 1 === item.start && last.indent === item.indent;
    if (follows) lists.at(-1)?.push(item);
    else lists.push([item]);
    last = item;
  }
  return lists.filter((list) => list.length > 1);
}

/** Periods that do not end a sentence: abbreviations, and step numbers in prose. */
const NO_END = /(?:\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Dr)|(?:^|\s)\(?\d{1,3})\.$/;

/** The sentences of each paragraph of plain prose, without fields, lists, code or JSON. */
export function proseOf(text: string, labels: readonly string[]): Span[][] {
  const apart = [...fieldsOf(text, labels), ...listsOf(text).flat()];
  const spans = protectedSpans(text, labels);
  return [...text.matchAll(/[^\n](?:[^\n]|\n(?!\s*\n))*/g)].flatMap((paragraph) => {
    const start = paragraph.index;
    const whole = { start, end: start + paragraph[0].length };
    if (/```/.test(paragraph[0])) return [];
    const sentences: Span[] = [];
    let from = start;
    for (const stop of paragraph[0].matchAll(/[.!?](?=\s|$)/g)) {
      const end = start + stop.index + 1;
      const inside = spans.some((span) => span.start < end - 1 && end < span.end);
      if (inside || NO_END.test(text.slice(from, end))) continue;
      sentences.push({ start: from, end });
      from = end;
      while (from < whole.end && /\s/.test(text[from] as string)) from++;
    }
    if (from < whole.end) sentences.push({ start: from, end: whole.end });
    const prose = sentences.filter((sentence) => !overlaps(apart, sentence));
    return prose.length > 0 ? [prose] : [];
  });
}

/** Template tags that open or close a block. Text after one may belong to a single branch. */
export const BLOCK_TAG = /\{\{\s*[#/^>]|\{\{\s*else\b|\{%/;

/** Adds a line after the instructions: at the end, but before any fields, because the answer may complete the last one. */
export function withLine(text: string, line: string, labels: readonly string[]): string {
  const field = fieldsOf(text, labels)[0];
  if (!field) {
    const body = text.trimEnd();
    return `${body}\n${line}${text.slice(body.length)}`;
  }
  const block = text.search(BLOCK_TAG);
  const limit = block < 0 ? field.start : Math.min(field.start, block);
  const at = text.lastIndexOf('\n', limit - 1) + 1;
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}

/** Replaces spans of a text. They must be in order and not overlap. */
export function replaceSpans(
  text: string,
  replacements: readonly (Span & { readonly by: string })[],
): string {
  let at = 0;
  let result = '';
  for (const { start, end, by } of replacements) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}

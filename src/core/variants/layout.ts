/** How a prompt's text is laid out: fields, list items, sentences. What stands in code or JSON is none of these. */

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

/** Code, and comments of a template: what looks like a field or a list in them is none. */
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

/** Lines that begin with a short name and a colon. Names that hold a label word or a placeholder are left alone. */
export function fieldsOf(text: string, labels: readonly string[]): Field[] {
  const spans = protectedSpans(text, labels);
  return linesOf(text).flatMap((line): Field[] => {
    const match = /^(\p{L}[\p{L} _/-]{0,30}?):(?:[ \t]+|$)/u.exec(text.slice(line.start, line.end));
    const name = match?.[1];
    const words = name?.split(/\s+/).length ?? 0;
    const bare = line.start + (match?.[0].length ?? 0) === line.end;
    // A longer line that ends in a colon is a sentence that announces what follows, no name.
    if (!match || name === undefined || words > (bare ? 2 : 4)) return [];
    const nameEnd = line.start + name.length;
    if (overlaps(spans, { start: line.start, end: nameEnd })) return [];
    return [
      { name, start: line.start, end: line.end, nameEnd, valueStart: line.start + match[0].length },
    ];
  });
}

const ITEM = /^([ \t]*)([-*•]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\[(?:\d{1,3}|[a-zA-Z])\])[ \t]+(?=\S)/;

/** Runs of two and more list items on neighbouring lines with the same indentation. */
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

/** Full stops that end no sentence: abbreviations, and numbers of steps in running text. */
const NO_END = /(?:\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Dr)|(?:^|\s)\(?\d{1,3})\.$/;

/** The sentences of each paragraph that is plain prose: no field, no list, no code, no JSON. */
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

/** Tags of a template that open or close a block: what is put behind one may belong to one branch only. */
export const BLOCK_TAG = /\{\{\s*[#/^>]|\{\{\s*else\b|\{%/;

/** A line behind the instructions: at the end, but before fields, since the last of them may be what the answer completes. */
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

/** Replaces stretches of a text, given in order and without overlaps. */
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

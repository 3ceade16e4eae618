/** What no rewording may touch: placeholders, code, quoted text, addresses, numbers and label words. */

import { wholeWord } from '../text/literalPattern.js';
import { parseJson } from '../text/jsonDiff.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

const PROTECTED: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/g,
  /`[^`\n]+`/g,
  /\{\{[\s\S]*?\}\}/g,
  /\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g,
  /\$\{[^}\n]*\}/g,
  /\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu,
  /"[^"\n]*"|“[^”\n]*”|«[^»\n]*»/g,
  /(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])/gu,
  /\bhttps?:\/\/[^\s)>\]]+/g,
  /<\/?[A-Za-z][^>\n]*>/g,
  // A number, and a dotted or hyphenated name that holds one (v1.5, gpt-4).
  /[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*(?:[.,:/-][\p{L}\p{N}]+)*/gu,
];

/** A class tries many rewordings of the same few texts. */
const MAX_KEPT = 32;
const kept = new Map<string, readonly Span[]>();

/** The protected stretches of a text, sorted, without overlaps. */
export function protectedSpans(text: string, words: readonly string[]): readonly Span[] {
  const key = JSON.stringify([words, text]);
  const before = kept.get(key);
  if (before) return before;
  const spans = findProtected(text, words);
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(key, spans);
  return spans;
}

function findProtected(text: string, words: readonly string[]): Span[] {
  const found = [...PROTECTED, ...words.map(wholeWord), ...jsonBlocks(text)].flatMap((pattern) =>
    'start' in pattern
      ? [pattern]
      : [...text.matchAll(pattern)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
        })),
  );
  return merge(found);
}

/** Applies a change to the free stretches only. */
export function rewriteFree(
  text: string,
  words: readonly string[],
  change: (free: string) => string,
): string {
  let rest = 0;
  let result = '';
  for (const { start, end } of protectedSpans(text, words)) {
    result += change(text.slice(rest, start)) + text.slice(start, end);
    rest = end;
  }
  return result + change(text.slice(rest));
}

/** Whether the span overlaps any of the others. */
export const overlaps = (spans: readonly Span[], { start, end }: Span): boolean =>
  spans.some((span) => span.start < end && start < span.end);

/** Brace or bracket blocks that parse as JSON: examples of the wanted output. */
export function jsonBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  for (const opening of text.matchAll(/[{[]/g)) {
    const start = opening.index;
    if (blocks.some((block) => start < block.end)) continue;
    const end = closingOf(text, start);
    if (end !== null && isJson(text.slice(start, end))) blocks.push({ start, end });
  }
  return blocks;
}

function closingOf(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ('{['.includes(text[at] as string)) depth++;
    else if ('}]'.includes(text[at] as string) && --depth === 0) return at + 1;
  }
  return null;
}

const isJson = (text: string): boolean => parseJson(text) !== undefined;

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else if (span.end > span.start) merged.push(span);
  }
  return merged;
}

/** What no variant may touch: placeholders, code, quoted text, addresses, numbers, data, and label words. */

import { wholeWord } from '../text/literalPattern.js';
import { parseJson } from '../text/jsonDiff.js';
import { matchesOf, mergeSpans, type Span } from '../text/span.js';
import { dataIn } from './dataSpans.js';
import { codeIn } from './lines.js';
import { namesIn } from './nameSpans.js';

/** Texts that are read as a whole, whatever punctuation is in them. */
const WHOLE: readonly RegExp[] = [
  /`[^`\n]+`/g,
  /\{\{[\s\S]*?\}\}/g,
  /\{%[\s\S]*?%\}/g,
  /\$\{[^}\n]*\}/g,
  /\{[\p{L}_][\p{L}\p{N}_]*\}|\$(?:ARGUMENTS|[1-9])(?![\p{L}\p{N}_])/gu,
  /"[^"\n]*"|“[^”\n]*”|„[^“”"\n]*[“”"]|«[^»\n]*»|»[^«\n]*«|‹[^›\n]*›|‘[^’\n]*’(?!\p{L})/gu,
  /「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|‚[^‘’\n]*[‘’]/g,
  /(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])/gu,
  /\b(?:https?:\/\/|www\.)[^\s)>\]]+(?<![.,;:!?'"])/g,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /<\/?[A-Za-z][^>\n]*>/g,
];

/** A number, and a dotted or hyphenated name that holds one (v1.5, gpt-4). */
const NUMBER = /[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*(?:[.,:/-][\p{L}\p{N}]+)*/gu;
/** Words of code: snake_case, camelCase, paths, file names, and all capitals (SELECT, JSON). */
const CODE_WORDS: readonly RegExp[] = [
  /[\p{L}\p{N}]+(?:[_\\/][\p{L}\p{N}]+)+/gu,
  /\p{Ll}+\p{Lu}[\p{L}\p{N}]*/gu,
  /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)+(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu,
];

/** A class tries many variants of the same few texts. */
const MAX_KEPT = 32;

function remembered(find: (text: string, words: readonly string[]) => readonly Span[]) {
  const kept = new Map<string, readonly Span[]>();
  return (text: string, words: readonly string[]): readonly Span[] => {
    const key = JSON.stringify([words, text]);
    const before = kept.get(key);
    if (before) return before;
    const spans = find(text, words);
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
    kept.set(key, spans);
    return spans;
  };
}

const wholeSpans = remembered((text) =>
  mergeSpans([
    ...codeIn(text),
    ...WHOLE.flatMap((pattern) => matchesOf(text, pattern)),
    ...jsonBlocks(text),
  ]),
);

/** The stretches of a text no sentence ends in: code, placeholders, quotes, addresses, tags, JSON. Sorted, without overlaps. */
export const wholeSpansOf = (text: string): readonly Span[] => wholeSpans(text, []);

/** What a text must still have: wholes, data, numbers, words of code, and `words` wherever they occur. Sorted, without overlaps. */
export const factSpans = remembered((text, words) =>
  mergeSpans([
    ...wholeSpansOf(text),
    ...dataIn(text),
    ...[NUMBER, ...CODE_WORDS, ...words.map(wholeWord)].flatMap((pattern) =>
      matchesOf(text, pattern),
    ),
  ]),
);

/** The stretches of a text whose words no variant may change, whichever class makes it: facts and names. Sorted, without overlaps. */
export const protectedSpans = remembered((text, words) =>
  mergeSpans([...factSpans(text, words), ...namesIn(text)]),
);

/** Applies a change to the free stretches only. `at` is where the stretch starts. */
export function rewriteFree(
  text: string,
  words: readonly string[],
  change: (free: string, at: number) => string,
): string {
  let rest = 0;
  let result = '';
  for (const { start, end } of protectedSpans(text, words)) {
    result += change(text.slice(rest, start), rest) + text.slice(start, end);
    rest = end;
  }
  return result + change(text.slice(rest), rest);
}

/** Brace or bracket blocks that are JSON, or sketch it (`{"label": <word>}`): examples of the wanted output. */
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

/** Not `[1]`, which numbers an item or cites a source. */
const isJson = (text: string): boolean =>
  !/^\[\s*\d*\s*\]$/.test(text) &&
  (/^[{[]\s*(?:[{[]\s*)*["'][^"'\n]*["']\s*[:,\]]/.test(text) || parseJson(text) !== undefined);

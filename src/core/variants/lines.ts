/** A prompt's text as lines, and what is code. */

import { matchesOf, mergeSpans, overlaps, type Span } from '../text/span.js';
import { codeLinesIn } from './codeLines.js';

export interface Line extends Span {
  readonly text: string;
  /** Characters of white space before the text. */
  readonly indent: number;
  /** Part of a fenced block, of source code without a fence, or of a template comment. */
  readonly isCode: boolean;
  readonly isBlank: boolean;
}

/** Fenced code and template comments, which have no fields, lists or sentences. */
const CODE =
  /(?:```|~~~)[\s\S]*?(?:```|~~~|$)|\{\{!(?:--[\s\S]*?--|[\s\S]*?)\}\}|\{#[\s\S]*?#\}|<!--[\s\S]*?(?:-->|$)/g;

/** Those, and source code without a fence. Sorted, without overlaps. */
export const codeIn = (text: string): readonly Span[] =>
  mergeSpans([...matchesOf(text, CODE), ...codeLinesIn(text)]);

/** All lines without their line breaks, blank ones included. */
export function linesOf(text: string): Line[] {
  const code = codeIn(text);
  return matchesOf(text, /[^\n]*(?:\n|$)/g)
    .filter(({ start, end }) => end > start)
    .map(({ start, end: next }) => {
      const end = text[next - 1] === '\n' ? next - 1 : next;
      const line = text.slice(start, end);
      return {
        start,
        end,
        text: line,
        indent: /^[ \t]*/.exec(line)?.[0].length ?? 0,
        isCode: overlaps(code, { start, end: Math.max(end, start + 1) }),
        isBlank: line.trim() === '',
      };
    });
}

/** Source code that stands in a text without a fence. In doubt a line is prose. */

import { matchesOf, type Span } from '../text/span.js';

/** Lines prose does not have: comments, declarations, imports, and statements with their semicolon. */
const CODE_LINE: readonly RegExp[] = [
  /^\s*(?:\/\/|\/\*|\*\/|#!\/|#include\b|<\?php)/,
  /^\s*(?:(?:export|default|async|public|private|protected|static|pub|final) )*(?:function\*?|fn|func|def|void|int) \w+\s*[(<]/,
  /^\s*(?:export )?(?:const|let|var) (?:\w+|[{[][^=]*[}\]])(?:\s*:[^=]+)?\s*=/,
  /^\s*(?:from [\w.]+ import \w|import (?:\w+ as \w+|[\w.*]+;|[{*].*\bfrom\b)|using [\w.]+;|package [\w.]+;?$)/,
  /^\s*(?:export )?(?:abstract )?class [A-Z]\w*(?:\(.*\))?\s*(?:(?:extends|implements) [^{]*)?[:{]\s*$/,
  /^\s*(?:(?:if|for|while|switch|catch)\s*\(.*\)|try|do)\s*\{\s*$/,
  /^\s*[\w.$[\]]+(?:\s*[-+*/]?=(?!=)|\().*;\s*$/,
];
/** Below such a line, it goes on with what is indented or closes a brace. */
const GOES_ON = /^(?:[ \t]+\S|\}[\s);,]*(?:(?:else|catch|finally)\b.*\{)?\s*$)/;

/** Runs of lines that are code. Sorted, without overlaps. */
export function codeLinesIn(text: string): Span[] {
  const lines = matchesOf(text, /[^\n]+/g).map((span) => ({
    ...span,
    text: text.slice(span.start, span.end),
  }));
  const runs: Span[] = [];
  let inside = false;
  for (const line of lines) {
    const isCode = CODE_LINE.some((pattern) => pattern.test(line.text));
    if (!isCode && !(inside && GOES_ON.test(line.text))) {
      inside = false;
      continue;
    }
    const last = runs.at(-1);
    if (inside && last) runs[runs.length - 1] = { start: last.start, end: line.end };
    else runs.push({ start: line.start, end: line.end });
    inside = true;
  }
  return runs;
}

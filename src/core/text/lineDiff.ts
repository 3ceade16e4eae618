/** A diff for prompts, whose lines move as a whole: by lines, and by words only within similar lines. */

import { diffArrays } from 'diff';
import { diffTexts, type DiffPart } from './diff.js';

export interface DiffLine {
  readonly kind: 'same' | 'changed' | 'added' | 'removed' | 'movedHere' | 'movedAway';
  readonly parts: readonly DiffPart[];
}

/** Lines that share at least this fraction of their words count as one changed line. */
const ALIKE = 0.4;

/** The lines of both texts in order, each kept, removed, added, changed or moved. */
export function diffLineByLine(before: string, after: string): DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const lines: DiffLine[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]) => {
    lines.push(...pairUp(removed, added));
    removed = [];
  };
  for (const change of diffArrays(old, fresh)) {
    if (change.removed) removed = change.value;
    else if (change.added) flush(change.value);
    else {
      flush([]);
      lines.push(...change.value.map((text): DiffLine => ({ kind: 'same', parts: same(text) })));
    }
  }
  flush([]);
  return markMoved(lines);
}

const linesOf = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .split('\n');
const same = (text: string): DiffPart[] => (text === '' ? [] : [{ kind: 'same', text }]);
const textOf = ({ parts }: DiffLine) => parts.map(({ text }) => text).join('');

function pairUp(removed: readonly string[], added: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let next = 0;
  for (const old of removed) {
    const partner = added.findIndex((text, index) => index >= next && likeness(old, text) >= ALIKE);
    if (partner < 0) {
      lines.push({ kind: 'removed', parts: [{ kind: 'removed', text: old }] });
      continue;
    }
    lines.push(...added.slice(next, partner).map(addedLine));
    lines.push({ kind: 'changed', parts: diffTexts(old, added[partner] as string) });
    next = partner + 1;
  }
  return [...lines, ...added.slice(next).map(addedLine)];
}

const addedLine = (text: string): DiffLine => ({ kind: 'added', parts: [{ kind: 'added', text }] });

/** Share of the shorter line's words that are also in the other, in [0,1]. */
function likeness(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const smaller = Math.min(first.size, second.size);
  if (smaller === 0) return a.trim() === b.trim() ? 1 : 0;
  return [...first].filter((word) => second.has(word)).length / smaller;
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Marks lines that were removed in one place and added in another as moved. */
function markMoved(lines: readonly DiffLine[]): DiffLine[] {
  const textsOf = (kind: DiffLine['kind']) =>
    new Set(
      lines
        .filter((line) => line.kind === kind)
        .map((line) => textOf(line).trim())
        .filter((text) => text !== ''),
    );
  const [gone, come] = [textsOf('removed'), textsOf('added')];
  return lines.map((line) => {
    const text = textOf(line).trim();
    if (line.kind === 'removed' && come.has(text)) return { ...line, kind: 'movedAway' };
    if (line.kind === 'added' && gone.has(text)) return { ...line, kind: 'movedHere' };
    return line;
  });
}

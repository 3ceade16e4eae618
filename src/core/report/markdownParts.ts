/** Markdown in which whatever a model or a file says is text and nothing else. */

import { diffTexts, type DiffPart } from '../text/diff.js';
import type { DiffLine } from '../text/lineDiff.js';
import { printable } from '../text/printable.js';

/** A line for each label that has a text. */
export const listOf = (rows: readonly (readonly [string, string | null])[]) =>
  rows
    .flatMap(([label, text]) => (text === null ? [] : [`- **${label}** ${escaped(text)}`]))
    .join('\n');

/** Markup made here, of texts that are escaped. */
export interface Marked {
  readonly markdown: string;
}
type Cell = string | Marked;

export function tableOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const textOf = (cell: Cell) => (typeof cell === 'string' ? escaped(cell) : cell.markdown);
  const line = (cells: readonly Cell[]) => `| ${cells.map(textOf).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Model text may hold anything; in a table or a list it is text and nothing else. */
export function escaped(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>|#!@~]/g, (character) => `\\${character}`);
}

/** Two texts, with what each has alone marked where they have something in common. */
export function markedPair(before: string, after: string): readonly [Cell, Cell] {
  const parts = diffTexts(before, after);
  const isAlike = parts.some(({ kind, text }) => kind === 'same' && /[\p{L}\p{N}]/u.test(text));
  if (!isAlike || before === after) return [before, after];
  const side = (own: DiffPart['kind'], tag: string): Marked => ({
    markdown: parts
      .flatMap(({ kind, text }) =>
        kind === 'same'
          ? [escaped(text)]
          : kind === own
            ? [`<${tag}>${escaped(text)}</${tag}>`]
            : [],
      )
      .join(''),
  });
  return [side('removed', 'del'), side('added', 'ins')];
}

/** Unchanged lines kept before and after a change. */
const CONTEXT = 2;

/** Lines removed and added as a fenced diff, whose fence no line can close. */
export function diffBlock(lines: readonly DiffLine[]): string {
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const isNear = (at: number) => changed.some((each) => Math.abs(each - at) <= CONTEXT);
  const shown = lines.flatMap((line, at) => {
    if (isNear(at)) return diffLines(line);
    return at === 0 || isNear(at - 1) ? ['@@ … @@'] : [];
  });
  const longest = Math.max(2, ...shown.flatMap((text) => text.match(/`+/g) ?? []).map(lengthOf));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...shown, fence].join('\n');
}

const lengthOf = ({ length }: string) => length;

function diffLines({ kind, parts }: DiffLine): string[] {
  const without = (other: DiffPart['kind']) =>
    printable(parts.map((part) => (part.kind === other ? '' : part.text)).join(''));
  if (kind === 'same') return [`  ${without('added')}`];
  const old = kind === 'added' || kind === 'movedHere' ? [] : [`- ${without('added')}`];
  const fresh = kind === 'removed' || kind === 'movedAway' ? [] : [`+ ${without('removed')}`];
  return [...old, ...fresh];
}

/** Markdown in which whatever a model or a file says is text and nothing else. */

import type { DiffPart } from '../text/diff.js';
import type { DiffLine } from '../text/lineDiff.js';
import { printable } from '../text/printable.js';

/** A line for each label that has a text. */
export const listOf = (rows: readonly (readonly [string, string | null])[]) =>
  rows
    .flatMap(([label, text]) => (text === null ? [] : [`- **${label}** ${escaped(text)}`]))
    .join('\n');

export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Model text may hold anything; in a table or a list it is text and nothing else. */
export function escaped(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>|#!@~]/g, (character) => `\\${character}`);
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

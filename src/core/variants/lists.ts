/** The lists of a text. An item is its whole block: continuation lines, nested items and its code belong to it. */

import { linesOf, type Line } from './lines.js';
import type { Span } from '../text/span.js';

export interface ListItem extends Span {
  readonly indent: string;
  /** `-`, `3.`, `(b)`, … */
  readonly marker: string;
  readonly contentStart: number;
  /** Where its first line ends. */
  readonly lineEnd: number;
  /** Its 0-based number: as written, or its position among bullets. */
  readonly index: number;
}

const ITEM = /^([ \t]*)([-*•]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\[(?:\d{1,3}|[a-zA-Z])\])[ \t]+(?=\S)/;

export const isBullet = ({ marker }: Pick<ListItem, 'marker'>): boolean => /^[-*•]$/.test(marker);

/**
 * The lists, nested ones included, in the order of their first items. Numbered items belong together where the numbering
 * goes on, whatever stands between them; bullets where nothing does. A single numbered item is not a list.
 */
export function listsOf(text: string): ListItem[][] {
  const lines = linesOf(text);
  const lists: ListItem[][] = [];
  for (const [at, line] of lines.entries()) {
    const item = line.isCode ? null : itemAt(lines, at);
    if (!item) continue;
    const list = lists.findLast((each) => goesOn(text, each, item));
    if (list) list.push(isBullet(item) ? { ...item, index: list.length } : item);
    else lists.push([item]);
  }
  return lists.filter((list) => list.length > 1 || list.every(isBullet));
}

/** The items that are in no other item. */
export function topItemsOf(text: string): ListItem[] {
  const items = listsOf(text).flat();
  return items
    .filter(({ start }) => !items.some((other) => other.start < start && start < other.end))
    .toSorted((a, b) => a.start - b.start);
}

function itemAt(lines: readonly Line[], at: number): ListItem | null {
  const line = lines[at] as Line;
  const match = ITEM.exec(line.text);
  if (!match) return null;
  const [head, indent = '', marker = ''] = match;
  return {
    start: line.start,
    end: blockEnd(lines, at),
    indent,
    marker,
    contentStart: line.start + head.length,
    lineEnd: line.end,
    index: indexOf(marker),
  };
}

function indexOf(marker: string): number {
  const number = /[\p{L}\p{N}]+/u.exec(marker)?.[0];
  if (number === undefined) return 0;
  return /\d/.test(number) ? Number(number) - 1 : number.toLowerCase().charCodeAt(0) - 97;
}

/** The end of the item's last line: lines further in than its marker, and plain ones that lead on to the next item. */
function blockEnd(lines: readonly Line[], at: number): number {
  const { indent, end } = lines[at] as Line;
  let last = end;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (line.isBlank) continue;
    const isInside = line.indent > indent || (line.isCode && isCodeInside(lines, next, indent));
    if (!isInside && !leadsOn(lines, next, indent)) break;
    last = line.end;
  }
  return last;
}

/** Whether the code block starts further in than the marker. */
function isCodeInside(lines: readonly Line[], at: number, indent: number): boolean {
  let first = at;
  while (lines[first - 1]?.isCode) first--;
  return (lines[first] as Line).indent > indent;
}

/** Whether a line that is not indented continues an item: directly below it, and directly above the next. */
function leadsOn(lines: readonly Line[], at: number, indent: number): boolean {
  if (lines[at - 1]?.isBlank) return false;
  for (let next = at; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (line.isBlank || line.isCode || /^\s*(?:[<{#|>]|\p{L}[\p{L} ]{0,30}:)/u.test(line.text))
      return false;
    if (ITEM.test(line.text)) return next > at && line.indent === indent;
  }
  return false;
}

function goesOn(text: string, list: readonly ListItem[], item: ListItem): boolean {
  const last = list.at(-1) as ListItem;
  if (last.indent !== item.indent || styleOf(last) !== styleOf(item)) return false;
  if (!isBullet(item)) {
    const isRepeated = item.index === last.index && text.slice(last.end, item.start).trim() === '';
    return item.index === last.index + 1 || isRepeated;
  }
  return text.slice(last.end, item.start).trim() === '' && item.start >= last.end;
}

/** The marker without its number. */
const styleOf = ({ marker }: ListItem) =>
  marker.replace(/\d+/, '1').replace(/[a-z]/, 'a').replace(/[A-Z]/, 'A');

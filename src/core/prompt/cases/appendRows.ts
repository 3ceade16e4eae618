/** Appends rows to a list of rows in the text of its file, without changing anything else. */

import Papa from 'papaparse';
import { stringify } from 'yaml';
import type { SourceEdit } from '../edit.js';
import { csvHeader } from './csvTable.js';
import type { YamlSource } from '../yaml/yamlSource.js';

export type NewRow = Readonly<Record<string, unknown>>;

const lineEndOf = (text: string) => (/\r\n/.test(text) ? '\r\n' : '\n');

/** Appends lines to the end of the text. */
export function appendLines(text: string, lines: readonly string[]): SourceEdit {
  const end = lineEndOf(text);
  const isWhole = text === '' || /\n$/.test(text);
  const body = lines.join(end);
  return {
    start: text.length,
    end: text.length,
    text: isWhole ? body + end : end + body,
  };
}

/** Appends items to a YAML list in the style of the others; null if there is no list. */
export function appendToYamlList(
  text: string,
  yaml: YamlSource,
  { at, count, rows }: { at: readonly (string | number)[]; count: number; rows: readonly NewRow[] },
): SourceEdit | null {
  const list = yaml.rangeOf(at);
  const last = yaml.rangeOf(count === 0 ? at : [...at, count - 1]);
  if (text[list.start] === '[') {
    const place = count === 0 ? list.start + 1 : last.end;
    const added = rows.map((row) => JSON.stringify(row)).join(', ');
    return { start: place, end: place, text: (count === 0 ? '' : ', ') + added };
  }
  if (count === 0) return null;
  const dash = /^([ \t]*)-[ \t]+$/.exec(lineBefore(text, yaml.rangeOf([...at, 0]).start));
  if (!dash) return null;
  const indent = dash[1] as string;
  const written = yamlItems(rows, indent, lineEndOf(text));
  const body = text.slice(0, last.end).trimEnd().length;
  const lineEnd = text.indexOf('\n', body);
  return lineEnd < 0
    ? { start: text.length, end: text.length, text: lineEndOf(text) + written.trimEnd() }
    : { start: lineEnd + 1, end: lineEnd + 1, text: written };
}

const lineBefore = (text: string, offset: number) =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

/** Rows as items of a block list, each line ended. */
export function yamlItems(rows: readonly NewRow[], indent: string, lineEnd: string): string {
  return stringify(rows, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line) + lineEnd)
    .join('');
}

/** Null if the file has no column for a value. */
export function appendToCsv(text: string, rows: readonly NewRow[]): SourceEdit | null {
  const { names, delimiter } = csvHeader(text.replace(/^\ufeff/, ''));
  if (rows.some((row) => Object.keys(row).some((name) => !names.includes(name)))) return null;
  const lines = rows.map((row) =>
    Papa.unparse([names.map((name) => row[name] ?? '')], { delimiter }),
  );
  return appendLines(text, lines);
}

/** Null if the text does not end with a list. */
export function appendToJson(text: string, rows: readonly NewRow[]): SourceEdit | null {
  const close = text.lastIndexOf(']');
  if (close < 0) return null;
  const body = text.slice(0, close).trimEnd();
  const isEmpty = body.endsWith('[');
  const indent = /\n([ \t]*)\{/.exec(body)?.[1];
  const gap = indent === undefined ? ' ' : lineEndOf(text) + indent;
  const added = rows.map((row, index) => {
    const comma = isEmpty && index === 0 ? '' : ',';
    return `${comma}${isEmpty && index === 0 ? '' : gap}${JSON.stringify(row)}`;
  });
  return { start: body.length, end: body.length, text: added.join('') };
}

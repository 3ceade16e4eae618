/** Markdown in which whatever a model or a file says is text and nothing else. */

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

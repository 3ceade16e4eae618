/** Files that prompts share: rows of `id` and `status`, and a `text` or a format. A row counts once a person has approved it. */

import { isMap, isSeq, parseDocument } from 'yaml';
import { UserError } from '../../errors.js';
import type { Row } from '../cases/cases.js';
import { rowsOfFile } from '../cases/rowFiles.js';
import type { Reading, TextPosition } from '../reading.js';
import { worded } from '../../say/worded.js';

export const STATUSES = ['pending', 'approved', 'rejected'] as const;
export type TextStatus = (typeof STATUSES)[number];

/**
 * The rows that a person decided for, with their places, counted from 1. A status that is none is an error at the place that names
 * the file, since it would leave a row out without a word.
 */
export function approvedRows(
  reading: Reading,
  name: string,
  rows: readonly Row[],
  at: TextPosition,
): { readonly values: Row['values']; readonly row: number }[] {
  return rows.flatMap(({ values }, index) => {
    const { status } = values;
    const isNone = status === undefined || status === null || status === '';
    if (!isNone && !STATUSES.includes(status as TextStatus))
      reading.error(
        at,
        `${name}, row ${index + 1}: \`status\` is ${JSON.stringify(status)}, not ${STATUSES.join(', ')}.`,
      );
    return status === 'approved' ? [{ values, row: index + 1 }] : [];
  });
}

/** The approved texts of a file, in its order. One without a text, and a missing file, are errors at the place that names it. */
export function approvedTexts(reading: Reading, name: string, at: TextPosition): string[] {
  const rows = rowsOfFile(reading, name, at);
  return approvedRows(reading, name, rows, at).flatMap(({ values, row }) => {
    const { text } = values;
    if (typeof text === 'string' && text.trim() !== '') return [text];
    reading.error(at, `${name}, row ${row} needs a \`text\`.`);
    return [];
  });
}

/**
 * A YAML list of shared rows with another status for those with these ids; comments stay. `missing`: ids that are not in it. Throws
 * `UserError` where it is no list.
 */
export function decideOnTexts(
  yaml: string,
  ids: readonly string[],
  status: TextStatus,
): { readonly text: string; readonly missing: readonly string[] } {
  const document = parseDocument(yaml);
  const list = document.contents;
  if (document.errors.length > 0 || !isSeq(list))
    throw new UserError(worded`It is no YAML list of rows with \`id\` and \`status\`.`);
  const found = new Set<string>();
  for (const [at, row] of list.items.entries()) {
    const id = isMap(row) ? String(row.get('id')) : null;
    if (id === null || !ids.includes(id)) continue;
    document.setIn([at, 'status'], status);
    found.add(id);
  }
  return { text: document.toString({ lineWidth: 0 }), missing: ids.filter((id) => !found.has(id)) };
}

/** Files that prompts share: rows of `id` and `status`, and a `text` or a format. A row counts once a person has approved it. */

import { isMap, isSeq, parseDocument } from 'yaml';
import { UserError } from '../../errors.js';
import type { Row } from '../cases/cases.js';
import { rowsOfFile } from '../cases/rowFiles.js';
import type { Reading, TextPosition } from '../reading.js';

export type TextStatus = 'pending' | 'approved' | 'rejected';

/** Whether a person decided that a row of a shared file counts. */
export const isApproved = ({ status }: Row['values']): boolean => status === 'approved';

/** The approved texts of a file, in its order. A row without a text, and a missing file, are errors at the place that names it. */
export function approvedTexts(reading: Reading, name: string, at: TextPosition): string[] {
  return rowsOfFile(reading, name, at).flatMap(({ values }) => {
    const { text } = values;
    if (typeof text === 'string' && text.trim() !== '') return isApproved(values) ? [text] : [];
    reading.error(at, `${name}: each row needs a \`text\`.`);
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
    throw new UserError('It is no YAML list of rows with `id` and `status`.');
  const found = new Set<string>();
  for (const [at, row] of list.items.entries()) {
    const id = isMap(row) ? String(row.get('id')) : null;
    if (id === null || !ids.includes(id)) continue;
    document.setIn([at, 'status'], status);
    found.add(id);
  }
  return { text: document.toString({ lineWidth: 0 }), missing: ids.filter((id) => !found.has(id)) };
}

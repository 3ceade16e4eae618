import { rowsOfFile } from '../cases/rowFiles.js';
import type { Reading, TextPosition } from '../reading.js';
import { formatRowSchema, type GivenFormat } from './givenFormats.js';
import { approvedRows } from './sharedTexts.js';

/** The approved formats of a file, in its order. One that is no format, and a missing file, are errors at the place that names it. */
export function approvedFormats(reading: Reading, name: string, at: TextPosition): GivenFormat[] {
  const rows = rowsOfFile(reading, name, at);
  return approvedRows(reading, name, rows, at).flatMap(({ values, row }) => {
    const read = formatRowSchema.safeParse(values);
    if (!read.success) {
      const [issue] = read.error.issues;
      const where = issue?.path.length ? ` \`${issue.path.join('.')}\`:` : '';
      reading.error(at, `${name}, row ${row}:${where} ${issue?.message ?? 'is no format'}.`);
      return [];
    }
    const { separator, names, between, items } = read.data;
    return [{ separator, names, between, items }];
  });
}

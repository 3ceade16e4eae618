/** Which cases the matrix shows: those that something happened to, or those that were searched for. */

import type { MatrixCell, MatrixView } from '../src/core/report/matrix.js';

export type CaseFilter = 'all' | 'changed' | 'wrong' | 'failed';

const CHANGED = ['different', 'mixed'];
const NOT_RIGHT = ['wrong', 'partly', 'mixed', 'unreadable'];

/** What is asked of the cells of a case, one for each variant; nothing is asked where all are shown. */
const TESTS: Readonly<
  Record<Exclude<CaseFilter, 'all'>, (cells: readonly MatrixCell[]) => boolean>
> = {
  changed: (cells) => {
    const answered = cells.map(({ likeOriginal }) => likeOriginal).filter(isAnswered);
    return answered.some((glyph) => CHANGED.includes(glyph)) || new Set(answered).size > 1;
  },
  wrong: (cells) => cells.some(({ glyph }) => NOT_RIGHT.includes(glyph)),
  failed: (cells) => cells.some(({ hasFailed }) => hasFailed),
};

const isAnswered = (glyph: string) => glyph !== 'failed' && glyph !== 'missing';

const cellsAt = ({ rows }: MatrixView, place: number) =>
  rows.flatMap((row) => row.cells[place] ?? []);

/** How many cases each filter keeps. `wrong` is null where it is not known what is right. */
export function filterCounts(
  matrix: MatrixView,
  hasExpected: boolean,
): Readonly<Record<CaseFilter, number | null>> {
  const count = (filter: CaseFilter) =>
    matrix.columns.filter((_, place) => hasHappened(matrix, place, filter)).length;
  return {
    all: matrix.columns.length,
    changed: count('changed'),
    wrong: hasExpected ? count('wrong') : null,
    failed: count('failed'),
  };
}

/** `find`: a part of the case's number, id or the beginning of its inputs. */
export function isKept(
  matrix: MatrixView,
  place: number,
  { filter, find }: { filter: CaseFilter; find: string },
): boolean {
  return hasHappened(matrix, place, filter) && isFound(matrix, place, find.trim().toLowerCase());
}

const hasHappened = (matrix: MatrixView, place: number, filter: CaseFilter) =>
  filter === 'all' || TESTS[filter](cellsAt(matrix, place));

function isFound({ columns }: MatrixView, place: number, wanted: string): boolean {
  if (wanted === '') return true;
  const column = columns[place];
  if (!column) return false;
  if (/^\d+$/.test(wanted) && String(column.number) === wanted) return true;
  return `${column.id}\n${column.about}`.toLowerCase().includes(wanted);
}

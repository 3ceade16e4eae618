/** The matrix as it is laid out: which columns in which order, and which of them are in sight. */

import type { MatrixColumn, MatrixView } from '../src/core/report/matrix.js';
import { isKept } from './caseFilter.js';
import type { View } from './store.js';

export const CELL = 24;
/** A column with the name of its case. */
const WIDE = 112;
const OVERSCAN = 4;
/** Fewer columns than this are never hidden. */
const FOLD_ABOVE = 8;

export interface Grid {
  readonly matrix: MatrixView;
  /** Places in `matrix.columns`, in the order they are shown. */
  readonly order: readonly number[];
  /** Columns a narrow panel hides, because they look the same in every row. */
  readonly hidden: number;
  /** Columns that were not asked for. */
  readonly filteredOut: number;
  /** Width of a column in CSS pixels. */
  readonly column: number;
}

/** What is chosen of the columns. */
export type Columns = Pick<View, 'order' | 'allCases'> &
  Partial<Pick<View, 'filter' | 'find' | 'wide'>>;

export function gridOf(
  matrix: MatrixView,
  { order, allCases, filter = 'all', find = '', wide = false }: Columns,
  narrow: boolean,
): Grid {
  const places = [...matrix.columns.keys()].filter((place) =>
    isKept(matrix, place, { filter, find }),
  );
  const filteredOut = matrix.columns.length - places.length;
  const column = wide ? WIDE : CELL;
  const sorted =
    order === 'file'
      ? places.sort((a, b) => columnAt(matrix, a).number - columnAt(matrix, b).number)
      : places;
  if (!narrow || allCases || filteredOut > 0 || sorted.length <= FOLD_ABOVE)
    return { matrix, order: sorted, hidden: 0, filteredOut, column };
  const telling = sorted.filter(
    (place) => new Set(matrix.rows.map((row) => row.cells[place]?.glyph)).size > 1,
  );
  const shown = telling.length > 0 ? telling : sorted;
  return { matrix, order: shown, hidden: sorted.length - shown.length, filteredOut, column };
}

export const columnAt = (matrix: MatrixView, place: number) =>
  matrix.columns[place] as MatrixColumn;

/** An item in sight, or the gap of so many items that are not drawn. */
export type Segment = { readonly at: number } | { readonly gap: number };

/** What is seen of a row of items, in CSS pixels. `unit`: the size of an item. */
export interface Stretch {
  readonly scroll: number;
  readonly size: number;
  readonly unit?: number;
}

/** First and last of the items that are seen whole, counted from 1; null where all are. */
export function inSight(
  count: number,
  { scroll, size, unit = CELL }: Stretch,
): readonly [first: number, last: number] | null {
  if (count * unit <= size) return null;
  const first = Math.min(count, Math.ceil(scroll / unit) + 1);
  return [first, Math.max(first, Math.min(count, Math.floor((scroll + size) / unit)))];
}

/** `pinned` stays in the document though it is out of sight: it has the focus. */
export function segmentsOf(
  count: number,
  { scroll, size, unit = CELL }: Stretch,
  pinned: number,
): Segment[] {
  const from = Math.max(0, Math.floor(scroll / unit) - OVERSCAN);
  const to = Math.min(count, Math.ceil((scroll + size) / unit) + OVERSCAN);
  const drawn = new Set(Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index));
  if (pinned >= 0 && pinned < count) drawn.add(pinned);
  const segments: Segment[] = [];
  let next = 0;
  for (const at of [...drawn].sort((a, b) => a - b)) {
    if (at > next) segments.push({ gap: at - next });
    segments.push({ at });
    next = at + 1;
  }
  if (count > next) segments.push({ gap: count - next });
  return segments;
}

/** The matrix as it is laid out: which columns in which order, and which of them are in sight. */

import type { MatrixColumn, MatrixView } from '../src/core/report/matrix.js';
import type { View } from './store.js';

export const CELL = 24;
const OVERSCAN = 4;
/** Fewer columns than this are never hidden. */
const FOLD_ABOVE = 8;

export interface Grid {
  readonly matrix: MatrixView;
  /** Places in `matrix.columns`, in the order they are shown. */
  readonly order: readonly number[];
  /** Columns a narrow panel hides, because they look the same in every row. */
  readonly hidden: number;
}

export function gridOf(
  matrix: MatrixView,
  { order, allCases }: Pick<View, 'order' | 'allCases'>,
  narrow: boolean,
): Grid {
  const places = matrix.columns.map((_, index) => index);
  const sorted =
    order === 'file'
      ? places.sort((a, b) => columnAt(matrix, a).number - columnAt(matrix, b).number)
      : places;
  if (!narrow || allCases || sorted.length <= FOLD_ABOVE)
    return { matrix, order: sorted, hidden: 0 };
  const telling = sorted.filter(
    (place) => new Set(matrix.rows.map((row) => row.cells[place]?.glyph)).size > 1,
  );
  const shown = telling.length > 0 ? telling : sorted;
  return { matrix, order: shown, hidden: sorted.length - shown.length };
}

export const columnAt = (matrix: MatrixView, place: number) =>
  matrix.columns[place] as MatrixColumn;

/** An item in sight, or the gap of so many items that are not drawn. */
export type Segment = { readonly at: number } | { readonly gap: number };

/** `pinned` stays in the document though it is out of sight: it has the focus. */
export function segmentsOf(
  count: number,
  { scroll, size }: { scroll: number; size: number },
  pinned: number,
): Segment[] {
  const from = Math.max(0, Math.floor(scroll / CELL) - OVERSCAN);
  const to = Math.min(count, Math.ceil((scroll + size) / CELL) + OVERSCAN);
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

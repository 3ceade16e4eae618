/** Where the focus is in the matrix, and how it moves. Choosing a cell follows the focus. */

import type { CellAddress } from '../src/core/report/cell.js';
import { CELL, columnAt, type Grid } from './grid.js';
import { post, remember } from './host.js';

export interface Place {
  /** −1 is the header. */
  row: number;
  /** −1 is the name of the row. */
  col: number;
}

export const focus: Place = { row: 0, col: 0 };
let grid: Grid | null = null;
let chosen: CellAddress | null = null;
let byUser = false;
let redraw: () => void = () => undefined;

export const isOn = (row: number, col: number) => focus.row === row && focus.col === col;
/** The one place in the matrix that Tab comes to. */
export const stop = (row: number, col: number) => (isOn(row, col) ? '0' : '-1');

export const onMove = (listener: () => void) => (redraw = listener);

/**
 * The focus starts at the cell the extension proposes, and goes with its cell when the columns are ordered anew. Once the
 * user has chosen, a proposal that comes late must not take the focus back.
 */
export function useGrid(fresh: Grid, proposed: CellAddress | null): void {
  const laidOutAnew = signatureOf(fresh) !== (grid && signatureOf(grid));
  const wasEmpty = grid?.order.length === 0;
  grid = fresh;
  const lost = chosen === null || placeOf(chosen) === null;
  const adopted = proposed !== null && (lost || !byUser);
  const moved =
    adopted && (lost || proposed.variant !== chosen?.variant || proposed.case !== chosen.case);
  if (adopted) chosen = proposed;
  const inCells = wasEmpty || (focus.row >= 0 && focus.col >= 0);
  const place = chosen && (moved || (laidOutAnew && inCells)) ? placeOf(chosen) : null;
  if (place) Object.assign(focus, place);
  else stayInside();
}

/** What is chosen may have been filtered out: then the first case that is left is chosen, under the same variant. */
function stayInside(): void {
  focus.row = Math.min(focus.row, rows() - 1);
  const isLost = chosen !== null && placeOf(chosen) === null;
  if (focus.col >= 0 && isLost && (grid?.filteredOut ?? 0) > 0) {
    focus.col = Math.min(0, cols() - 1);
    choose();
  } else focus.col = Math.min(focus.col, cols() - 1);
}

/** For another prompt: nothing is chosen yet. */
export function forgetFocus(): void {
  Object.assign(focus, { row: 0, col: 0 });
  grid = null;
  chosen = null;
  byUser = false;
}

const signatureOf = ({ matrix, order }: Grid) =>
  order.map((place) => columnAt(matrix, place).id).join('\n');

function placeOf({ variant, case: caseId }: CellAddress): Place | null {
  if (!grid) return null;
  const { matrix, order } = grid;
  const row = matrix.rows.findIndex(({ id }) => id === variant);
  const col = order.findIndex((place) => columnAt(matrix, place).id === caseId);
  return row < 0 || col < 0 ? null : { row, col };
}

const frame = () => document.querySelector<HTMLElement>('#matrix .grid');
const rows = () => grid?.matrix.rows.length ?? 0;
const cols = () => grid?.order.length ?? 0;

/** Moves the focus, brings it into sight and chooses what it is on. */
export function moveTo(place: Place): void {
  focus.row = Math.min(Math.max(place.row, -1), rows() - 1);
  focus.col = Math.min(Math.max(place.col, -1), cols() - 1);
  scrollIntoSight();
  choose();
  redraw();
  requestAnimationFrame(() => focused()?.focus({ preventScroll: true }));
}

const focused = () => frame()?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;

function scrollIntoSight(): void {
  const box = frame();
  if (!box) return;
  const name = box.querySelector<HTMLElement>('thead th')?.offsetWidth ?? 0;
  const figure = box.querySelector<HTMLElement>('thead th:last-child')?.offsetWidth ?? 0;
  const column = grid?.column ?? CELL;
  const [x, y] = [focus.col * column, focus.row * CELL];
  const [width, height] = [box.clientWidth - name - figure, box.clientHeight - 2 * CELL];
  if (focus.col >= 0) {
    if (x < box.scrollLeft) box.scrollLeft = x;
    else if (x + column > box.scrollLeft + width) box.scrollLeft = x + column - width;
  }
  if (focus.row >= 0) {
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y + CELL > box.scrollTop + height) box.scrollTop = y + CELL - height;
  }
}

function choose(): void {
  if (!grid || focus.row < 0 || focus.col < 0) return;
  const { matrix, order } = grid;
  const variant = matrix.rows[focus.row]?.id;
  const caseId = columnAt(matrix, order[focus.col] as number).id;
  if (variant === undefined) return;
  const cell = { variant, case: caseId, shots: matrix.shots };
  if (chosen?.variant === cell.variant && chosen.case === cell.case && chosen.shots === cell.shots)
    return;
  chosen = cell;
  byUser = true;
  remember({ chosen: cell });
  post({ kind: 'choose', cell });
}

const PAGE = 8;

/** What a key means; null for keys that mean nothing here. */
export function onMatrixKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey } = event;
  const far = ctrlKey || metaKey;
  const { row, col } = focus;
  if (key === 'Enter') {
    event.preventDefault();
    if (far) openDiff();
    else document.getElementById('why')?.focus();
    return;
  }
  const moves: Readonly<Record<string, Place>> = {
    ArrowLeft: { row, col: col - 1 },
    ArrowRight: { row, col: col + 1 },
    ArrowUp: { row: row - 1, col },
    ArrowDown: { row: row + 1, col },
    Home: { row: far ? 0 : row, col: 0 },
    End: { row: far ? rows() - 1 : row, col: cols() - 1 },
    PageUp: { row: Math.max(0, row - PAGE), col },
    PageDown: { row: row + PAGE, col },
  };
  const place = moves[key];
  if (!place) return;
  event.preventDefault();
  moveTo(place);
}

function openDiff(): void {
  if (chosen) post({ kind: 'openDiff', cell: chosen });
}

export function focusRow(row: number): void {
  document.getElementById('matrix')?.scrollIntoView({ block: 'nearest' });
  moveTo({ row, col: -1 });
}

export const backToCell = () => focused()?.focus();

/** The next cell, row by row, whose answer is not the original's. */
export function chooseNeighbour(step: 1 | -1): void {
  if (!grid) return;
  const { matrix, order } = grid;
  const all = rows() * cols();
  const start = Math.max(0, focus.row) * cols() + Math.max(0, focus.col);
  for (let walked = 1; walked <= all; walked++) {
    const at = (((start + step * walked) % all) + all) % all;
    const [row, col] = [Math.floor(at / cols()), at % cols()];
    if (!matrix.rows[row]?.cells[order[col] as number]?.tells) continue;
    focus.row = row;
    focus.col = col;
    scrollIntoSight();
    choose();
    redraw();
    return;
  }
}

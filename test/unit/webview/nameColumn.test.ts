import { describe, expect, it } from 'vitest';
import type { MatrixRow, MatrixView } from '../../../src/core/report/matrix.js';
import { CELL, gridOf } from '../../../webview/grid.js';
import { FIGURE_WIDTH, nameColumn } from '../../../webview/nameColumn.js';

const CASES = 10;
const TAKEN = CASES * CELL + FIGURE_WIDTH;
const LETTER = 10;
const measure = (text: string) => text.length * LETTER;

const row = (name: string, unreviewed: boolean): MatrixRow => ({
  ...{ id: name, name, change: '', stress: false, unreviewed, figure: '' },
  cells: [],
});
const matrix: MatrixView = {
  ...{ shots: 'file', leftOut: 0, figureTitle: 'Acc.', legend: [] },
  columns: Array.from({ length: CASES }, (_, at) => ({
    id: `c${at}`,
    number: at,
    about: '',
    effect: 0,
  })),
  rows: [row('Original', false), row('Paraphrase 12', true)],
};
const grid = gridOf(matrix, { order: 'file', allCases: true }, false);

describe('the column of names', () => {
  it('holds the longest name with its tag in words where there is room', () => {
    const { width, signs } = nameColumn(grid, TAKEN + 300, measure);
    expect(signs).toBe(false);
    expect(width).toBeGreaterThanOrEqual(measure('Paraphrase 12 unreviewed'));
    expect(width).toBeLessThanOrEqual(300);
  });

  it('holds it with a sign where cells need the room', () => {
    const { width, signs } = nameColumn(grid, TAKEN + 150, measure);
    expect(signs).toBe(true);
    expect(width).toBeGreaterThanOrEqual(measure('Paraphrase 12 ◇'));
    expect(width).toBeLessThan(measure('Paraphrase 12 unreviewed'));
  });

  it('leaves cells their share of a narrow panel', () => {
    expect(nameColumn(grid, 250, measure).width).toBeLessThan(250 * 0.6);
  });
});

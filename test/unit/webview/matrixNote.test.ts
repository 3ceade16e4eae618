import { describe, expect, it, vi } from 'vitest';
import type { MatrixView } from '../../../src/core/report/matrix.js';
import { CELL, gridOf } from '../../../webview/grid.js';
import { FIGURE_WIDTH } from '../../../webview/nameColumn.js';
import { templateText } from '../../support/templateText.js';

vi.stubGlobal('document', { createTreeWalker: () => ({}) });
const { matrixNote } = await import('../../../webview/matrixNote.js');

const CASES = 20;
const matrix: MatrixView = {
  ...{ shots: 'file', leftOut: 0, figureTitle: 'Acc.', legend: [] },
  columns: Array.from({ length: CASES }, (_, at) => ({
    ...{ id: `c${at}`, number: at + 1, about: `text ${at}`, effect: 0 },
  })),
  rows: ['Original', 'Format 1', 'Format 2'].map((name) => ({
    ...{ id: name, name, stress: false, unreviewed: false, figure: '', cells: [] },
    change: name === 'Original' ? '' : 'adds a line',
  })),
};
const names = { width: 100, signs: false };
const noteOf = (
  focus: { row: number; col: number },
  { width, height = 400, wide = false }: { width: number; height?: number; wide?: boolean },
) => {
  const grid = gridOf(matrix, { order: 'file', allCases: true, wide }, false);
  const sight = { left: 0, top: 0, width: names.width + FIGURE_WIDTH + width, height };
  return templateText(matrixNote(grid, { focus, sight, names }));
};

describe('the note below the matrix', () => {
  it('names the case or the variant that has the focus', () => {
    const room = { width: 1000 };
    expect(noteOf({ row: -1, col: 2 }, room)).toContain('>Case 3, c2: text 2<');
    expect(noteOf({ row: 1, col: 4 }, room)).toContain('>Case 5, c4: text 4<');
    expect(noteOf({ row: 2, col: -1 }, room)).toContain('>Format 2: adds a line<');
    expect(noteOf({ row: 0, col: -1 }, room)).toContain('>Original<');
  });

  it('says how much is in sight while that is not all', () => {
    const at = { row: 0, col: 0 };
    expect(noteOf(at, { width: CASES * CELL })).not.toContain('In sight');
    expect(noteOf(at, { width: 5 * CELL })).toContain('In sight: 5 of 20 cases. Scroll');
    expect(noteOf(at, { width: 5 * CELL, wide: true })).toContain('In sight: 1 of 20 cases.');
    expect(noteOf(at, { width: 1000, height: 3 * CELL })).toContain('2 of 3 variants.');
    expect(noteOf(at, { width: 5 * CELL, height: 3 * CELL })).toContain(
      '5 of 20 cases and 2 of 3 variants',
    );
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MatrixView } from '../../../src/core/report/matrix.js';
import { gridOf } from '../../../webview/grid.js';

const post = vi.fn();
vi.mock('../../../webview/host.js', () => ({ post, remember: () => undefined }));
vi.stubGlobal('document', { querySelector: () => null });
const { focus, useGrid } = await import('../../../webview/matrixFocus.js');

const same = {
  ...({ glyph: 'right', likeOriginal: 'same', confidence: null, label: '' } as const),
  ...{ tells: false, hasFailed: false },
};
const ids = ['kettle', 'lamp', 'radio'];
const matrix: MatrixView = {
  ...{ shots: 'file', leftOut: 0, figureTitle: 'Acc.', legend: [] },
  columns: ids.map((id, at) => ({ id, number: at + 1, about: '', effect: 0 })),
  rows: ['original', 'format-1'].map((id) => ({
    ...{ id, name: id, change: '', stress: false, unreviewed: false, figure: '' },
    cells: ids.map(() => same),
  })),
};
const found = (find: string) => gridOf(matrix, { order: 'file', allCases: true, find }, false);
const chosen = (id: string) => ({ variant: 'format-1', case: id, shots: 'file' });

describe('the focus in the matrix', () => {
  beforeEach(() => {
    useGrid(found(''), chosen('kettle'));
    post.mockClear();
  });

  it('stays with its case where that is found', () => {
    useGrid(found('kettle'), chosen('kettle'));
    expect(focus).toEqual({ row: 1, col: 0 });
    expect(post).not.toHaveBeenCalled();
  });

  it('goes to the first case that is left where its own is not found, and chooses it', () => {
    useGrid(found('radio'), chosen('kettle'));
    expect(focus).toEqual({ row: 1, col: 0 });
    expect(post).toHaveBeenCalledExactlyOnceWith({ kind: 'choose', cell: chosen('radio') });
  });

  it('is on a row where nothing is found, and back at its case afterwards', () => {
    useGrid(found('nothing'), chosen('kettle'));
    expect(focus.col).toBe(-1);
    expect(post).not.toHaveBeenCalled();
    useGrid(found(''), chosen('kettle'));
    expect(focus).toEqual({ row: 1, col: 0 });
  });
});

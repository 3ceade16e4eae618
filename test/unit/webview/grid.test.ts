import { describe, expect, it } from 'vitest';
import type { MatrixCell, MatrixView } from '../../../src/core/report/matrix.js';
import { filterCounts, type CaseFilter } from '../../../webview/caseFilter.js';
import { CELL, gridOf, inSight, segmentsOf } from '../../../webview/grid.js';

const cell = (glyph: 'right' | 'wrong') => ({
  glyph,
  likeOriginal: 'same' as const,
  confidence: null,
  label: '',
  tells: false,
  hasFailed: false,
});
const matrix: MatrixView = {
  shots: 'file',
  leftOut: 0,
  figureTitle: 'Acc.',
  legend: [],
  columns: [3, 1, 2, 4, 5, 6, 7, 8, 9, 10].map((number) => ({
    id: `c${number}`,
    number,
    about: `the text of ${number}`,
    effect: 0,
  })),
  rows: ['a', 'b'].map((id) => ({
    id,
    name: id,
    change: '',
    stress: false,
    unreviewed: false,
    figure: '',
    cells: Array.from({ length: 10 }, (_, index) =>
      cell(id === 'a' && index === 0 ? 'wrong' : 'right'),
    ),
  })),
};

describe('the columns', () => {
  it('stand most effect first, or as in the file', () => {
    expect(gridOf(matrix, { order: 'effect', allCases: false }, false).order[0]).toBe(0);
    expect(gridOf(matrix, { order: 'file', allCases: false }, false).order.slice(0, 3)).toEqual([
      1, 2, 0,
    ]);
  });

  it('that look the same in every row are hidden where it is narrow, and shown when asked for', () => {
    expect(gridOf(matrix, { order: 'effect', allCases: false }, true)).toMatchObject({
      order: [0],
      hidden: 9,
    });
    expect(gridOf(matrix, { order: 'effect', allCases: true }, true).hidden).toBe(0);
  });
});

describe('the cases that are asked for', () => {
  const like = (
    likeOriginal: MatrixCell['likeOriginal'],
    glyph: MatrixCell['glyph'] = 'right',
  ) => ({
    ...cell('right'),
    ...{ likeOriginal, glyph, hasFailed: glyph === 'failed' },
  });
  const retried = { ...cell('right'), hasFailed: true };
  const cells = [
    [like('same'), like('same'), like('same'), like('same'), like('failed', 'failed'), retried],
    [
      ...[like('same'), like('different', 'wrong'), like('mixed', 'mixed')],
      ...[like('unreadable', 'unreadable'), like('same'), like('same')],
    ],
  ];
  const telling: MatrixView = {
    ...matrix,
    columns: matrix.columns.slice(0, 6),
    rows: matrix.rows.map((row, at) => ({ ...row, cells: cells[at] ?? [] })),
  };
  const kept = (filter: CaseFilter, find = '') => {
    const grid = gridOf(telling, { order: 'effect', allCases: false, filter, find }, false);
    expect(grid.filteredOut).toBe(6 - grid.order.length);
    return grid.order;
  };

  it('are those that changed, that are wrong, or whose calls failed', () => {
    expect(kept('all')).toHaveLength(6);
    expect(kept('changed')).toEqual([1, 2, 3]);
    expect(kept('wrong')).toEqual([1, 2, 3]);
    expect(kept('failed')).toEqual([4, 5]);
    expect(filterCounts(telling, true)).toEqual({ all: 6, changed: 3, wrong: 3, failed: 2 });
    expect(filterCounts(telling, false).wrong).toBeNull();
  });

  it('are found by number, id or the beginning of their inputs, among those that are filtered', () => {
    expect(kept('all', '4')).toEqual([3]);
    expect(kept('all', ' C5 ')).toEqual([4]);
    expect(kept('all', 'text of 2')).toEqual([2]);
    expect(kept('changed', 'text of')).toEqual([1, 2, 3]);
    expect(kept('all', 'nothing like it')).toEqual([]);
  });

  it('are all shown in a narrow panel, whatever looks the same', () => {
    const asked = { order: 'effect', allCases: false, find: 'text of' } as const;
    const grid = gridOf(matrix, { ...asked, find: 'text' }, true);
    expect(grid.hidden).toBe(9);
    const found = gridOf(matrix, { ...asked, find: 'text of 1' }, true);
    expect(found).toMatchObject({ hidden: 0, filteredOut: 8 });
  });
});

describe('what is in sight of a long row', () => {
  it('is said while there is more', () => {
    expect(inSight(10, { scroll: 0, size: 10 * CELL })).toBeNull();
    expect(inSight(10, { scroll: 0, size: 4 * CELL })).toEqual([1, 4]);
    expect(inSight(10, { scroll: CELL / 2, size: 4 * CELL })).toEqual([2, 4]);
    expect(inSight(10, { scroll: 6 * CELL, size: 4 * CELL })).toEqual([7, 10]);
    expect(inSight(3, { scroll: 0, size: 100, unit: 112 })).toEqual([1, 1]);
  });
});

describe('what is drawn of a long row', () => {
  const widthOf = (segments: ReturnType<typeof segmentsOf>) =>
    segments.reduce((sum, each) => sum + ('gap' in each ? each.gap : 1), 0);

  it('is what is in sight and a little more; gaps keep the whole length', () => {
    const segments = segmentsOf(1000, { scroll: 100 * CELL, size: 10 * CELL }, -1);
    expect(segments[0]).toEqual({ gap: 96 });
    expect(segments.filter((each) => 'at' in each)).toHaveLength(18);
    expect(widthOf(segments)).toBe(1000);
  });

  it('keeps what has the focus', () => {
    const segments = segmentsOf(1000, { scroll: 0, size: 10 * CELL }, 500);
    expect(segments).toContainEqual({ at: 500 });
    expect(widthOf(segments)).toBe(1000);
  });
});

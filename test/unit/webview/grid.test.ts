import { describe, expect, it } from 'vitest';
import type { MatrixView } from '../../../src/core/report/matrix.js';
import { CELL, gridOf, segmentsOf } from '../../../webview/grid.js';

const cell = (glyph: 'right' | 'wrong') => ({
  glyph,
  likeOriginal: 'same' as const,
  confidence: null,
  label: '',
  tells: false,
});
const matrix: MatrixView = {
  shots: 'file',
  figureTitle: 'Acc.',
  legend: [],
  columns: [3, 1, 2, 4, 5, 6, 7, 8, 9, 10].map((number) => ({
    id: `c${number}`,
    number,
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

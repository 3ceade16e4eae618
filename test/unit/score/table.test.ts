import { expect, it } from 'vitest';
import { addRow, tableOf } from '../../../src/core/score/statistics/table.js';

it('the rows of a table are added up column by column, as far as it is wide', () => {
  const rows = [Float64Array.of(0.1, 1, 7), Float64Array.of(0.2, 0, 7)];
  const totals = new Float64Array(3);
  for (const row of [1, 0, 1]) addRow(totals, tableOf(rows, 2), row);
  expect([...totals]).toEqual([0.2 + 0.1 + 0.2, 1, 0]);
});

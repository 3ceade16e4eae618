/** Rows of numbers in one piece of memory, for inner loops that add up millions of them. */
export interface Table {
  readonly width: number;
  /** Row after row. */
  readonly values: Float64Array;
}

/** The first `width` numbers of each row. */
export function tableOf(rows: readonly Float64Array[], width: number): Table {
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, at) => values.set(row.subarray(0, width), at * width));
  return { width, values };
}

/** Adds a row to the totals of its columns, in place. */
export function addRow(totals: Float64Array, { width, values }: Table, row: number): void {
  const start = row * width;
  for (let column = 0; column < width; column++)
    totals[column] = (totals[column] as number) + (values[start + column] as number);
}

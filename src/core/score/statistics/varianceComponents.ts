/** Analysis of variance of balanced tables: how much of what varies is the groups', and how much is noise (METRICS 12.4). */

import { mean, sum } from '../../numbers/describe.js';

export interface OneWay {
  /** Mean squares between and within groups. */
  readonly between: number;
  readonly within: number;
}

/** `groups`: k ≥ 2 groups of the same number r ≥ 2 of values. */
export function oneWay(groups: readonly (readonly number[])[]): OneWay {
  const repeats = groups[0]?.length ?? 0;
  const means = groups.map(mean);
  const centre = mean(means);
  const between = (repeats * sum(means.map((each) => (each - centre) ** 2))) / (groups.length - 1);
  const residuals = groups.map((group, index) =>
    sum(group.map((value) => (value - (means[index] as number)) ** 2)),
  );
  return { between, within: sum(residuals) / (groups.length * (repeats - 1)) };
}

/** Intraclass correlation ICC(1): the share of the variance that is between groups; null where nothing varies. */
export function intraclass({ between, within }: OneWay, repeats: number): number | null {
  const whole = between + (repeats - 1) * within;
  return whole === 0 ? null : (between - within) / whole;
}

export interface BySource {
  readonly instance: number;
  readonly group: number;
  readonly interaction: number;
  readonly noise: number;
}

/**
 * Mean squares, and the variances they estimate. An estimate may come out negative by luck, and is given as it is.
 * `table[instance][group][repeat]`, balanced, two and more of each.
 */
export function twoWay(table: readonly (readonly (readonly number[])[])[]): {
  squares: BySource;
  components: BySource;
} {
  const n = table.length;
  const p = table[0]?.length ?? 0;
  const r = table[0]?.[0]?.length ?? 0;
  const cells = table.map((row) => row.map(mean));
  const rows = cells.map(mean);
  const columns = Array.from({ length: p }, (_, v) => mean(cells.map((row) => row[v] as number)));
  const centre = mean(rows);
  const instance = (p * r * sum(rows.map((each) => (each - centre) ** 2))) / (n - 1);
  const group = (n * r * sum(columns.map((each) => (each - centre) ** 2))) / (p - 1);
  const deviations = cells.flatMap((row, i) =>
    row.map((cell, v) => (cell - (rows[i] as number) - (columns[v] as number) + centre) ** 2),
  );
  const interaction = (r * sum(deviations)) / ((n - 1) * (p - 1));
  const residuals = table.flatMap((row, i) =>
    row.map((cell, v) => sum(cell.map((value) => (value - (cells[i]?.[v] as number)) ** 2))),
  );
  const noise = sum(residuals) / (n * p * (r - 1));
  return {
    squares: { instance, group, interaction, noise },
    components: {
      instance: (instance - interaction) / (p * r),
      group: (group - interaction) / (n * r),
      interaction: (interaction - noise) / r,
      noise,
    },
  };
}

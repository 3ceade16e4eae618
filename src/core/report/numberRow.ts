/** A number in the list of all numbers, as every renderer draws it. */

import type { MetricGroup } from '../metrics/metricRow.js';
import type { Report } from '../studies/sensitivity/schema.js';

export interface NumberRow {
  readonly title: string;
  /** The metric's, or the field of the report. */
  readonly id: string;
  readonly value: string;
  readonly explanation: string;
}

export type NumberGroupId = MetricGroup | 'cost';

export interface NumberGroup {
  readonly id: NumberGroupId;
  readonly title: string;
  readonly rows: readonly (NumberRow & {
    /** One of the few that are shown before all are asked for. */
    readonly isFirst: boolean;
  })[];
}

/** The numbers that are not there for one reason. */
export interface AbsentNumbers {
  readonly reason: string;
  readonly titles: readonly string[];
}

/** What the numbers are read from. */
export type Measured = Pick<
  Report,
  'metrics' | 'totals' | 'usage' | 'costUsd' | 'wallMs' | 'models'
>;

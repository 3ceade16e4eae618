/** All numbers of a sensitivity report. A new one is a row here and a score in `score/metrics`. */

import { ANSWER_METRICS } from './answers.js';
import { CONFIDENCE_METRICS } from './confidence.js';
import { UNIT, type MetricRow, type Range } from './metricRow.js';
import { SCORE_METRICS } from './scores.js';

const ROWS = [...SCORE_METRICS, ...ANSWER_METRICS, ...CONFIDENCE_METRICS] as const;

export type MetricId = (typeof ROWS)[number]['id'];

export const METRIC_TABLE: readonly (MetricRow & { readonly id: MetricId })[] = ROWS;

const BY_ID = new Map<string, MetricRow>(METRIC_TABLE.map((row) => [row.id, row]));

/** The row of a name that may be none of ours: a kept report can be of another version. */
export const metricRow = (id: string): MetricRow | undefined => BY_ID.get(id);

/** Short names people write in a gate, and the metrics they stand for. */
export const SHORT_NAMES: Readonly<Record<string, string>> = { excess: 'pss.excess' };

/** What a gate may be set on: a metric, a short name of one, or the confidence a report speaks of. */
export const GATE_NAMES: readonly string[] = [
  ...Object.keys(SHORT_NAMES),
  'confidence',
  ...METRIC_TABLE.map(({ id }) => id),
];

/** Between which bounds a gate of that name can decide anything. */
export const gateRange = (name: string): Range =>
  metricRow(SHORT_NAMES[name] ?? name)?.range ?? UNIT;

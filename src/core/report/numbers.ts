/** All other numbers, each with what it means. Lower is better unless it says otherwise. */

import { METRIC_TABLE, metricRow } from '../metrics/metricTable.js';
import { reasonOf } from '../words/absence.js';
import type { Report } from '../studies/sensitivity/schema.js';
import { interval, number, thousands } from '../words/figures.js';

export interface NumberRow {
  readonly title: string;
  readonly id: string;
  readonly value: string;
  readonly explanation: string;
}

/** A metric's name as people read it; empty for one that has none. */
export const titleOf = (id: string): string => metricRow(id)?.title ?? '';

/** The numbers that are not there for one reason. */
export interface AbsentNumbers {
  readonly reason: string;
  readonly titles: readonly string[];
}

type Measured = Pick<Report, 'metrics'>;

const measured = ({ metrics }: Measured) =>
  METRIC_TABLE.flatMap((row) => {
    const envelope = metrics[row.id];
    return envelope && !row.isHeadline ? [{ ...row, envelope }] : [];
  });

/** Those that have a value. */
export const numbersOf = (report: Measured): NumberRow[] =>
  measured(report).flatMap(({ id, title, explanation, better, envelope }) => {
    if (envelope.value === null) return [];
    const value = `${number(envelope.value)}${envelope.ci ? ` ${interval(envelope.ci)}` : ''}`;
    const floor =
      envelope.noiseFloor === undefined
        ? ''
        : `; ${id.startsWith('similarity.') ? 'asked twice' : 'noise alone'}: ${number(envelope.noiseFloor)}`;
    const counted = id.startsWith('rate.') ? `; n = ${thousands(envelope.n)}` : '';
    const said = [explanation, ...(better === 'higher' ? ['higher is better'] : [])]
      .filter(Boolean)
      .join(', ');
    return [{ title, id, value, explanation: `${said}${floor}${counted}`.replace(/^; /, '') }];
  });

/** Those that have none, together by why. */
export function absentNumbersOf(report: Measured): AbsentNumbers[] {
  const titles = new Map<string, string[]>();
  for (const { title, isRare, envelope } of measured(report)) {
    if (envelope.value !== null || isRare) continue;
    const reason = reasonOf(envelope);
    titles.set(reason, [...(titles.get(reason) ?? []), title]);
  }
  return [...titles].map(([reason, named]) => ({ reason, titles: named }));
}

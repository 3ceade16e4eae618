/** All other numbers by what they are about, each with what it means. Lower is better unless it says otherwise. */

import { METRIC_TABLE, metricRow } from '../metrics/metricTable.js';
import { reasonOf } from '../words/absence.js';
import { number, thousands, withInterval } from '../say/figures.js';
import { english, type Say } from '../say/say.js';
import { absentCostsOf, costsOf } from './costs.js';
import type {
  AbsentNumbers,
  Measured,
  NumberGroup,
  NumberGroupId,
  NumberRow,
} from './numberRow.js';

/** In the order they are shown. */
const GROUPS: Readonly<Record<NumberGroupId, (say: Say) => string>> = {
  sensitivity: (say) => say('Sensitivity'),
  quality: (say) => say('Quality'),
  confidence: (say) => say('Confidence'),
  noise: (say) => say('Noise'),
  cost: (say) => say('Cost'),
};

const MOST_FIRST = 8;
/** One of each is shown first, the first that a report has; the table's own order fills what is left. */
const FIRST: readonly (readonly string[])[] = [
  ['pss.cross', 'divergence.cross'],
  ['spread', 'similarity.exact'],
  ['accuracy.original', 'agreement.majority'],
  ['cases.worst'],
  ['rate.parseFail'],
  ['calibration.auroc', 'confidence.answer', 'confidence.geoMean'],
  ['agreement.tarAnswer', 'pss.signalShare', 'divergence.within'],
  ['costUsd', 'totals.requests', 'usage.completionTokens'],
];

/** A metric's name as people read it; empty for one that has none. */
export const titleOf = (id: string): string => metricRow(id)?.title ?? '';

const measured = ({ metrics }: Measured) =>
  METRIC_TABLE.flatMap((row) => {
    const envelope = metrics[row.id];
    return envelope && !row.isHeadline ? [{ ...row, envelope }] : [];
  });

/** Those that have a value. Groups without any are left out; at most 8 numbers are marked as the first. */
export function numbersOf(report: Measured, say: Say = english): NumberGroup[] {
  const rows = [
    ...metricRows(report, say),
    ...costsOf(report, say).map((row) => ({ ...row, group: 'cost' as const })),
  ];
  const first = firstOf(rows.map(({ id }) => id));
  return (Object.keys(GROUPS) as NumberGroupId[]).flatMap((id) => {
    const own = rows.filter(({ group }) => group === id);
    if (own.length === 0) return [];
    return {
      id,
      title: GROUPS[id](say),
      rows: own.map(({ group: _, ...row }) => ({ ...row, isFirst: first.has(row.id) })),
    };
  });
}

function firstOf(ids: readonly string[]): ReadonlySet<string> {
  const chosen = FIRST.flatMap((each) => each.find((id) => ids.includes(id)) ?? []);
  return new Set([...new Set([...chosen, ...ids])].slice(0, MOST_FIRST));
}

type GroupedRow = NumberRow & { readonly group: NumberGroupId };

const metricRows = (report: Measured, say: Say): GroupedRow[] =>
  measured(report).flatMap(({ id, group, title, explanation, better, envelope }) => {
    if (envelope.value === null) return [];
    const value = withInterval(number(envelope.value, say), envelope.ci, say);
    const floor =
      envelope.noiseFloor === undefined
        ? ''
        : `; ${floorText(id, number(envelope.noiseFloor, say), say)}`;
    const counted = id.startsWith('rate.') ? `; n = ${thousands(envelope.n, say)}` : '';
    const said = [
      explanation === '' ? '' : say(explanation),
      ...(better === 'higher' ? [say('higher is better')] : []),
    ]
      .filter(Boolean)
      .join(', ');
    const text = `${said}${floor}${counted}`.replace(/^; /, '');
    return [{ title: say(title), id, group, value, explanation: text }];
  });

const floorText = (id: string, value: string, say: Say) =>
  id.startsWith('similarity.')
    ? say('asked twice: {value}', { value })
    : say('noise alone: {value}', { value });

/** Those that have none, together by why. */
export function absentNumbersOf(report: Measured, say: Say = english): AbsentNumbers[] {
  const titles = new Map<string, string[]>();
  for (const { title, isRare, envelope } of measured(report)) {
    if (envelope.value !== null || isRare) continue;
    const reason = reasonOf(envelope, say);
    titles.set(reason, [...(titles.get(reason) ?? []), say(title)]);
  }
  return [
    ...[...titles].map(([reason, named]) => ({ reason, titles: named })),
    ...absentCostsOf(report, say),
  ];
}

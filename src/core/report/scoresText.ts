/** Scores of answers from anywhere, as text: metrics in groups, and why some are not there. */

import type { Envelope } from '../score/envelope.js';
import type { Scores } from '../score/scoreAnswers.js';
import type { Report } from '../studies/sensitivity/schema.js';
import { verdictWords } from '../studies/sensitivity/verdictWords.js';
import { printable } from '../text/printable.js';
import { english } from '../say/say.js';
import { gateText } from './view.js';
import { reasonText } from '../words/absence.js';
import { titleOf } from './numbers.js';
import { count, number, pValue, withInterval } from '../say/figures.js';

/** A metric stands in the first group whose beginnings fit. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Right or wrong', ['accuracy', 'cases.', 'maxP', 'avgP', 'pdr', 'promptEval']],
  ['What the wording changes', ['pss.', 'divergence.', 'spread', 'sat', 'cps', 'noise.', 'posix']],
  ['Agreement and entropy', ['agreement.', 'consistency', 'sensitivity.', 'entropy.']],
  ['Confidence', ['confidence.', 'calibration.', 'selective.']],
  ['Similarity of the answers', ['similarity.']],
  ['What went wrong', ['rate.']],
];
const OTHERS = 'Others';

/** `report`: of the same answers. */
export function renderScores({ n, P, R, metrics, headline }: Scores, report: Report): string {
  const { word, sentence, found, cause } = verdictWords(report, english);
  const present = Object.entries(metrics).filter(([, { value }]) => value !== null);
  const grouped = Map.groupBy(present, ([id]) => groupOf(id));
  const groups = [...GROUPS.map(([name]) => name), OTHERS].flatMap((name) => {
    const rows = grouped.get(name) ?? [];
    return rows.length === 0 ? [] : ['', name, ...rows.map(([id, each]) => rowOf(id, each))];
  });
  const effect = metrics[`${headline}.excess`];
  return [
    `${word}: ${printable(sentence)}`,
    ...[found, cause].filter((each) => each !== null).map(printable),
    '',
    [count(n, 'case'), count(P, 'variant'), count(R, 'repeat')].join(', '),
    ...groups,
    ...(effect ? classRows(effect) : []),
    ...absentRows(metrics),
    ...report.gates.map((gate) => `Gate ${gateText(gate)}: ${gate.result}`),
  ].join('\n');
}

const groupOf = (id: string) =>
  GROUPS.find(([, beginnings]) => beginnings.some((each) => id.startsWith(each)))?.[0] ?? OTHERS;

function rowOf(id: string, envelope: Envelope): string {
  return `  ${id.padEnd(26)} ${figures(envelope).padEnd(22)} ${titleOf(id)}${asides(envelope)}`.trimEnd();
}

/** Three decimals: enough to check a figure by hand. */
function figures({ value, ci }: Envelope): string {
  if (value === null) return '';
  return withInterval(number(value, english, 3).padStart(7), ci);
}

function asides({ name, noiseFloor, p, pReason }: Envelope): string {
  const found = [
    ...(noiseFloor === undefined
      ? []
      : [`${name === 'spread' ? 'by luck' : 'asked twice'} ${number(noiseFloor, english, 3)}`]),
    ...(p === undefined || p === null ? [] : [pValue(p)]),
    ...(p === null && pReason ? [`no p: ${reasonText(pReason)}`] : []),
  ];
  return found.length === 0 ? '' : ` (${found.join(', ')})`;
}

/** The effect of each class of wordings, where there are several. */
function classRows({ name, byClass = {} }: Envelope): string[] {
  const classes = Object.entries(byClass).filter(([, { value }]) => value !== null);
  if (classes.length < 2) return [];
  return [
    '',
    `${name} by class of wordings`,
    ...classes.map(([id, each]) => `  ${id.padEnd(26)} ${figures(each)}${asides(each)}`),
  ];
}

function absentRows(metrics: Scores['metrics']): string[] {
  const absent = Object.entries(metrics).filter(([, { value }]) => value === null);
  if (absent.length === 0) return [];
  const byReason = Map.groupBy(absent, ([, { reason }]) => reasonText(reason ?? 'empty'));
  return [
    '',
    'Not available',
    ...[...byReason].map(([reason, own]) => `  ${reason}: ${own.map(([id]) => id).join(', ')}`),
  ];
}

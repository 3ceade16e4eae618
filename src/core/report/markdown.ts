/** A summary for a pull request. */

import { GLYPHS } from './glyphs.js';
import { escaped, listOf, tableOf } from './markdownParts.js';
import type { ReportView } from './view.js';
import { interval, number } from '../words/figures.js';

const GATE_SIGNS = {
  passed: '✅ passed',
  failed: '❌ failed',
  inconclusive: '⚠️ inconclusive',
} as const;

export function renderMarkdown(view: ReportView): string {
  const { verdict } = view;
  const foot = `<sub>${escaped([view.path, ...view.facts].join(' · '))}</sub>`;
  if (view.unanswered !== null)
    return [`## ${escaped(view.title)}`, `**${escaped(view.unanswered)}**`, foot, ''].join('\n\n');
  const paragraphs = [
    `## ${escaped(view.title)}: ${verdict.word}`,
    ...(view.recorded ? [`*${view.recorded}*`] : []),
    ...(view.stopped ? [`**${escaped(view.stopped)}**`] : []),
    escaped(verdict.sentence),
    listOf([
      ['Found', verdict.found],
      ['Cause', verdict.cause],
      ['Advice', verdict.advice],
    ]),
    tilesTable(view),
    ...(view.gates.length > 0 ? [gatesTable(view)] : []),
    matrixDetails(view),
    ...comparisonTables(view),
    ...(view.shotsSentence === null ? [] : [escaped(view.shotsSentence)]),
    ...(view.notes.length > 0 ? [view.notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
    foot,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

const tilesTable = ({ tiles }: ReportView) =>
  tableOf(
    ['', 'value', '95 %', ''],
    tiles.map(({ title, value, interval: range, exact, detail }) => [
      title,
      value ?? 'not available',
      value === null ? '' : (range ?? (exact ? '' : 'no interval yet')),
      detail,
    ]),
  );

const gatesTable = ({ gates }: ReportView) =>
  tableOf(
    ['Gate', ''],
    gates.map(({ text, result }) => [text, GATE_SIGNS[result]]),
  );

const matrixDetails = ({ matrix }: ReportView) =>
  [
    '<details><summary>Variants × cases</summary>',
    '',
    tableOf(
      ['Variant', ...matrix.columns.map(({ number: n }) => String(n)), matrix.figureTitle],
      matrix.rows.map((row) => [
        `${row.name}${row.stress ? ' (stress)' : ''}${row.unreviewed ? ' (unreviewed)' : ''}`,
        ...row.cells.map(({ glyph }) => GLYPHS[glyph].sign),
        row.figure,
      ]),
    ),
    '',
    matrix.legend.map((glyph) => `${GLYPHS[glyph].sign} ${GLYPHS[glyph].words}`).join(' · '),
    '',
    '</details>',
  ].join('\n');

const comparisonTables = ({ classes, shots }: ReportView) =>
  [
    { title: 'Kind of change, with the original', rows: classes },
    { title: 'Examples', rows: shots },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) =>
      tableOf(
        [title, 'wording effect', '95 %', 'noise', 'accuracy'],
        rows.map(({ name, stress, effect, interval: range, noise, accuracy }) => [
          `${name}${stress ? ' (stress)' : ''}`,
          effect === null ? 'not available' : number(effect),
          range ? interval(range) : '',
          noise === null ? '' : number(noise),
          accuracy === null ? '' : number(accuracy),
        ]),
      ),
    );

/** A summary for a pull request. */

import { GLYPHS } from './glyphs.js';
import { escaped, listOf, tableOf } from './markdownParts.js';
import { matrixPart, type MatrixView } from './matrix.js';
import { renderStudyMarkdown } from './studyMarkdown.js';
import type { ReportView } from './view.js';
import { interval, number, thousands } from '../say/figures.js';
import type { StudyView } from '../words/studyView.js';

const GATE_SIGNS = {
  passed: '✅ passed',
  failed: '❌ failed',
  inconclusive: '⚠️ inconclusive',
} as const;

/** GitHub cuts a comment or a job summary's step at 65,536 characters. */
const MOST_CHARACTERS = 60_000;
/** Of a matrix. */
export const MAX_CELLS = 3000;

/** The sections of one file, shortened to what fits: without the matrices first, then the last prompts by name alone. */
export function fittedMarkdown(sections: readonly MarkdownSection[]): string {
  const whole = sections.map(({ full }) => full).join('\n');
  if (whole.length <= MOST_CHARACTERS) return whole;
  const kept: string[] = [];
  let left = MOST_CHARACTERS - 200;
  for (const { brief } of sections) {
    if (brief.length + 1 > left) break;
    kept.push(brief);
    left -= brief.length + 1;
  }
  const leftOut = sections.length - kept.length;
  const note =
    leftOut === 0
      ? '*Without the answers by variant and case, which would be too long here.*'
      : `*${thousands(leftOut)} more ${leftOut === 1 ? 'section' : 'sections'} would be too long here: they are in the JSON and HTML reports.*`;
  return `${[...kept, note].join('\n')}\n`;
}

export interface MarkdownSection {
  readonly full: string;
  /** The same without what is folded away. */
  readonly brief: string;
}

/** Of one prompt: its report, and what other studies found of it. */
export const markdownSections = (
  view: ReportView,
  studies: readonly StudyView[],
): MarkdownSection[] => [
  { full: renderMarkdown(view), brief: renderMarkdown(view, { matrix: false }) },
  ...studies.map(renderStudyMarkdown).map((text) => ({ full: text, brief: text })),
];

export function renderMarkdown(
  view: ReportView,
  { matrix }: { matrix: boolean } = { matrix: true },
): string {
  const { verdict } = view;
  const foot = `<sub>${escaped([view.path, ...view.facts].join(' · '))}</sub>`;
  if (view.unanswered !== null)
    return [`## ${escaped(view.title)}`, `**${escaped(view.unanswered)}**`, foot, ''].join('\n\n');
  const paragraphs = [
    `## ${escaped(view.title)}: ${verdict.word}`,
    ...(view.recorded ? [`*${view.recorded}*`] : []),
    ...(view.stopped ? [`**${escaped(view.stopped)}**`] : []),
    escaped(verdict.sentence),
    ...view.caveats.map((text) => `> ${escaped(text)}`),
    listOf([
      ['Found', verdict.found],
      ['Cause', verdict.cause],
      ['Advice', verdict.advice],
    ]),
    tilesTable(view),
    ...(view.gates.length > 0 ? [gatesTable(view)] : []),
    ...(matrix ? [matrixDetails(matrixPart(view.matrix, MAX_CELLS))] : []),
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

const matrixDetails = (matrix: MatrixView) =>
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
    ...(matrix.leftOut > 0
      ? ['', `The cases with the most effect; ${thousands(matrix.leftOut)} more are in the report.`]
      : []),
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

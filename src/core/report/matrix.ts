/** The matrix variants × cases: what came of each cell, in one sign. What is behind a cell: `cell.ts`. */

import { GLYPHS, type Glyph } from './glyphs.js';
import { mean } from '../numbers/describe.js';
import { memoise } from '../text/memoise.js';
import { headlineShots } from '../variants/shots/configuration.js';
import type { Report, ReportOutcome, ReportVariant } from '../studies/sensitivity/schema.js';
import { readingText } from './reading.js';
import { caseSaid } from '../say/caseWords.js';
import { oneLine } from '../text/printable.js';
import { number, variantName } from '../say/figures.js';
import { english, type Say } from '../say/say.js';
import { changeSaid } from '../words/changeSaid.js';

export interface MatrixCell {
  /** Right or wrong; without expected answers, same as the original's or not. */
  readonly glyph: Glyph;
  /** Same as the original's or not, whatever is expected. */
  readonly likeOriginal: Glyph;
  readonly confidence: number | null;
  /** All of it in words: variant, case, answer, expected, confidence. */
  readonly label: string;
  /** Whether there is something to explain: another text than the original's, or a wrong answer. */
  readonly tells: boolean;
  /** Whether a call failed, also where another repeat was answered. */
  readonly hasFailed: boolean;
}

export interface MatrixColumn {
  readonly id: string;
  /** 1-based place among the prompt's cases. */
  readonly number: number;
  /** The beginning of its inputs, on one line. */
  readonly about: string;
  readonly effect: number | null;
}

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  readonly change: string;
  readonly stress: boolean;
  readonly unreviewed: boolean;
  /** In the order of the columns. */
  readonly cells: readonly MatrixCell[];
  /** Accuracy, or without expected answers the share answered like the original. */
  readonly figure: string;
}

export interface MatrixView {
  readonly shots: string;
  /** Cases, most effect first. */
  readonly columns: readonly MatrixColumn[];
  /** Cases that are not shown; their effect is at most that of the last that is. */
  readonly leftOut: number;
  readonly rows: readonly MatrixRow[];
  readonly figureTitle: string;
  readonly legend: readonly Glyph[];
}

const ABOUT_LENGTH = 120;

/** Of one few-shot configuration, the headline's where none is named; as `matrixPart`, without making what it leaves out. */
export function matrixOf(
  report: Report,
  shots = headlineShots(report.plan.shots),
  { mostCells = Infinity, say = english }: { mostCells?: number; say?: Say } = {},
): MatrixView {
  const gold = report.comparedBy === 'score';
  const cells = cellsOf(report, shots);
  const [original] = report.variants as [ReportVariant];
  const shown = shownColumns(mostCells, report.variants.length);
  const columns = report.cases
    .map(({ id, number: place, excess, inputs }, index) => ({
      id,
      number: place ?? index + 1,
      about: oneLine(Object.values(inputs).join(' · '), ABOUT_LENGTH),
      effect: excess,
    }))
    .sort((a, b) => (b.effect ?? -1) - (a.effect ?? -1) || a.number - b.number)
    .slice(0, shown);
  const expected = new Map(report.cases.map((each) => [each.id, each.expected]));
  const rows = report.variants.map((variant): MatrixRow => {
    const own = columns.map((column) => {
      const outcomes = cells.of(variant.id, column.id);
      const reference = cells.of(original.id, column.id);
      return cellFrom(outcomes, reference, {
        gold: cells.isScored(column.id),
        say,
        name: `${variantName(variant.id)}, ${caseSaid(column.id, say)}`,
        expected: expected.get(column.id) ?? null,
      });
    });
    return {
      id: variant.id,
      name: variantName(variant.id),
      change: changeSaid(variant.change, say),
      stress: variant.stress,
      unreviewed: variant.status === 'pending',
      figure: figureOf(report, variant, { shots, cells: own, say }),
      cells: own,
    };
  });
  const seen = new Set(rows.flatMap((row) => row.cells.map(({ glyph }) => glyph)));
  return {
    shots,
    columns,
    leftOut: report.cases.length - columns.length,
    rows,
    figureTitle: gold ? say('Acc.') : say('Same'),
    legend: (Object.keys(GLYPHS) as Glyph[]).filter((glyph) => seen.has(glyph)),
  };
}

/** At most so many cells, and of the columns at least one. */
const shownColumns = (mostCells: number, rows: number) =>
  Math.max(1, Math.floor(mostCells / Math.max(1, rows)));

/** As much of a matrix as a page can hold: the cases with the most effect. */
export function matrixPart(matrix: MatrixView, mostCells: number): MatrixView {
  const shown = shownColumns(mostCells, matrix.rows.length);
  return {
    ...matrix,
    columns: matrix.columns.slice(0, shown),
    rows: matrix.rows.map((row) => ({ ...row, cells: row.cells.slice(0, shown) })),
    leftOut: matrix.leftOut + Math.max(0, matrix.columns.length - shown),
  };
}

/** The engine's own figure; for other few-shot configurations than the headline's, the mean of the cells' answers. */
function figureOf(
  report: Report,
  variant: ReportVariant,
  { shots, cells, say }: { shots: string; cells: readonly MatrixCell[]; say: Say },
): string {
  const gold = report.comparedBy === 'score';
  const headline = gold ? variant.accuracy : variant.sameAsOriginal;
  if (shots === headlineShots(report.plan.shots))
    return headline === null ? '' : number(headline, say);
  if (!gold) {
    const known = cells.filter(({ likeOriginal }) => likeOriginal !== 'missing');
    const same = known.filter(({ likeOriginal }) => likeOriginal === 'same').length;
    return known.length === 0 ? '' : number(same / known.length, say);
  }
  const scores = report.outcomes.flatMap((each) =>
    each.shots === shots && each.variant === variant.id && each.score !== null ? [each.score] : [],
  );
  return scores.length === 0 ? '' : number(mean(scores), say);
}

export interface Cells {
  of(variant: string, caseId: string): readonly ReportOutcome[];
  /** Whether answers to the case are to have scores: by what is expected, by a judge, or because some do. */
  isScored(caseId: string): boolean;
}

/** The outcomes of one few-shot configuration, by variant and case, repeats in order. */
export function cellsOf(report: Report, shots: string): Cells {
  const known = knownCells(report);
  const cells = known.get(shots) ?? groupedCells(report, shots);
  known.set(shots, cells);
  return cells;
}

const knownCells = memoise((_: Report) => new Map<string, Cells>());

function groupedCells({ outcomes, cases, comparedBy }: Report, shots: string): Cells {
  const cells = new Map<string, ReportOutcome[]>();
  const scored = new Set(cases.flatMap(({ id, expected }) => (expected === null ? [] : [id])));
  const keyOf = (variant: string, caseId: string) => JSON.stringify([variant, caseId]);
  for (const outcome of outcomes) {
    if (outcome.shots !== shots) continue;
    if (outcome.score !== null || outcome.checks?.some(({ kind }) => kind === 'rubric'))
      scored.add(outcome.case);
    const key = keyOf(outcome.variant, outcome.case);
    const cell = cells.get(key);
    if (cell) cell.push(outcome);
    else cells.set(key, [outcome]);
  }
  for (const cell of cells.values()) cell.sort((a, b) => a.repeat - b.repeat);
  return {
    of: (variant, caseId) => cells.get(keyOf(variant, caseId)) ?? [],
    isScored: (caseId) => comparedBy === 'score' && scored.has(caseId),
  };
}

export const completed = (cell: readonly ReportOutcome[]) =>
  cell.filter(({ status }) => status === 'completed');

function cellFrom(
  own: readonly ReportOutcome[],
  reference: readonly ReportOutcome[],
  { gold, name, expected, say }: { gold: boolean; name: string; expected: string | null; say: Say },
): MatrixCell {
  const answers = completed(own);
  const [first] = answers;
  const glyph = glyphOf(own, reference, gold);
  const sure = answers.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const confidence = sure.length > 0 ? sure.reduce((a, b) => a + b, 0) / sure.length : null;
  const original = completed(reference)[0]?.text;
  const label = [
    `${name}: ${say(GLYPHS[glyph].words)}`,
    first ? say('answer {answer}', { answer: readingText(first, say) }) : null,
    expected === null ? null : say('expected {expected}', { expected }),
    confidence === null ? null : say('confidence {value}', { value: number(confidence, say) }),
  ];
  return {
    glyph,
    likeOriginal: glyphOf(own, reference, false),
    confidence,
    label: label.filter((part) => part !== null).join(', '),
    tells: answers.some(({ text, score }) => text !== original || score === 0),
    hasFailed: own.some(({ status }) => status === 'failed'),
  };
}

/** `gold`: whether answers to the case are scored. */
export function glyphOf(
  own: readonly ReportOutcome[],
  reference: readonly ReportOutcome[],
  gold: boolean,
): Glyph {
  const answers = completed(own);
  const [first] = answers;
  if (!first) return own.some(({ status }) => status === 'failed') ? 'failed' : 'missing';
  // What the checks pass is right, whatever else was looked for in it.
  const passes = gold && answers.some(({ score }) => (score ?? 0) > 0);
  if (!passes && answers.every(({ answer }) => answer === null)) return 'unreadable';
  if (gold) {
    const [score, ...others] = new Set(
      answers.flatMap((each) => (each.score === null ? [] : [each.score])),
    );
    if (score === undefined) return 'unscored';
    if (others.length > 0) return 'mixed';
    return score === 1 ? 'right' : score === 0 ? 'wrong' : 'partly';
  }
  if (new Set(answers.map(({ answer }) => answer)).size > 1) return 'mixed';
  return majority(completed(reference)) === first.answer ? 'same' : 'different';
}

function majority(cell: readonly ReportOutcome[]): string | null | undefined {
  const times = new Map<string | null, number>();
  for (const { answer } of cell) times.set(answer, (times.get(answer) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0];
}

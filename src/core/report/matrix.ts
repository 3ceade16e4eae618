/** The matrix variants × cases, and what is behind each cell that differs. */

import { diffTexts, type DiffPart } from '../text/diff.js';
import { parseJson } from '../text/jsonDiff.js';
import type { Report, ReportOutcome, ReportVariant } from './report.js';
import { number, variantName } from './words.js';

export type Glyph =
  | 'right'
  | 'wrong'
  | 'mixed'
  | 'partly'
  | 'same'
  | 'different'
  | 'unreadable'
  | 'failed'
  | 'missing';

export const GLYPHS: Readonly<Record<Glyph, { readonly sign: string; readonly words: string }>> = {
  right: { sign: '✓', words: 'right' },
  wrong: { sign: '✗', words: 'wrong' },
  mixed: { sign: '~', words: 'repeats disagree' },
  partly: { sign: '◐', words: 'partly right' },
  same: { sign: '=', words: 'same as the original' },
  different: { sign: '≠', words: 'different from the original' },
  unreadable: { sign: '–', words: 'no readable answer' },
  failed: { sign: '!', words: 'failed' },
  missing: { sign: '·', words: 'not run' },
};

export interface CellView {
  readonly glyph: Glyph;
  /** All of it in words: variant, case, answer, expected, confidence. */
  readonly label: string;
  /** Id of the detail behind the cell; null where there is nothing to show. */
  readonly detail: string | null;
}

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  readonly change: string;
  readonly stress: boolean;
  readonly unreviewed: boolean;
  readonly cells: readonly CellView[];
  /** Accuracy, or without expected answers the share answered like the original. */
  readonly figure: string;
}

export interface DetailView {
  readonly id: string;
  readonly title: string;
  readonly caseId: string;
  readonly inputs: readonly (readonly [string, string])[];
  readonly expected: string | null;
  readonly originalAnswer: string | null;
  readonly answer: string | null;
  readonly glyph: Glyph;
  readonly originalGlyph: Glyph;
  readonly confidence: number | null;
  readonly originalConfidence: number | null;
  readonly cut: boolean;
  readonly diff: readonly DiffPart[];
}

export interface MatrixView {
  /** Cases, most effect first. */
  readonly columns: readonly {
    readonly id: string;
    readonly number: number;
    readonly effect: number | null;
  }[];
  readonly rows: readonly MatrixRow[];
  readonly figureTitle: string;
  readonly legend: readonly Glyph[];
  readonly details: readonly DetailView[];
  /** Details beyond the limit are left out of the page; the JSON holds every answer. */
  readonly detailsLeftOut: number;
  readonly changes: readonly {
    readonly id: string;
    readonly name: string;
    readonly change: string;
    readonly messages: readonly { readonly role: string; readonly diff: readonly DiffPart[] }[];
  }[];
}

/** Answers shown with their difference, so that a page stays light with ten thousand outcomes. */
const MOST_DETAILS = 400;

export function matrixOf(report: Report): MatrixView {
  const gold = report.comparedBy === 'score';
  const shots = report.plan.shots.includes('file') ? 'file' : report.plan.shots[0];
  const cells = groupCells(report.outcomes.filter((each) => each.shots === shots));
  const original = report.variants[0] as ReportVariant;
  const numbered = report.cases.map((each, index) => ({
    id: each.id,
    number: index + 1,
    effect: each.excess,
  }));
  const columns = [...numbered].sort(
    (a, b) => (b.effect ?? -1) - (a.effect ?? -1) || a.number - b.number,
  );
  const details: DetailView[] = [];
  const rows = report.variants.map((variant): MatrixRow => ({
    id: variant.id,
    name: variantName(variant.id),
    change: variant.change,
    stress: variant.stress,
    unreviewed: variant.status === 'pending',
    figure: figureOf(gold ? variant.accuracy : variant.sameAsOriginal),
    cells: columns.map((column) => {
      const own = cells.get(cellKey(variant.id, column.id)) ?? [];
      const reference = cells.get(cellKey(original.id, column.id)) ?? [];
      const glyph = glyphOf(own, reference, gold);
      const detail = detailOf(report, { variant, caseId: column.id, own, reference, gold });
      if (detail) details.push(detail);
      return {
        glyph,
        label: labelOf(report, { variant, column, own, glyph }),
        detail: detail?.id ?? null,
      };
    }),
  }));
  const kept = details.slice(0, MOST_DETAILS);
  const keptIds = new Set(kept.map(({ id }) => id));
  return {
    columns,
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) =>
        cell.detail && !keptIds.has(cell.detail) ? { ...cell, detail: null } : cell,
      ),
    })),
    figureTitle: gold ? 'Acc.' : 'Same',
    legend: (Object.keys(GLYPHS) as Glyph[]).filter((glyph) =>
      rows.some((row) => row.cells.some((cell) => cell.glyph === glyph)),
    ),
    details: kept,
    detailsLeftOut: details.length - kept.length,
    changes: report.variants.slice(1).map(({ id, change, messages }) => ({
      id,
      name: variantName(id),
      change,
      messages: messages.map(({ role, content }, index) => ({
        role,
        diff: diffTexts(original.messages[index]?.content ?? '', content),
      })),
    })),
  };
}

/** White space in JSON says nothing: where both answers are JSON, both are laid out alike. */
function comparable(before: string, after: string): [string, string] {
  const [a, b] = [parseJson(before), parseJson(after)];
  const containers = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null;
  return containers ? [JSON.stringify(a, null, 2), JSON.stringify(b, null, 2)] : [before, after];
}

const cellKey = (variant: string, caseId: string) => JSON.stringify([variant, caseId]);
const figureOf = (figure: number | null) => (figure === null ? '' : number(figure));

function groupCells(outcomes: readonly ReportOutcome[]): Map<string, ReportOutcome[]> {
  const cells = new Map<string, ReportOutcome[]>();
  for (const outcome of outcomes) {
    const key = cellKey(outcome.variant, outcome.case);
    const cell = cells.get(key);
    if (cell) cell.push(outcome);
    else cells.set(key, [outcome]);
  }
  return cells;
}

const completed = (cell: readonly ReportOutcome[]) =>
  cell.filter(({ status }) => status === 'completed');

function glyphOf(
  own: readonly ReportOutcome[],
  reference: readonly ReportOutcome[],
  gold: boolean,
): Glyph {
  const answers = completed(own);
  const [first] = answers;
  if (!first) return own.some(({ status }) => status === 'failed') ? 'failed' : 'missing';
  if (answers.every(({ answer }) => answer === null)) return 'unreadable';
  if (gold && first.score !== null) {
    const scores = new Set(answers.map(({ score }) => score));
    if (scores.size > 1) return 'mixed';
    return first.score === 1 ? 'right' : first.score === 0 ? 'wrong' : 'partly';
  }
  if (new Set(answers.map(({ answer }) => answer)).size > 1) return 'mixed';
  return majority(completed(reference)) === first.answer ? 'same' : 'different';
}

function majority(cell: readonly ReportOutcome[]): string | null | undefined {
  const times = new Map<string | null, number>();
  for (const { answer } of cell) times.set(answer, (times.get(answer) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function labelOf(
  report: Report,
  {
    variant,
    column,
    own,
    glyph,
  }: {
    variant: ReportVariant;
    column: { id: string; number: number };
    own: readonly ReportOutcome[];
    glyph: Glyph;
  },
): string {
  const [first] = completed(own);
  const expected = report.cases.find(({ id }) => id === column.id)?.expected ?? null;
  return [
    `${variantName(variant.id)}, case ${column.id}: ${GLYPHS[glyph].words}`,
    first ? `answer ${first.answer ?? 'not readable'}` : null,
    expected === null ? null : `expected ${expected}`,
    first?.confidence == null ? null : `confidence ${number(first.confidence)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** A cell has a detail when its answer is not the original's, or is wrong: what is right and equal explains itself. */
function detailOf(
  report: Report,
  {
    variant,
    caseId,
    own,
    reference,
    gold,
  }: {
    variant: ReportVariant;
    caseId: string;
    own: readonly ReportOutcome[];
    reference: readonly ReportOutcome[];
    gold: boolean;
  },
): DetailView | null {
  const [before] = completed(reference);
  const answers = completed(own);
  // Where repeats disagree, the one that differs from the original says most.
  const after = answers.find(({ text }) => text !== before?.text) ?? answers[0];
  const tested = report.cases.find(({ id }) => id === caseId);
  if (!before || !after || !tested) return null;
  const [old, fresh] = comparable(before.text ?? '', after.text ?? '');
  if (old === fresh && after.score !== 0) return null;
  const columnNumber = report.cases.indexOf(tested) + 1;
  return {
    id: `${variant.id}--${columnNumber}`,
    title: `${variantName(variant.id)}, case ${caseId}`,
    caseId,
    inputs: Object.entries(tested.inputs),
    expected: tested.expected,
    originalAnswer: before.answer,
    answer: after.answer,
    glyph: glyphOf(own, reference, gold),
    originalGlyph: glyphOf(reference, reference, gold),
    confidence: after.confidence,
    originalConfidence: before.confidence,
    cut: after.finishReason === 'length',
    diff: diffTexts(old, fresh),
  };
}

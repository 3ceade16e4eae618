/** What is behind one cell of the matrix: the answers, what changed against the original's, and how sure the model was. */

import type { Message } from '../ports/model.js';
import { caseSaid } from '../say/caseWords.js';
import { diffTexts, type DiffPart } from '../text/diff.js';
import { findJson } from '../text/findJson.js';
import { diffJson, type JsonChange } from '../text/jsonDiff.js';
import { isRecord } from '../text/narrow.js';
import { normaliseAnswer } from '../text/normalise.js';
import { callsByName } from '../text/callsByName.js';
import { headlineShots } from '../variants/shots/configuration.js';
import { isCounted } from '../variants/variant.js';
import { diffLineByLine, type DiffLine } from '../text/lineDiff.js';
import { checkResult, checkText, checkWhat, gradeText, type CheckOutcome } from './checkText.js';
import { failureText } from './failureText.js';
import type { Glyph } from './glyphs.js';
import { answered, readingOf, type Reading } from './reading.js';
import { cellsOf, completed, glyphOf } from './matrix.js';
import { meaningsOf, type MeaningView } from './meanings.js';
import type { Report, ReportOutcome } from '../studies/sensitivity/schema.js';
import { variantName } from '../say/figures.js';
import { english, type Say } from '../say/say.js';

export interface CellAddress {
  readonly variant: string;
  readonly case: string;
  readonly shots: string;
}

export interface CheckView {
  readonly result: CheckOutcome;
  /** What it looks for. */
  readonly what: string;
  /** Null where it only passes or fails. */
  readonly grade: string | null;
  /** What is wrong, where it failed and that is known. */
  readonly why: string | null;
  /** All of that in one line. */
  readonly line: string;
}

export interface AnswerView {
  /** 1-based. */
  readonly repeat: number;
  readonly text: string;
  /** What the model wrote before it; null where it wrote nothing. */
  readonly reasoning: string | null;
  /** What came of each check; empty where there are none. */
  readonly checks: readonly CheckView[];
  /** The label or value that was read; null: none. */
  readonly answer: string | null;
  readonly reading: Reading;
  readonly score: number | null;
  readonly confidence: number | null;
  /** Cut by its length limit, and scored as it stands. */
  readonly cut: boolean;
  /** Each token with its probability and, where it is not sure, the next candidate with its own. */
  readonly tokens: ReportOutcome['tokens'];
}

export interface PathRow {
  /** Empty where the whole value is one leaf; the tool and the argument where both answers are calls. */
  readonly path: string;
  readonly kind: JsonChange;
  /** JSON, or text without its quotes. */
  readonly before: readonly DiffPart[];
  readonly after: readonly DiffPart[];
}

export interface CellView extends CellAddress {
  readonly title: string;
  /** The cell is the original's own: there is nothing to compare it with. */
  readonly isOriginal: boolean;
  readonly inputs: readonly (readonly [string, string])[];
  readonly expected: string | null;
  readonly glyph: Glyph;
  readonly originalGlyph: Glyph;
  /** All repeats that were answered. */
  readonly answers: readonly AnswerView[];
  readonly originals: readonly AnswerView[];
  /** The repeat that is compared: one that differs from the original, where one does. Null: nothing was answered. */
  readonly compared: { readonly answer: AnswerView; readonly original: AnswerView } | null;
  /** Why calls failed. */
  readonly errors: readonly string[];
  /** Of the JSON laid out, where both answers hold some and it differs or nothing but white space does; else of the texts. */
  readonly words: readonly DiffPart[];
  /** The expected answer beside the compared one; null where there is none, or the answer is right. */
  readonly againstExpected: Pick<CellView, 'words' | 'paths'> | null;
  /** Null unless both answers hold a JSON object or array, and differ in it, in nothing but white space, or not at all as they are read. */
  readonly paths: readonly PathRow[] | null;
  /** The case's answers by what they mean, in all wordings; empty where meanings were not compared. */
  readonly meanings: readonly MeaningView[];
  /** Mean confidence of the answers that are right, over all variants; null without expected answers. */
  readonly meanOfRight: number | null;
}

export interface PromptChange {
  readonly role: string;
  readonly changed: boolean;
  readonly lines: readonly DiffLine[];
}

/** Null when the report has no such cell. `repeat` chooses which answer is compared. */
export function cellOf(
  report: Report,
  address: CellAddress,
  { repeat, say = english }: { repeat?: number | undefined; say?: Say } = {},
): CellView | null {
  const { variant, case: caseId, shots } = address;
  const tested = report.cases.find(({ id }) => id === caseId);
  const original = report.variants[0];
  if (!tested || !original || !report.variants.some(({ id }) => id === variant)) return null;
  const cells = cellsOf(report, shots);
  const [own, reference] = [cells.of(variant, caseId), cells.of(original.id, caseId)];
  const answers = completed(own).map((each) => answerOf(each, say));
  const originals = completed(reference).map((each) => answerOf(each, say));
  const [before] = originals;
  const after =
    answers.find((each) => each.repeat === repeat) ??
    answers.find(({ text }) => text !== before?.text) ??
    answers[0];
  const gold = cells.isScored(caseId);
  return {
    ...address,
    title: `${variantName(variant)}, ${caseSaid(caseId, say)}`,
    isOriginal: variant === original.id,
    inputs: Object.entries(tested.inputs),
    expected: tested.expected,
    glyph: glyphOf(own, reference, gold),
    originalGlyph: glyphOf(reference, reference, gold),
    answers,
    originals,
    compared: before && after ? { answer: after, original: before } : null,
    errors: [
      ...new Set(own.flatMap(({ status, error }) => (status === 'failed' ? [error ?? ''] : []))),
    ],
    ...(before && after ? differencesBetween(before, after) : { words: [], paths: null }),
    againstExpected: after ? againstExpected(tested.expected, after) : null,
    meanings: meaningsOf(report, address, say),
    meanOfRight: meanConfidenceOfRight(report, shots),
  };
}

/** What a variant words differently, message by message. */
export function promptChanges(report: Report, variantId: string): PromptChange[] {
  const [original] = report.variants;
  const variant = report.variants.find(({ id }) => id === variantId);
  if (!original || !variant) return [];
  return changesBetween(original.messages, variant.messages);
}

/** Message by message, in the order of the second wording. */
export function changesBetween(
  before: readonly Message[],
  after: readonly Message[],
): PromptChange[] {
  return after.map(({ role, content }, index) => {
    const lines = diffLineByLine(before[index]?.content ?? '', content);
    return { role, changed: lines.some(({ kind }) => kind !== 'same'), lines };
  });
}

/** Which cells to look among; null: all. */
export interface CellChoice {
  readonly variant: string | null;
  readonly case: string | null;
  /** Null: the headline's. */
  readonly shots: string | null;
}

const ALL: CellChoice = { variant: null, case: null, shots: null };

/**
 * The cells a reader should see, the first first: of the variants that move most, where the original was right and they are
 * not; then those whose text is another. Variants outside the headline only where one is chosen.
 */
export const tellingCells = (report: Report, choice: CellChoice = ALL): CellAddress[] => [
  ...eachTellingCell(report, choice),
];

/** Null when every answer is the original's. */
export const firstCell = (report: Report): CellAddress | null =>
  eachTellingCell(report, ALL).next().value ?? null;

/** One after the other, so that the first is found without a look at all. */
function* eachTellingCell(report: Report, choice: CellChoice): Generator<CellAddress, undefined> {
  const shots = choice.shots ?? headlineShots(report.plan.shots);
  const cells = cellsOf(report, shots);
  const [original, ...others] = report.variants;
  if (!original) return;
  const gold = report.comparedBy === 'score';
  const variants = others
    .filter((each) => (choice.variant === null ? isCounted(each) : each.id === choice.variant))
    .sort((a, b) => (a.effectWithout ?? 1) - (b.effectWithout ?? 1));
  const cases = report.cases
    .filter(({ id }) => choice.case === null || id === choice.case)
    .toSorted((a, b) => (b.excess ?? -1) - (a.excess ?? -1));
  const flips = (variant: string, caseId: string) => {
    const reference = cells.of(original.id, caseId);
    const isScored = cells.isScored(caseId);
    const glyph = glyphOf(cells.of(variant, caseId), reference, isScored);
    const before = glyphOf(reference, reference, isScored);
    return gold ? before === 'right' && glyph === 'wrong' : glyph === 'different';
  };
  const isReworded = (variant: string, caseId: string) => {
    const text = completed(cells.of(original.id, caseId))[0]?.text;
    const answers = completed(cells.of(variant, caseId));
    return answers.some((each) => each.text !== text) && !flips(variant, caseId);
  };
  for (const isTelling of [flips, isReworded]) {
    for (const variant of variants) {
      for (const tested of cases) {
        if (isTelling(variant.id, tested.id)) yield { variant: variant.id, case: tested.id, shots };
      }
    }
  }
}

function answerOf(outcome: ReportOutcome, say: Say): AnswerView {
  const { repeat, text, answer, score, confidence, finishReason, tokens } = outcome;
  return {
    repeat,
    text: text ?? '',
    reasoning: outcome.reasoning ?? null,
    checks: (outcome.checks ?? []).map((each) => ({
      result: checkResult(each),
      what: checkWhat(each, say),
      grade: gradeText(each, say),
      why: each.why ? failureText(each.why, say) : null,
      line: checkText(each, say),
    })),
    answer,
    reading: readingOf(outcome),
    score,
    confidence,
    cut: finishReason === 'length',
    tokens,
  };
}

const isContainer = (value: unknown) => Array.isArray(value) || isRecord(value);

/** A JSON object or array with its white space put right; null for any other text. */
export function laidOut(text: string): string | null {
  const value = findJson(text)?.value;
  return isContainer(value) ? JSON.stringify(value, null, 2) : null;
}

/** Where both are the same JSON and no words stand around it, how it is written says nothing. */
function differencesBetween(
  before: AnswerView,
  after: AnswerView,
): Pick<CellView, 'words' | 'paths'> {
  const isBare = [before, after].every(({ text }) => findJson(text)?.wordsAround === 0);
  const rows = isBare && before.answer === after.answer ? pathRows(before.text, after.text) : null;
  if (!rows?.every(({ kind }) => kind === 'same')) return differencesOf(before.text, after.text);
  return { words: whole(laidOut(after.text) ?? after.text), paths: rows };
}

function differencesOf(before: string, after: string): Pick<CellView, 'words' | 'paths'> {
  const paths = pathRows(before, after);
  const isInside = paths?.some(({ kind }) => kind !== 'same') ?? false;
  const isSpaced = withoutSpaces(before) === withoutSpaces(after);
  const texts = isInside || isSpaced ? comparable(before, after) : ([before, after] as const);
  return { words: diffTexts(...texts), paths: isInside || isSpaced ? paths : null };
}

/** By path where both are JSON, else by words with what was read out of the answer. */
function againstExpected(expected: string | null, answer: AnswerView) {
  if (expected === null || answer.score === 1) return null;
  const { words, paths } = differencesOf(expected, answer.text);
  if (paths) return { words, paths };
  // Read as expected and still wrong: what is around it is the reason.
  const isAlike = normaliseAnswer(answered(answer)) === normaliseAnswer(expected);
  return { words: diffTexts(expected, isAlike ? answer.text : answered(answer)), paths: null };
}

const withoutSpaces = (text: string) => text.replace(/\s+/g, '');

/** White space in JSON says nothing: where both answers are JSON, both are laid out alike. */
function comparable(before: string, after: string): [string, string] {
  const [a, b] = [laidOut(before), laidOut(after)];
  return a !== null && b !== null ? [a, b] : [before, after];
}

function pathRows(before: string, after: string): PathRow[] | null {
  const calls = callsByName(before, after);
  const [a, b] = calls ?? [findJson(before)?.value, findJson(after)?.value];
  if (!isContainer(a) || !isContainer(b)) return null;
  return diffJson(a, b).map(({ path, kind, before: old, after: fresh }) => {
    const text = kind === 'typeChanged' ? asJson : leafText;
    const [oldText, freshText] = [text(old), text(fresh)];
    const parts = kind === 'same' ? [] : diffTexts(oldText, freshText);
    return {
      path,
      kind,
      before: kind === 'same' ? whole(oldText) : parts.filter((each) => each.kind !== 'added'),
      after: kind === 'same' ? whole(freshText) : parts.filter((each) => each.kind !== 'removed'),
    };
  });
}

const whole = (text: string): DiffPart[] => [{ kind: 'same', text }];

const asJson = (value: unknown) => (value === undefined ? '' : JSON.stringify(value));
const leafText = (value: unknown) => (typeof value === 'string' ? value : asJson(value));

function meanConfidenceOfRight({ outcomes }: Report, shots: string): number | null {
  const known = outcomes.flatMap((each) =>
    each.shots === shots && each.score === 1 && each.confidence !== null ? [each.confidence] : [],
  );
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

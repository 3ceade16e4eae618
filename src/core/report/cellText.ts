/** What is behind a cell, as a person reads it in a terminal. */

import type { DiffPart } from '../text/diff.js';
import type { DiffLine } from '../text/lineDiff.js';
import { oneLine, printable } from '../text/printable.js';
import type { AnswerView, CellView, PromptChange } from './cell.js';
import { GLYPHS } from './glyphs.js';
import type { Colours } from './terminal.js';
import { normaliseAnswer } from '../text/normalise.js';
import { number, readText } from '../words/figures.js';

const LABEL = 10;

/** `changes`: what the variant words differently. Without colours every change still has its marks. */
export function renderCell(
  cell: CellView,
  changes: readonly PromptChange[],
  { colours, width }: { colours: Colours; width: number },
): string {
  const { bold, dim } = colours;
  const labelled = (label: string, lines: readonly string[]) =>
    lines.map((line, index) => `${dim((index === 0 ? label : '').padEnd(LABEL))}${line}`);
  const short = (text: string) => oneLine(text, width - LABEL);
  const { compared, answers, isOriginal } = cell;
  const first = compared?.answer ?? answers[0];
  return [
    bold(`${oneLine(cell.title, width - 30)}: ${signs(cell)}`),
    ...labelled(
      'Wording',
      changes.flatMap((change) => wordingLines(change, colours, short)),
    ),
    ...labelled(
      'Inputs',
      cell.inputs.map(([name, value]) => short(`${name}: ${value}`)),
    ),
    ...(cell.expected === null ? [] : labelled('Expected', [short(cell.expected)])),
    ...(compared && !isOriginal
      ? labelled('Original', answerLines(compared.original, cell.originals))
      : []),
    ...(first ? labelled('Answer', answerLines(first, answers)) : []),
    ...(first ? labelled('Read', readLines(first, short)) : []),
    ...otherTexts(first, answers).flatMap((each) => labelled('Also', answerLines(each, answers))),
    ...(compared && !isOriginal ? labelled('Differs', differences(cell, colours, short)) : []),
    ...labelled(
      'Meanings',
      cell.meanings.flatMap(({ says, answers: n, wordings }) => [
        short(`${n} × “${says}”`),
        short(`  ${wordings}`),
      ]),
    ),
    ...(first ? labelled('Checks', checkLines(first)) : []),
    ...(first?.reasoning ? labelled('Reasoning', reasoningLines(first.reasoning, short)) : []),
    ...labelled('Failed', cell.errors.map(printable)),
    '',
  ].join('\n');
}

/** Without expected answers the original is what is compared with. */
function signs({ glyph, originalGlyph, isOriginal }: CellView): string {
  const sign = (each: CellView['glyph']) => `${GLYPHS[each].sign} ${GLYPHS[each].words}`;
  return isOriginal || originalGlyph === 'same'
    ? sign(glyph)
    : `${sign(glyph)}, original ${sign(originalGlyph)}`;
}

function wordingLines(
  { role, changed, lines }: PromptChange,
  colours: Colours,
  short: (text: string) => string,
): string[] {
  if (!changed) return [];
  const shown = lines
    .filter(({ kind }) => kind !== 'same')
    .map((line) => changedLine(line, colours, short));
  return [colours.dim(`${role}:`), ...shown];
}

const LINE_SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  same: ' ',
  changed: '~',
  added: '+',
  removed: '-',
  movedHere: '→',
  movedAway: '←',
};

function changedLine(
  { kind, parts }: DiffLine,
  colours: Colours,
  short: (text: string) => string,
): string {
  const text =
    kind === 'changed' ? marked(parts, colours) : short(parts.map((part) => part.text).join(''));
  const paint =
    kind === 'added' || kind === 'movedHere'
      ? colours.green
      : kind === 'removed' || kind === 'movedAway'
        ? colours.red
        : (same: string) => same;
  return `${LINE_SIGNS[kind]} ${paint(text)}`;
}

/** What is gone in [- -], what is new in {+ +}, as word diffs are written. */
const marked = (parts: readonly DiffPart[], { red, green }: Colours) =>
  parts
    .map(({ kind, text }) => {
      const shown = printable(text);
      if (kind === 'removed') return red(`[-${shown}-]`);
      return kind === 'added' ? green(`{+${shown}+}`) : shown;
    })
    .join('');

function answerLines(
  { text, confidence, cut, repeat }: AnswerView,
  all: readonly AnswerView[],
): string[] {
  const alike = all.filter((each) => each.text === text).length;
  const facts = [
    all.length > 1
      ? alike === all.length
        ? `${all.length} times the same`
        : `repeat ${repeat}, ${alike} of ${all.length} like it`
      : null,
    confidence === null ? null : `confidence ${number(confidence)}`,
    cut ? 'cut at its limit of tokens' : null,
  ].filter((fact) => fact !== null);
  const shown = text === '' ? '(empty)' : printable(text);
  return [...shown.split('\n'), ...(facts.length > 0 ? [`(${facts.join(', ')})`] : [])];
}

/** What was read out of the answer, where it is not the answer itself. */
function readLines(
  { text, answer, reading }: AnswerView,
  short: (text: string) => string,
): string[] {
  if (reading === 'unreadable') return text.trim() === '' ? [] : ['(nothing could be read)'];
  if (answer === null) return [];
  return normaliseAnswer(answer) === normaliseAnswer(text) ? [] : [short(readText(answer))];
}

/** For instance `✗ contains (contains "billing")`. */
const checkLines = ({ checks }: AnswerView): string[] =>
  checks.map(({ result, line }) => `${CHECK_SIGNS[result]} ${printable(line)}`);

const CHECK_SIGNS = { passed: '✓', failed: '✗', 'not run': '?' } as const;

/** Reasoning is long: its first lines tell what it is. */
const SHOWN_LINES = 3;

function reasoningLines(reasoning: string, short: (text: string) => string): string[] {
  const lines = reasoning.split('\n').filter((line) => line.trim() !== '');
  const more = lines.length - SHOWN_LINES;
  return [
    ...lines.slice(0, SHOWN_LINES).map((line) => short(printable(line))),
    ...(more > 0 ? [`(${more} more ${more === 1 ? 'line' : 'lines'} in the report)`] : []),
  ];
}

/** One answer for each text that is not that of the first. */
const otherTexts = (first: AnswerView | undefined, all: readonly AnswerView[]) =>
  all.filter(
    ({ text }, index) =>
      text !== first?.text && all.findIndex((each) => each.text === text) === index,
  );

/** What differs where the JSON that was read does not. */
function unread(compared: CellView['compared']): string {
  const [a = '', b = ''] = [compared?.answer.text, compared?.original.text];
  if (a === b) return 'in nothing';
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '')
    ? 'in nothing but white space'
    : 'in nothing but how the JSON is written';
}

function differences(
  { paths, words, compared }: CellView,
  colours: Colours,
  short: (text: string) => string,
): string[] {
  if (paths) {
    const changed = paths.filter(({ kind }) => kind !== 'same');
    return changed.length === 0
      ? [unread(compared)]
      : changed.map(({ path, before, after }) => {
          const [old, fresh] = [before, after].map((parts) =>
            short(parts.map(({ text }) => text).join('')),
          );
          return `${path}: ${colours.red(`[-${old}-]`)} ${colours.green(`{+${fresh}+}`)}`;
        });
  }
  if (words.every(({ kind }) => kind === 'same')) return ['in nothing'];
  return marked(words, colours).split('\n');
}

/** What is behind a cell, as a person reads it in a terminal. */

import type { DiffPart } from '../text/diff.js';
import type { DiffLine } from '../text/lineDiff.js';
import { oneLine, printable } from '../text/printable.js';
import type { AnswerView, CellView, PromptChange } from './cell.js';
import { CHECK_SIGNS, GLYPHS } from './glyphs.js';
import type { Colours } from './terminal.js';
import { normaliseAnswer } from '../text/normalise.js';
import { displayWidth, padded } from '../text/displayWidth.js';
import { number, readText } from '../say/figures.js';
import { plural } from '../say/plural.js';
import type { Say } from '../say/say.js';

/** The least width of what stands before a line. */
const LABEL = 10;

/** `changes`: what the variant words differently. Without colours every change still has its marks. */
export function renderCell(
  cell: CellView,
  changes: readonly PromptChange[],
  { colours, width, words: say }: { colours: Colours; width: number; words: Say },
): string {
  const { bold, dim } = colours;
  const labels = labelsIn(say);
  const margin = Math.max(LABEL, ...Object.values(labels).map((each) => displayWidth(each) + 1));
  const labelled = (label: keyof typeof labels, lines: readonly string[]) =>
    lines.map((line, index) => `${dim(padded(index === 0 ? labels[label] : '', margin))}${line}`);
  const short = (text: string) => oneLine(text, width - margin);
  const { compared, answers, isOriginal } = cell;
  const first = compared?.answer ?? answers[0];
  return [
    bold(`${oneLine(cell.title, width - 30)}: ${signs(cell, say)}`),
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
      ? labelled('Original', answerLines(compared.original, cell.originals, say))
      : []),
    ...(first ? labelled('Answer', answerLines(first, answers, say)) : []),
    ...(first ? labelled('Read', readLines(first, short, say)) : []),
    ...otherTexts(first, answers).flatMap((each) =>
      labelled('Also', answerLines(each, answers, say)),
    ),
    ...(compared && !isOriginal
      ? labelled('Differs', differences(cell, { colours, short, say }))
      : []),
    ...labelled(
      'Meanings',
      cell.meanings.flatMap(({ says, answers: n, wordings }) => [
        short(`${n} × “${says}”`),
        short(`  ${wordings}`),
      ]),
    ),
    ...(first ? labelled('Checks', checkLines(first)) : []),
    ...(first?.reasoning ? labelled('Reasoning', reasoningLines(first.reasoning, short, say)) : []),
    ...labelled('Failed', cell.errors.map(printable)),
    '',
  ].join('\n');
}

const labelsIn = (say: Say) => ({
  Wording: say('Wording'),
  Inputs: say('Inputs'),
  Expected: say('Expected'),
  Original: say('Original'),
  Answer: say('Answer'),
  Read: say('Read'),
  Also: say('Also'),
  Differs: say('Differs'),
  Meanings: say('Meanings'),
  Checks: say('Checks'),
  Reasoning: say('Reasoning'),
  Failed: say('Failed'),
});

/** Without expected answers the original is what is compared with. */
function signs({ glyph, originalGlyph, isOriginal }: CellView, say: Say): string {
  const sign = (each: CellView['glyph']) => `${GLYPHS[each].sign} ${say(GLYPHS[each].words)}`;
  return isOriginal || originalGlyph === 'same'
    ? sign(glyph)
    : say('{own}, original {original}', { own: sign(glyph), original: sign(originalGlyph) });
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
  say: Say,
): string[] {
  const alike = all.filter((each) => each.text === text).length;
  const facts = [
    all.length > 1
      ? alike === all.length
        ? say('{n} times the same', { n: all.length })
        : say('repeat {repeat}, {n} of {of} like it', { repeat, n: alike, of: all.length })
      : null,
    confidence === null ? null : say('confidence {value}', { value: number(confidence, say) }),
    cut ? say('cut at its limit of tokens') : null,
  ].filter((fact) => fact !== null);
  const shown = text === '' ? say('(empty)') : printable(text);
  return [...shown.split('\n'), ...(facts.length > 0 ? [`(${facts.join(', ')})`] : [])];
}

/** What was read out of the answer, where it is not the answer itself. */
function readLines(
  { text, answer, reading }: AnswerView,
  short: (text: string) => string,
  say: Say,
): string[] {
  if (reading === 'unreadable') return text.trim() === '' ? [] : [say('(nothing could be read)')];
  if (answer === null) return [];
  return normaliseAnswer(answer) === normaliseAnswer(text) ? [] : [short(readText(answer, say))];
}

/** For instance `✗ contains (contains "billing")`. */
const checkLines = ({ checks }: AnswerView): string[] =>
  checks.map(({ result, line }) => `${CHECK_SIGNS[result]} ${printable(line)}`);

/** Reasoning is long: its first lines tell what it is. */
const SHOWN_LINES = 3;

function reasoningLines(reasoning: string, short: (text: string) => string, say: Say): string[] {
  const lines = reasoning.split('\n').filter((line) => line.trim() !== '');
  const more = lines.length - SHOWN_LINES;
  return [
    ...lines.slice(0, SHOWN_LINES).map((line) => short(printable(line))),
    ...(more > 0
      ? [plural(say, more, '(1 more line in the report)', '({n} more lines in the report)')]
      : []),
  ];
}

/** One answer for each text that is not that of the first. */
const otherTexts = (first: AnswerView | undefined, all: readonly AnswerView[]) =>
  all.filter(
    ({ text }, index) =>
      text !== first?.text && all.findIndex((each) => each.text === text) === index,
  );

/** What differs where the JSON that was read does not. */
function unread(compared: CellView['compared'], say: Say): string {
  const [a = '', b = ''] = [compared?.answer.text, compared?.original.text];
  if (a === b) return say('in nothing');
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '')
    ? say('in nothing but white space')
    : say('in nothing but how the JSON is written');
}

function differences(
  { paths, words, compared }: CellView,
  { colours, short, say }: { colours: Colours; short: (text: string) => string; say: Say },
): string[] {
  if (paths) {
    const changed = paths.filter(({ kind }) => kind !== 'same');
    return changed.length === 0
      ? [unread(compared, say)]
      : changed.map(({ path, before, after }) => {
          const [old, fresh] = [before, after].map((parts) =>
            short(parts.map(({ text }) => text).join('')),
          );
          return `${path}: ${colours.red(`[-${old}-]`)} ${colours.green(`{+${fresh}+}`)}`;
        });
  }
  if (words.every(({ kind }) => kind === 'same')) return [say('in nothing')];
  return marked(words, colours).split('\n');
}

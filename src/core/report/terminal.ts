/** The report as a person reads it in a terminal. Colours are given by the caller; without them every mark still differs. */

import { oneLine, printable } from '../text/printable.js';
import { GLYPHS, type Glyph } from './glyphs.js';
import type { MatrixView } from './matrix.js';
import type { VerdictKind } from '../studies/sensitivity/verdict.js';
import type { Tile } from './tiles.js';
import type { ComparisonRow, ReportView, ScaleView } from './view.js';
import { interval, number, thousands } from '../words/figures.js';
import { shellWord } from '../text/shellWord.js';

type Paint = (text: string) => string;

/** The subset of a colour library this needs. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
}

const KIND_SIGNS: Readonly<Record<VerdictKind, string>> = {
  good: '✓',
  quiet: '✓',
  open: '?',
  warn: '!',
  bad: '!!',
};

export function renderTerminal(
  view: ReportView,
  { colours, width }: { colours: Colours; width: number },
): string {
  const kindPaint: Record<VerdictKind, Paint> = {
    good: colours.green,
    quiet: colours.dim,
    open: colours.blue,
    warn: colours.yellow,
    bad: colours.red,
  };
  const { verdict } = view;
  const paint = kindPaint[verdict.kind];
  const labelled = (label: string, text: string | null) =>
    text === null
      ? []
      : wrap(printable(text), width - 9).map(
          (line, index) => `${colours.dim((index === 0 ? label : '').padEnd(8))} ${line}`,
        );
  const head = [
    '',
    `${colours.bold(oneLine(view.title, width))}  ${colours.dim(view.path)}`,
    colours.dim(view.facts.join(' · ')),
  ];
  if (view.unanswered !== null)
    return [...head, '', ...wrap(printable(view.unanswered), width).map(colours.red)].join('\n');
  return [
    ...head,
    ...(view.recorded ? [colours.yellow(view.recorded)] : []),
    ...(view.stopped ? wrap(view.stopped, width).map(colours.yellow) : []),
    '',
    paint(colours.bold(`${KIND_SIGNS[verdict.kind]} ${verdict.word}`)),
    ...wrap(printable(verdict.sentence), width),
    ...view.caveats.flatMap((text) => wrap(printable(text), width)).map(colours.yellow),
    ...(view.scale ? ['', ...scaleLines(view.scale, width, paint)] : []),
    '',
    ...labelled('Found', verdict.found),
    ...labelled('Cause', verdict.cause),
    ...labelled(
      'Advice',
      view.adviceOptions === null ? verdict.advice : `${verdict.advice} (${view.adviceOptions})`,
    ),
    '',
    ...tileLines(view.tiles, colours),
    '',
    ...matrixLines(view.matrix, colours, width),
    ...(view.matrix.rows.length > 1
      ? [colours.dim(`What is behind a cell: plumbline show ${shellWord(view.path)}`), '']
      : []),
    ...comparisonLines('Which kind of change? Each with the original:', view.classes, colours),
    ...comparisonLines('Would examples help?', view.shots, colours),
    ...(view.shotsSentence === null ? [] : [...wrap(view.shotsSentence, width), '']),
    ...gateLines(view, colours),
    ...view.notes.flatMap((note) => wrap(`Note: ${printable(note)}`, width)).map(colours.dim),
  ].join('\n');
}

function scaleLines(scale: ScaleView, width: number, paint: Paint): string[] {
  const cells = Math.min(width - 2, 72);
  const at = (value: number) =>
    Math.round((Math.min(Math.max(value, 0), scale.most) / scale.most) * (cells - 1));
  const bar = Array.from({ length: cells }, (_, index): string =>
    index <= at(scale.value) && scale.value > 0 ? '▄' : ' ',
  );
  if (scale.low !== null && scale.high !== null) {
    for (let index = at(scale.low); index <= at(scale.high); index++)
      bar[index] = bar[index] === '▄' ? '█' : '─';
    if (scale.high > scale.most) bar[cells - 1] = '→';
  }
  bar[at(scale.value)] = '●';
  const names = Array.from({ length: cells }, () => ' ');
  for (const { name, from, to } of scale.bands) {
    const room = at(to) - at(from);
    const text = `╷${name}`.slice(0, room);
    [...text].forEach((character, index) => (names[at(from) + index] = character));
  }
  return [names.join('').trimEnd(), paint(bar.join('').trimEnd())];
}

function tileLines(tiles: readonly Tile[], { bold, dim }: Colours): string[] {
  const widest = Math.max(...tiles.map(({ title }) => title.length));
  return tiles.map(({ title, term, value, interval: range, exact, detail }) => {
    const name = `${title.padEnd(widest)}  `;
    if (value === null) return `${name}${dim(`not available: ${detail}`)}`;
    return `${name}${bold(value)} ${(range ?? (exact ? '' : 'no interval yet')).padEnd(15)} ${dim(`${detail} (${term})`)}`;
  });
}

/** Wider matrices are cut at the right: the cases that move stand first. */
function matrixLines(matrix: MatrixView, colours: Colours, width: number): string[] {
  const paints: Partial<Record<Glyph, Paint>> = {
    right: colours.green,
    wrong: colours.red,
    mixed: colours.yellow,
    partly: colours.yellow,
    different: colours.blue,
    unreadable: colours.red,
    failed: colours.red,
    same: colours.dim,
    missing: colours.dim,
  };
  const nameWidth = Math.max(12, ...matrix.rows.map(rowName).map((name) => name.length));
  const cellWidth = 1 + Math.max(2, ...matrix.columns.map(({ number: n }) => String(n).length));
  const shown = Math.max(
    1,
    Math.min(matrix.columns.length, Math.floor((width - nameWidth - 8) / cellWidth)),
  );
  const header = matrix.columns
    .slice(0, shown)
    .map(({ number: n }) => String(n).padStart(cellWidth));
  const gap = ' '.repeat(cellWidth - 1);
  const rows = matrix.rows.map((row) => {
    const cells = row.cells
      .slice(0, shown)
      .map(({ glyph }) => `${gap}${(paints[glyph] ?? ((text) => text))(GLYPHS[glyph].sign)}`);
    return `${rowName(row).padEnd(nameWidth)}${cells.join('')}  ${row.figure}`;
  });
  const legend = matrix.legend
    .map((glyph) => `${GLYPHS[glyph].sign} ${GLYPHS[glyph].words}`)
    .join('  ');
  const more = matrix.leftOut + matrix.columns.length - shown;
  const cut =
    more > 0 ? `; ${thousands(more)} more ${more === 1 ? 'case' : 'cases'} in the report` : '';
  return [
    colours.dim(`${'Case'.padStart(nameWidth)}${header.join('')}  ${matrix.figureTitle}`),
    ...rows,
    colours.dim(`${legend}; most effect first${cut}`),
    '',
  ];
}

const rowName = ({ name, stress, unreviewed }: MatrixView['rows'][number]) =>
  `${name}${stress ? ' (stress)' : ''}${unreviewed ? ' (unreviewed)' : ''}`;

function comparisonLines(
  title: string,
  rows: readonly ComparisonRow[],
  { bold, dim }: Colours,
): string[] {
  if (rows.length === 0) return [];
  const widest = Math.max(...rows.map(({ name, stress }) => name.length + (stress ? 9 : 0)));
  const lines = rows.map(({ name, stress, effect, interval: range, noise, accuracy, tokens }) => {
    const figures = [
      effect === null
        ? dim('not available')
        : `effect ${number(effect)} ${range ? interval(range) : ''}`.padEnd(27),
      noise === null ? '' : `noise ${number(noise)}`,
      accuracy === null ? '' : `accuracy ${number(accuracy)}`,
      tokens === null ? '' : `${thousands(Math.round(tokens))} tokens a call`,
    ];
    return `  ${`${name}${stress ? ' (stress)' : ''}`.padEnd(widest)}  ${figures.filter(Boolean).join('  ')}`;
  });
  return [bold(title), ...lines, ''];
}

function gateLines({ gates }: ReportView, { green, red, yellow }: Colours): string[] {
  const signs = {
    passed: green('✓ passed'),
    failed: red('✗ failed'),
    inconclusive: yellow('? inconclusive'),
  };
  return gates.map(({ text, result }) => `Gate ${text}  ${signs[result]}`);
}

function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines.length - 1;
      const joined = lines[last] === '' ? word : `${lines[last]} ${word}`;
      if (joined.length > width && lines[last] !== '') lines.push(word);
      else lines[last] = joined;
    }
    return lines;
  });
}

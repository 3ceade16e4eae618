/** The report as a person reads it in a terminal. Colours are given by the caller; without them every mark still differs. */

import { wrap } from '../text/wrap.js';
import { displayWidth, padded } from '../text/displayWidth.js';
import { oneLine, printable } from '../text/printable.js';
import { GLYPHS, type Glyph } from './glyphs.js';
import type { MatrixView } from './matrix.js';
import type { VerdictKind } from '../studies/sensitivity/verdict.js';
import type { Tile } from './tiles.js';
import type { ComparisonRow, ReportView, ScaleView } from './view.js';
import { interval, number, thousands } from '../say/figures.js';
import { plural } from '../say/plural.js';
import { english, type Say } from '../say/say.js';
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

/** Where a report is drawn. */
export interface Screen {
  readonly colours: Colours;
  /** In columns. */
  readonly width: number;
  /** The reader's language; absent: English. */
  readonly words?: Say;
}

const KIND_SIGNS: Readonly<Record<VerdictKind, string>> = {
  good: '✓',
  quiet: '✓',
  open: '?',
  warn: '!',
  bad: '!!',
};

export function renderTerminal(view: ReportView, screen: Screen): string {
  const { colours, width, words: say = english } = screen;
  const kindPaint: Record<VerdictKind, Paint> = {
    good: colours.green,
    quiet: colours.dim,
    open: colours.blue,
    warn: colours.yellow,
    bad: colours.red,
  };
  const { verdict } = view;
  const paint = kindPaint[verdict.kind];
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
    ...foundLines(view, screen),
    '',
    ...tileLines(view.tiles, screen),
    '',
    ...matrixLines(view.matrix, screen),
    ...(view.matrix.rows.length > 1
      ? [
          colours.dim(
            say('What is behind a cell: {command}', {
              command: `plumbline show ${shellWord(view.path)}`,
            }),
          ),
          '',
        ]
      : []),
    ...comparisonLines(say('Which kind of change? Each with the original:'), view.classes, screen),
    ...comparisonLines(say('Would examples help?'), view.shots, screen),
    ...(view.shotsSentence === null ? [] : [...wrap(view.shotsSentence, width), '']),
    ...gateLines(view, screen),
    ...view.notes
      .flatMap((note) => wrap(say('Note: {text}', { text: printable(note) }), width))
      .map(colours.dim),
  ].join('\n');
}

/** What was found, why, and what to do. */
function foundLines({ verdict, adviceOptions }: ReportView, screen: Screen): string[] {
  const { colours, width, words: say = english } = screen;
  const labels = [say('Found'), say('Cause'), say('Advice')] as const;
  const margin = Math.max(8, ...labels.map(displayWidth));
  const labelled = (label: string, text: string | null) =>
    text === null
      ? []
      : wrap(printable(text), width - margin - 1).map(
          (line, index) => `${colours.dim(padded(index === 0 ? label : '', margin))} ${line}`,
        );
  return [
    ...labelled(labels[0], verdict.found),
    ...labelled(labels[1], verdict.cause),
    ...labelled(
      labels[2],
      adviceOptions === null ? verdict.advice : `${verdict.advice} (${adviceOptions})`,
    ),
  ];
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
    let column = at(from);
    for (const character of `╷${name}`) {
      const taken = displayWidth(character);
      if (column + taken > at(to)) break;
      names.splice(column, taken, character, ...Array.from({ length: taken - 1 }, () => ''));
      column += taken;
    }
  }
  return [names.join('').trimEnd(), paint(bar.join('').trimEnd())];
}

function tileLines(tiles: readonly Tile[], { colours, words: say = english }: Screen): string[] {
  const { bold, dim } = colours;
  const widest = Math.max(...tiles.map(({ title }) => displayWidth(title)));
  return tiles.map(({ title, term, value, interval: range, exact, detail }) => {
    const name = `${padded(title, widest)}  `;
    if (value === null) return `${name}${dim(say('not available: {why}', { why: detail }))}`;
    const within = range ?? (exact ? '' : say('no interval yet'));
    return `${name}${bold(value)} ${padded(within, 15)} ${dim(`${detail} (${term})`)}`;
  });
}

/** Wider matrices are cut at the right: the cases that move stand first. */
function matrixLines(matrix: MatrixView, screen: Screen): string[] {
  const { colours, width, words: say = english } = screen;
  const paints: Partial<Record<Glyph, Paint>> = {
    right: colours.green,
    wrong: colours.red,
    mixed: colours.yellow,
    partly: colours.yellow,
    different: colours.blue,
    unreadable: colours.red,
    failed: colours.red,
    same: colours.dim,
    unscored: colours.dim,
    missing: colours.dim,
  };
  const names = matrix.rows.map((row) => rowName(row, say));
  const nameWidth = Math.max(12, ...names.map(displayWidth));
  const cellWidth = 1 + Math.max(2, ...matrix.columns.map(({ number: n }) => String(n).length));
  const shown = Math.max(
    1,
    Math.min(matrix.columns.length, Math.floor((width - nameWidth - 8) / cellWidth)),
  );
  const header = matrix.columns
    .slice(0, shown)
    .map(({ number: n }) => String(n).padStart(cellWidth));
  const gap = ' '.repeat(cellWidth - 1);
  const rows = matrix.rows.map((row, index) => {
    const cells = row.cells
      .slice(0, shown)
      .map(({ glyph }) => `${gap}${(paints[glyph] ?? ((text) => text))(GLYPHS[glyph].sign)}`);
    return `${padded(names[index] ?? '', nameWidth)}${cells.join('')}  ${row.figure}`;
  });
  const legend = matrix.legend
    .map((glyph) => `${GLYPHS[glyph].sign} ${say(GLYPHS[glyph].words)}`)
    .join('  ');
  const more = matrix.leftOut + matrix.columns.length - shown;
  const order = [
    say('most effect first'),
    ...(more > 0
      ? [plural(say, more, '1 more case in the report', '{n} more cases in the report')]
      : []),
  ];
  const column = say('Case');
  const indent = ' '.repeat(Math.max(0, nameWidth - displayWidth(column)));
  return [
    colours.dim(`${indent}${column}${header.join('')}  ${matrix.figureTitle}`),
    ...rows,
    colours.dim([legend, ...order].join('; ')),
    '',
  ];
}

function rowName({ name, stress, unreviewed }: MatrixView['rows'][number], say: Say): string {
  const asides = [...(stress ? [say('stress')] : []), ...(unreviewed ? [say('unreviewed')] : [])];
  return [name, ...asides.map((aside) => `(${aside})`)].join(' ');
}

function comparisonLines(
  title: string,
  rows: readonly ComparisonRow[],
  { colours, words: say = english }: Screen,
): string[] {
  const { bold, dim } = colours;
  if (rows.length === 0) return [];
  const names = rows.map(({ name, stress }) => (stress ? `${name} (${say('stress')})` : name));
  const widest = Math.max(...names.map(displayWidth));
  const lines = rows.map(({ effect, interval: range, noise, accuracy, tokens }, index) => {
    const figures = [
      effect === null
        ? dim(say('not available'))
        : padded(
            `${say('effect {value}', { value: number(effect, say) })} ${range ? interval(range, say) : ''}`,
            27,
          ),
      noise === null ? '' : say('noise {value}', { value: number(noise, say) }),
      accuracy === null ? '' : say('accuracy {value}', { value: number(accuracy, say) }),
      tokens === null ? '' : say('{n} tokens a call', { n: thousands(Math.round(tokens), say) }),
    ];
    return `  ${padded(names[index] ?? '', widest)}  ${figures.filter(Boolean).join('  ')}`;
  });
  return [bold(title), ...lines, ''];
}

function gateLines({ gates }: ReportView, { colours, words: say = english }: Screen): string[] {
  const { green, red, yellow } = colours;
  const signs = {
    passed: green(`✓ ${say('passed')}`),
    failed: red(`✗ ${say('failed')}`),
    inconclusive: yellow(`? ${say('inconclusive')}`),
  };
  return gates.map(({ text, result }) => `${say('Gate {text}', { text })}  ${signs[result]}`);
}

/** The influence of a prompt's parts as a person reads it in a terminal. */

import { oneLine, printable } from '../../text/printable.js';
import type { Influence, InfluenceKind } from './measure.js';
import type { Colours } from '../../report/terminal.js';
import { count, interval, number } from '../../text/figures.js';

const SIGNS: Readonly<Record<InfluenceKind, string>> = {
  decides: '███',
  matters: '██ ',
  nothing: '   ',
  unseen: '·  ',
  open: '?  ',
};

export function renderInfluence(
  influence: Influence,
  { colours, width }: { colours: Colours; width: number },
): string {
  const { prompt, model, n, R, deterministic, parts, notes, stopped, totals } = influence;
  const paints: Readonly<Record<InfluenceKind, (text: string) => string>> = {
    decides: colours.red,
    matters: colours.yellow,
    nothing: colours.dim,
    unseen: colours.dim,
    open: colours.blue,
  };
  const noise = deterministic ? 'same text every time' : count(R, 'repeat');
  const lines = parts.flatMap(({ kind, text, line, effect, ci, sentence }) => {
    const where = line === null ? '' : `line ${line}`;
    const figures = effect === null ? '' : `${number(effect)} ${ci ? interval(ci) : ''}`;
    return [
      '',
      `${paints[kind](SIGNS[kind])} ${oneLine(text, width - 4)}`,
      `    ${printable(sentence)} ${colours.dim([figures, where].filter(Boolean).join(' · '))}`,
    ];
  });
  return [
    '',
    `${colours.bold(oneLine(prompt.name, width))}  ${colours.dim(prompt.path)}`,
    colours.dim(`${model} · ${count(n, 'case')} · ${noise} · ${count(totals.completed, 'answer')}`),
    ...(stopped === null ? [] : [colours.yellow('Stopped before the end: what was done by then.')]),
    ...lines,
    '',
    ...notes.map((note) => colours.dim(`Note: ${printable(note)}`)),
  ].join('\n');
}

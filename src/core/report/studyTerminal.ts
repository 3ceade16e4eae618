/** What a study found, as a person reads it in a terminal. */

import { oneLine, printable } from '../text/printable.js';
import type { StudyView, Tone } from '../words/studyView.js';
import { english } from '../say/say.js';
import type { Colours, Screen } from './terminal.js';

const SIGNS: Readonly<Record<Tone, string>> = {
  strong: '███',
  medium: '██ ',
  none: '   ',
  open: '?  ',
  good: '✓  ',
  bad: '!! ',
};

type Paint = (text: string) => string;

const paintsOf = (colours: Colours): Readonly<Record<Tone, Paint>> => ({
  strong: colours.red,
  medium: colours.yellow,
  none: colours.dim,
  open: colours.blue,
  good: colours.green,
  bad: colours.red,
});

export function renderStudyTerminal(view: StudyView, screen: Screen): string {
  const { colours, width, words: say = english } = screen;
  const paints = paintsOf(colours);
  const rows = view.rows.flatMap(({ tone, title, sentence, figures, line }) => {
    const where = line === null ? null : say('line {n}', { n: line });
    const small = [figures, where].filter((part) => part !== null).join(' · ');
    return [
      '',
      `${paints[tone](SIGNS[tone])} ${oneLine(title, width - 4)}`,
      `    ${printable(sentence)} ${colours.dim(small)}`.trimEnd(),
    ];
  });
  return [
    '',
    `${colours.bold(oneLine(view.prompt.name, width))}  ${colours.dim(view.prompt.path)}`,
    colours.dim(view.facts.join(' · ')),
    ...(view.stopped === null ? [] : [colours.yellow(view.stopped)]),
    '',
    colours.bold(view.title),
    ...(view.sentence === null ? [] : [paints[view.tone](printable(view.sentence))]),
    ...rows,
    '',
    ...(view.advice === null ? [] : [view.advice]),
    ...view.notes.map((note) => colours.dim(say('Note: {text}', { text: printable(note) }))),
  ].join('\n');
}

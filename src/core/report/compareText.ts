/** A comparison as a person reads it in a terminal. */

import { oneLine, printable } from '../text/printable.js';
import type { Comparison } from '../studies/comparison/compare.js';
import type { ComparisonRecord } from '../studies/comparison/schema.js';
import type { Colours } from './terminal.js';
import { number } from '../say/figures.js';
import { english, type Say } from '../say/say.js';

const SIGNS: Readonly<Record<ComparisonRecord['word'], string>> = {
  better: '▲',
  worse: '▼',
  same: '=',
  inconclusive: '?',
  'not available': '–',
};

/** Cases that come out differently are named up to this many. */
const MAX_CASES = 12;

interface Drawn {
  readonly colours: Colours;
  /** Columns. */
  readonly width: number;
  /** Absent: English. */
  readonly words?: Say;
}

export function renderComparison(
  { runA, runB, records, notes }: Comparison,
  { colours, width, words: say = english }: Drawn,
): string {
  const paints: Readonly<Record<ComparisonRecord['word'], (text: string) => string>> = {
    better: colours.green,
    worse: colours.red,
    same: colours.dim,
    inconclusive: colours.blue,
    'not available': colours.dim,
  };
  const first = records.find(({ n }) => n > 0);
  return [
    '',
    `A  ${colours.bold(oneLine(runA, width - 3))}`,
    `B  ${colours.bold(oneLine(runB, width - 3))}`,
    '',
    ...records.map(({ word, sentence }) => `${paints[word](SIGNS[word])} ${printable(sentence)}`),
    '',
    ...(first ? caseLines(first, { colours, width, words: say }) : []),
    ...notes.map((note) => colours.dim(say('Note: {note}', { note: printable(note) }))),
  ].join('\n');
}

function caseLines(
  { cases }: ComparisonRecord,
  { colours, width, words: say = english }: Drawn,
): string[] {
  if (cases.length === 0) return [say('No case comes out differently as written.'), ''];
  const lines = cases.slice(0, MAX_CASES).map(({ case: id, a, b, answerA, answerB }) => {
    const scores = a === null || b === null ? '' : `${number(a, say)} → ${number(b, say)}  `;
    const half = Math.max(12, Math.floor((width - id.length - 24) / 2));
    const answers = `${oneLine(answerA ?? '–', half)} → ${oneLine(answerB ?? '–', half)}`;
    return `  ${id}  ${scores}${answers}`;
  });
  const left = cases.length - MAX_CASES;
  const more = left > 0 ? [colours.dim(`  ${say('… and {n} more', { n: left })}`)] : [];
  return [
    colours.bold(say('Cases that come out differently as written: {n}', { n: cases.length })),
    ...lines,
    ...more,
    '',
  ];
}

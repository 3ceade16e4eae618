/** A comparison as a person reads it in a terminal. */

import { oneLine, printable } from '../text/printable.js';
import type { Comparison } from '../studies/comparison/compare.js';
import type { ComparisonRecord } from '../studies/comparison/schema.js';
import type { Colours } from './terminal.js';
import { number } from '../words/figures.js';

const SIGNS: Readonly<Record<ComparisonRecord['word'], string>> = {
  better: '▲',
  worse: '▼',
  same: '=',
  inconclusive: '?',
  'not available': '–',
};

/** Cases that come out differently are named up to this many. */
const MAX_CASES = 12;

export function renderComparison(
  { runA, runB, records, notes }: Comparison,
  { colours, width }: { colours: Colours; width: number },
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
    ...(first ? caseLines(first, { colours, width }) : []),
    ...notes.map((note) => colours.dim(`Note: ${printable(note)}`)),
  ].join('\n');
}

function caseLines(
  { cases }: ComparisonRecord,
  { colours, width }: { colours: Colours; width: number },
): string[] {
  if (cases.length === 0) return ['No case comes out differently as written.', ''];
  const lines = cases.slice(0, MAX_CASES).map(({ case: id, a, b, answerA, answerB }) => {
    const scores = a === null || b === null ? '' : `${number(a)} → ${number(b)}  `;
    const half = Math.max(12, Math.floor((width - id.length - 24) / 2));
    const answers = `${oneLine(answerA ?? '–', half)} → ${oneLine(answerB ?? '–', half)}`;
    return `  ${id}  ${scores}${answers}`;
  });
  const more =
    cases.length > MAX_CASES ? [colours.dim(`  and ${cases.length - MAX_CASES} more`)] : [];
  return [
    colours.bold(`Cases that come out differently as written: ${cases.length}`),
    ...lines,
    ...more,
    '',
  ];
}

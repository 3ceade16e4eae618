/** All other numbers, each with what it means. */

import { reasonOf } from './absence.js';
import type { Report } from './report.js';
import { interval, number, perHundred, thousands } from './words.js';

export interface NumberRow {
  readonly title: string;
  readonly id: string;
  readonly value: string;
  readonly explanation: string;
}

/** Every other number, explained. Lower is better unless it says otherwise. */
const EXPLANATIONS: readonly (readonly [string, string, string])[] = [
  ['accuracy.original', 'Accuracy of the prompt as it stands', 'what users have today'],
  [
    'pss.cross',
    'Two variants disagree',
    'mean difference in score between two wordings of the same case, noise included (PSS)',
  ],
  [
    'pss.normalised',
    'PSS as a share of its maximum',
    'for comparing runs with different numbers of variants; this ratio is our own',
  ],
  [
    'pss.signalShare',
    'Share of the disagreement that is the wording',
    '1: all of it, 0: all noise',
  ],
  [
    'spread',
    'Best minus worst variant',
    'difference in accuracy; beside it what noise alone would show',
  ],
  ['maxP', 'Best variant', 'accuracy; the best of several looks better than it is'],
  ['avgP', 'Average variant', 'accuracy any reasonable wording would have'],
  [
    'sat',
    'Saturation',
    '1 minus the distance from average to best; 1: it does not matter which wording',
  ],
  ['cps', 'Combined performance score', 'saturation × best variant, higher is better'],
  [
    'pdr',
    'Performance drop',
    'how much less the other wordings reach than the original; negative: they reach more',
  ],
  [
    'cases.worst',
    'Worst wording for each case',
    'mean of the cases’ lowest scores; falls with more variants',
  ],
  [
    'cases.best',
    'Best wording for each case',
    'mean of the cases’ highest scores; grows with more variants',
  ],
  ['cases.sd', 'Spread inside a case', 'standard deviation over variants, mean of the cases'],
  ['divergence.cross', 'Answers of two variants differ', '0: always equal, 1: nothing in common'],
  ['divergence.within', 'Answers of the same variant differ', 'asked twice'],
  ['divergence.excess', 'Difference that is the wording', 'the first minus the second'],
  [
    'sensitivity.entropy',
    'Entropy over the labels',
    '0: one label whatever the wording, 1: all labels equally often',
  ],
  ['agreement.majority', 'Majority', 'share of a case’s most frequent answer, higher is better'],
  ['agreement.pairwise', 'Two answers agree', 'higher is better'],
  [
    'agreement.tarAnswer',
    'Repeats with the same answer',
    'share of wordings and cases, higher is better',
  ],
  [
    'agreement.tarText',
    'Repeats with the same text',
    'share of wordings and cases, higher is better',
  ],
  ['confidence.geoMean', 'Mean token probability', 'geometric mean over the answer'],
  ['confidence.minToken', 'Least likely token', 'the weakest link of an answer'],
  ['confidence.answer', 'Probability of the label', 'among all labels'],
  ['rate.parseFail', 'Unreadable answers', 'no label or value found'],
  ['rate.empty', 'Empty answers', ''],
  ['rate.truncated', 'Answers cut by length', 'scored as they stand'],
  ['rate.error', 'Failed calls', 'left out of every other number'],
];

export function numbersOf({ metrics }: Report): NumberRow[] {
  return EXPLANATIONS.flatMap(([id, title, explanation]) => {
    const envelope = metrics[id];
    if (!envelope) return [];
    const value =
      envelope.value === null
        ? `not available (${reasonOf(envelope)})`
        : `${number(envelope.value)}${envelope.ci ? ` ${interval(envelope.ci)}` : ''}`;
    const floor =
      envelope.noiseFloor === undefined ? '' : `; noise alone: ${number(envelope.noiseFloor)}`;
    const percent =
      id.startsWith('rate.') && envelope.value !== null
        ? `; ${perHundred(envelope.value)} % of ${thousands(envelope.n)}`
        : '';
    return [
      { title, id, value, explanation: `${explanation}${floor}${percent}`.replace(/^; /, '') },
    ];
  });
}

/** All other numbers, each with what it means. */

import { reasonOf } from '../words/absence.js';
import type { Report } from '../studies/sensitivity/schema.js';
import { interval, number, perHundred, thousands } from '../words/figures.js';

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
  [
    'consistency',
    'Consistency',
    'how alike cases with the same right answer are answered, higher is better',
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
  ['confidence.margin', 'Lead of the likeliest token', 'over the second, mean of the tokens'],
  ['confidence.perplexity', 'Perplexity', '1 over the mean token probability'],
  ['confidence.entropy', 'Entropy of the tokens', 'of their alternatives, in nats; a lower bound'],
  [
    'confidence.sensitivityRho',
    'Confidence against sensitivity',
    'rank correlation over cases; negative: less sure of the cases that the wording moves',
  ],
  [
    'calibration.ece',
    'Calibration error',
    'mean distance between confidence and the share that is right',
  ],
  [
    'calibration.brier',
    'Brier score',
    'mean squared distance between confidence and right or wrong',
  ],
  [
    'calibration.auroc',
    'Right answers are surer',
    'chance that a right answer has more confidence than a wrong one; 0.5: it says nothing, higher is better',
  ],
  [
    'selective.aurc',
    'Risk over coverage',
    'mean share of errors when only the surest answers are given, over all numbers of them',
  ],
  [
    'selective.eaurc',
    'Risk left by the order',
    'what a perfect order by confidence would take off the risk over coverage',
  ],
  [
    'selective.coverage',
    'Could be answered at 10 % risk',
    'share of cases above a threshold found on the other half of the cases, higher is better',
  ],
  [
    'entropy.sampling',
    'Entropy asked again',
    'of the answers to one wording, in nats; 0: always the same',
  ],
  [
    'entropy.paraphrase',
    'Entropy over wordings',
    'of one answer from each wording, in nats; more answers can hold more entropy than repeats',
  ],
  [
    'noise.icc',
    'Wording’s share of the variance',
    'of how a case’s scores vary (ICC); 1: all of it, 0: all noise, negative: repeats differ more than wordings',
  ],
  [
    'posix',
    'Likelihood depends on the wording',
    'of one and the same answer, in nats per token (POSIX)',
  ],
  [
    'promptEval',
    'Median wording',
    'accuracy, with cells that were not run filled by a model of them',
  ],
  ['similarity.exact', 'Answers equal', 'between wordings, but for case, punctuation and articles'],
  ['similarity.f1', 'Same words', 'token F1 between wordings, higher is more alike'],
  ['similarity.bleu', 'BLEU', 'between the answers in two wordings, of 100'],
  ['similarity.rouge1', 'ROUGE-1', 'single words shared between wordings'],
  ['similarity.rouge2', 'ROUGE-2', 'pairs of words shared between wordings'],
  ['similarity.rougeL', 'ROUGE-L', 'longest sequence of words shared between wordings'],
  ['similarity.chrf', 'chrF', 'runs of characters shared between wordings, of 100'],
  ['similarity.levenshtein', 'Edit similarity', 'share of the characters that need no edit'],
  [
    'similarity.cosine',
    'Same meaning',
    'cosine of the embeddings between wordings; hardly sees negations and numbers',
  ],
  ['similarity.json', 'Same JSON', 'share of the leaves that are the same between wordings'],
  [
    'judge.jss',
    'The judge decides alike',
    'asked in other words (JSS), 1 is always; below 0.8 its scores say more of the judge than of the answers',
  ],
  ['judge.repeat', 'The judge repeats itself', 'the same score when asked twice, 1 is always'],
  ['rate.refusal', 'Refusals', 'answers that open with a phrase of declining'],
  ['rate.schemaValid', 'Valid JSON', 'answers that satisfy the schema, higher is better'],
  ['rate.parseFail', 'Unreadable answers', 'no label or value found'],
  ['rate.empty', 'Empty answers', ''],
  ['rate.truncated', 'Answers cut by length', 'scored as they stand'],
  ['rate.error', 'Failed calls', 'left out of every other number'],
];

/** What the tiles show, which need no explanation there. */
const HEADLINE: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy',
  'pss.within': 'One variant asked twice disagrees with itself',
  'pss.excess': 'Wording effect: the first minus the second',
};

const TITLES = new Map(EXPLANATIONS.map(([id, title]) => [id, title]));

/** A metric's name as people read it; empty for one that has none. */
export const titleOf = (id: string): string => HEADLINE[id] ?? TITLES.get(id) ?? '';

/** These ask for what few runs have: where they are absent, nobody misses them. */
const ONLY_WHERE_KNOWN = new Set([
  'confidence.margin',
  'confidence.perplexity',
  'confidence.entropy',
  'judge.jss',
  'judge.repeat',
  'posix',
  'promptEval',
  'similarity.cosine',
  'similarity.json',
  'rate.schemaValid',
]);

/** The numbers that are not there for one reason. */
export interface AbsentNumbers {
  readonly reason: string;
  readonly titles: readonly string[];
}

type Measured = Pick<Report, 'metrics'>;

const measured = ({ metrics }: Measured) =>
  EXPLANATIONS.flatMap(([id, title, explanation]) => {
    const envelope = metrics[id];
    return envelope ? [{ id, title, explanation, envelope }] : [];
  });

/** Those that have a value. */
export const numbersOf = (report: Measured): NumberRow[] =>
  measured(report).flatMap(({ id, title, explanation, envelope }) => {
    if (envelope.value === null) return [];
    const value = `${number(envelope.value)}${envelope.ci ? ` ${interval(envelope.ci)}` : ''}`;
    const floor =
      envelope.noiseFloor === undefined
        ? ''
        : `; ${id.startsWith('similarity.') ? 'asked twice' : 'noise alone'}: ${number(envelope.noiseFloor)}`;
    const percent = id.startsWith('rate.')
      ? `; ${perHundred(envelope.value)} % of ${thousands(envelope.n)}`
      : '';
    return [
      { title, id, value, explanation: `${explanation}${floor}${percent}`.replace(/^; /, '') },
    ];
  });

/** Those that have none, together by why. */
export function absentNumbersOf(report: Measured): AbsentNumbers[] {
  const titles = new Map<string, string[]>();
  for (const { id, title, envelope } of measured(report)) {
    if (envelope.value !== null || ONLY_WHERE_KNOWN.has(id)) continue;
    const reason = reasonOf(envelope);
    titles.set(reason, [...(titles.get(reason) ?? []), title]);
  }
  return [...titles].map(([reason, named]) => ({ reason, titles: named }));
}

/** Numbers of how right the answers are, and of how far that depends on the wording. */

import { SIGNED, type MetricRow } from './metricRow.js';

export const SCORE_METRICS = [
  {
    id: 'accuracy',
    title: 'Accuracy',
    explanation: 'share of the scored answers that are right',
    needs: ['gold'],
    better: 'higher',
    breakdowns: ['class', 'shots'],
    isHeadline: true,
  },
  {
    id: 'accuracy.original',
    title: 'Accuracy of the prompt as it stands',
    explanation: 'what users have today',
    needs: ['gold'],
    better: 'higher',
  },
  {
    id: 'pss.cross',
    title: 'Two variants disagree',
    explanation:
      'mean difference in score between two wordings of the same case, noise included (PSS)',
    needs: ['gold', 'variants'],
    breakdowns: ['class', 'shots'],
  },
  {
    id: 'pss.within',
    title: 'One variant asked twice disagrees with itself',
    explanation: 'mean difference in score between two repeats of the same wording: noise',
    needs: ['gold', 'repeats'],
    breakdowns: ['class', 'shots'],
    isHeadline: true,
  },
  {
    id: 'pss.excess',
    title: 'Wording effect: the first minus the second',
    explanation: 'what is left of the disagreement when noise is taken off',
    needs: ['gold', 'variants', 'repeats'],
    range: SIGNED,
    breakdowns: ['class', 'shots'],
    isHeadline: true,
  },
  {
    id: 'pss.signalShare',
    title: 'Share of the disagreement that is the wording',
    explanation: '1: all of it, 0: all noise',
    needs: ['gold', 'variants', 'repeats'],
    better: 'neither',
  },
  {
    id: 'pss.normalised',
    title: 'PSS as a share of its maximum',
    explanation: 'for comparing runs with different numbers of variants; this ratio is our own',
    needs: ['gold', 'variants'],
  },
  {
    id: 'spread',
    title: 'Best minus worst variant',
    explanation: 'difference in accuracy; beside it what noise alone would show',
    needs: ['gold', 'variants'],
  },
  {
    id: 'maxP',
    title: 'Best variant',
    explanation: 'accuracy; the best of several looks better than it is',
    needs: ['gold'],
    better: 'higher',
  },
  {
    id: 'avgP',
    title: 'Average variant',
    explanation: 'accuracy any reasonable wording would have',
    needs: ['gold'],
    better: 'higher',
  },
  {
    id: 'sat',
    title: 'Saturation',
    explanation: '1 minus the distance from average to best; 1: it does not matter which wording',
    needs: ['gold', 'variants'],
    better: 'higher',
  },
  {
    id: 'cps',
    title: 'Combined performance score',
    explanation: 'saturation × best variant',
    needs: ['gold', 'variants'],
    better: 'higher',
  },
  {
    id: 'pdr',
    title: 'Performance drop',
    explanation:
      'how much less the other wordings reach than the original; negative: they reach more',
    needs: ['gold', 'variants'],
    range: [-Infinity, 1],
  },
  {
    id: 'cases.worst',
    title: 'Worst wording for each case',
    explanation: 'mean of the cases’ lowest scores; falls with more variants',
    needs: ['gold'],
    better: 'higher',
  },
  {
    id: 'cases.best',
    title: 'Best wording for each case',
    explanation: 'mean of the cases’ highest scores; grows with more variants',
    needs: ['gold'],
    better: 'higher',
  },
  {
    id: 'cases.sd',
    title: 'Spread inside a case',
    explanation: 'standard deviation over variants, mean of the cases',
    needs: ['gold', 'variants'],
  },
  {
    id: 'noise.icc',
    title: 'Wording’s share of the variance',
    explanation:
      'of how a case’s scores vary (ICC); 1: all of it, 0: all noise, negative: repeats differ more than wordings',
    needs: ['gold', 'variants', 'repeats'],
    range: SIGNED,
    better: 'neither',
  },
  {
    id: 'promptEval',
    title: 'Median wording',
    explanation: 'accuracy, with cells that were not run filled by a model of them',
    needs: ['gold', 'variants'],
    better: 'higher',
    isRare: true,
  },
] as const satisfies readonly MetricRow[];

/** Numbers of how sure the model is, and of how far that or a judge can be relied on. */

import { SIGNED, FROM_ZERO, type MetricRow } from './metricRow.js';

export const CONFIDENCE_METRICS = [
  {
    id: 'confidence.geoMean',
    title: 'Mean token probability',
    explanation: 'geometric mean over the answer',
    needs: ['logprobs'],
    better: 'higher',
    breakdowns: ['shots'],
  },
  {
    id: 'confidence.minToken',
    title: 'Least likely token',
    explanation: 'the weakest link of an answer',
    needs: ['logprobs'],
    better: 'higher',
    breakdowns: ['shots'],
  },
  {
    id: 'confidence.answer',
    title: 'Probability of the label',
    explanation: 'among all labels',
    needs: ['labels', 'logprobs'],
    better: 'higher',
    breakdowns: ['shots'],
  },
  {
    id: 'confidence.margin',
    title: 'Lead of the likeliest token',
    explanation: 'over the second, mean of the tokens',
    needs: ['logprobs'],
    better: 'higher',
    isRare: true,
  },
  {
    id: 'confidence.perplexity',
    title: 'Perplexity',
    explanation: '1 over the mean token probability',
    needs: ['logprobs'],
    range: [1, Infinity],
    isRare: true,
  },
  {
    id: 'confidence.entropy',
    title: 'Entropy of the tokens',
    explanation: 'of their alternatives, in nats; a lower bound',
    needs: ['logprobs'],
    range: FROM_ZERO,
    isRare: true,
  },
  {
    id: 'confidence.sensitivityRho',
    title: 'Confidence against sensitivity',
    explanation:
      'rank correlation over cases; negative: less sure of the cases that the wording moves',
    needs: ['gold', 'variants', 'confidence'],
    range: SIGNED,
    better: 'neither',
  },
  {
    id: 'calibration.ece',
    title: 'Calibration error',
    explanation: 'mean distance between confidence and the share that is right',
    needs: ['gold', 'confidence'],
  },
  {
    id: 'calibration.brier',
    title: 'Brier score',
    explanation: 'mean squared distance between confidence and right or wrong',
    needs: ['gold', 'confidence'],
  },
  {
    id: 'calibration.auroc',
    title: 'Right answers are surer',
    explanation:
      'chance that a right answer has more confidence than a wrong one; 0.5: it says nothing',
    needs: ['gold', 'confidence'],
    better: 'higher',
  },
  {
    id: 'selective.aurc',
    title: 'Risk over coverage',
    explanation:
      'mean share of errors when only the surest answers are given, over all numbers of them',
    needs: ['gold', 'confidence'],
  },
  {
    id: 'selective.eaurc',
    title: 'Risk left by the order',
    explanation: 'what a perfect order by confidence would take off the risk over coverage',
    needs: ['gold', 'confidence'],
  },
  {
    id: 'selective.coverage',
    title: 'Could be answered at 10 % risk',
    explanation: 'share of cases above a threshold found on the other half of the cases',
    needs: ['gold', 'confidence'],
    better: 'higher',
  },
  {
    id: 'posix',
    title: 'Likelihood depends on the wording',
    explanation: 'of one and the same answer, in nats per token (POSIX)',
    needs: ['variants'],
    range: FROM_ZERO,
    isRare: true,
  },
  {
    id: 'judge.jss',
    title: 'The judge decides alike',
    explanation:
      'asked in other words (JSS), 1 is always; below 0.8 its scores say more of the judge than of the answers',
    needs: ['judge'],
    better: 'higher',
    isRare: true,
  },
  {
    id: 'judge.repeat',
    title: 'The judge repeats itself',
    explanation: 'the same score when asked twice, 1 is always',
    needs: ['judge'],
    better: 'higher',
    isRare: true,
  },
] as const satisfies readonly MetricRow[];

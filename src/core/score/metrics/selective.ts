/** What would be gained by answering only when sure (Geifman and El-Yaniv 2017). An error of a graded score is 1 − score. */

import { mean } from '../../numbers/describe.js';
import { memoise } from '../../text/memoise.js';
import type { JudgedAnswer } from '../statistics/calibration.js';
import {
  acceptance,
  influenceInterval,
  oracleArea,
  riskArea,
  thresholdFor,
  tiedShare,
} from '../statistics/selective.js';
import { wilson } from '../statistics/wilson.js';
import { judgedAnswers, judgedMetric } from './calibration.js';
import { absent, present, type Metric } from './metric.js';

/** Two metrics begin with it. */
const riskAreaOf = memoise(riskArea);

const aurc = judgedMetric('selective.aurc', {
  binary: false,
  of(judged) {
    const { area, influence } = riskAreaOf(judged);
    return found(area, influence, judged);
  },
});

/** What the order by confidence leaves above the best possible one. */
const eaurc = judgedMetric('selective.eaurc', {
  binary: false,
  of(judged) {
    const [own, best] = [riskAreaOf(judged), oracleArea(judged)];
    const influence = own.influence.map((each, index) => each - (best.influence[index] as number));
    return found(Math.max(0, own.area - best.area), influence, judged);
  },
});

function found(value: number, influence: Float64Array, judged: readonly JudgedAnswer[]) {
  const ci = influenceInterval(value, influence, judged);
  const config = { tiedShare: tiedShare(judged) };
  return { value, config, ...(ci ? { ci, ciMethod: 'clustered' as const } : {}) };
}

/** At most one in ten of the answers that are given should be wrong. */
const TARGET_RISK = 0.1;
/** Ten cases to find a threshold on, ten to try it on. */
const MIN_ORDERED_CASES = 20;

/**
 * The share of cases that could be answered with at most the target risk. The threshold is found on every other case and
 * everything is reported on the rest, since a threshold looks best where it was found. A case is one answer: its mean
 * confidence and its mean score, since several answers to one case are not independent.
 */
const coverage: Metric = {
  id: 'selective.coverage',
  score(context) {
    const cases = [...Map.groupBy(judgedAnswers(context.scope), ({ at }) => at)]
      .sort(([a], [b]) => a - b)
      .map(([, answers]) => oneOf(answers));
    if (cases.length < MIN_ORDERED_CASES) return absent(context, 'n-too-small');
    const half = (parity: number) => cases.filter((_, index) => index % 2 === parity);
    const [found, tried] = [half(0), half(1)];
    const threshold = thresholdFor(found, TARGET_RISK);
    const config = {
      tier: context.confidence.tier ?? '',
      targetRisk: TARGET_RISK,
      foundOn: found.length,
      reached: threshold !== null,
    };
    const details = { n: tried.length, of: 'cases' as const };
    if (threshold === null) return present(context, 0, { ...details, config });
    const { coverage: share, risk } = acceptance(tried, threshold);
    const accepted = Math.round(share * tried.length);
    const bound =
      risk === null ? {} : { risk, riskAtMost: wilson(risk * accepted, accepted)[1], accepted };
    return present(context, share, {
      ...details,
      ci: wilson(accepted, tried.length),
      ciMethod: 'wilson',
      config: { ...config, threshold, ...bound },
    });
  },
};

const oneOf = (answers: readonly JudgedAnswer[]) => ({
  confidence: mean(answers.map(({ confidence }) => confidence)),
  right: mean(answers.map(({ right }) => right)),
});

export const selectiveMetrics: readonly Metric[] = [aurc, eaurc, coverage];

/** Whether the confidence of an answer says how likely it is right; which confidence is said in `config.tier`. */

import type { MetricId } from '../../metrics/metricTable.js';
import type { Envelope } from '../envelope.js';
import { outputsOf, type Scope } from '../grid.js';
import { memoise } from '../../text/memoise.js';
import {
  brier as brierOf,
  calibrationError,
  discrimination,
  type JudgedAnswer,
} from '../statistics/calibration.js';
import {
  absent,
  confidenceOver,
  present,
  rateInterval,
  type Interval,
  type Metric,
  type MetricContext,
} from './metric.js';

/** Answers that have both a score and a confidence. */
export const judgedAnswers = memoise((scope: Scope): readonly JudgedAnswer[] => {
  const confidence = confidenceOver(scope);
  const indices = new Map(scope.grid.cases.map((id, index) => [id, index]));
  return outputsOf(scope).flatMap((output) => {
    const own = confidence.of(output);
    const at = indices.get(output.case) as number;
    return own === null || output.score === null
      ? []
      : [{ confidence: own, right: output.score, at }];
  });
});

interface Found extends Interval {
  readonly value: number | null;
  readonly config?: Envelope['config'];
}

/** `binary`: graded scores, which are neither right nor wrong, make it absent. */
export function judgedMetric(
  id: MetricId,
  {
    binary,
    of,
  }: { binary: boolean; of: (judged: readonly JudgedAnswer[], context: MetricContext) => Found },
): Metric {
  return {
    id,
    score(context) {
      const judged = judgedAnswers(context.scope);
      if (judged.length === 0) return absent(context, 'empty');
      const graded = judged.some(({ right }) => right !== 0 && right !== 1);
      if (binary && graded) return absent(context, 'graded');
      const { value, config, ...interval } = of(judged, context);
      // Only what needs both right and wrong answers can be missing here.
      if (value === null) return absent(context, 'zero-denominator');
      return present(context, value, {
        n: judged.length,
        of: 'answers',
        ...interval,
        config: { tier: context.confidence.tier ?? '', ...config },
      });
    },
  };
}

/** Plug-in, and biased upwards when few answers fall into a bin; resampling adds to that, so there is no interval. */
const ece = judgedMetric('calibration.ece', {
  binary: true,
  of(judged) {
    const { value, bins, equalMass } = calibrationError(judged);
    return { value, config: { bins, equalMass } };
  },
});

const brier = judgedMetric('calibration.brier', {
  binary: true,
  of(judged, context) {
    const value = brierOf(judged);
    const perCase = [...Map.groupBy(judged, ({ at }) => at).values()].map(brierOf);
    return { value, ...rateInterval(value, perCase, context) };
  },
});

const auroc = judgedMetric('calibration.auroc', {
  binary: true,
  of(judged) {
    const found = discrimination(judged);
    if (!found?.ci) return { value: found?.value ?? null };
    return { value: found.value, ci: found.ci, ciMethod: 'clustered' };
  },
});

export const calibrationMetrics: readonly Metric[] = [ece, brier, auroc];

import { cellsOf } from '../grid.js';
import { mean } from '../../numbers/describe.js';
import { rankInterval, spearman } from '../statistics/correlation.js';
import { largestMeanDifference } from '../statistics/energy.js';
import { absent, present, type Metric, type MetricContext } from './metric.js';

const MIN_RANKED_CASES = 10;

interface CaseFigures {
  readonly confidence: number;
  readonly sensitivity: number;
}

/**
 * Whether the model is less sure of the cases that the wording moves: Spearman's correlation of a case's confidence, mean
 * over its wordings, with how far two wordings differ on it (METRICS 1.6). In [−1,1]; negative is what ProSA reports. With
 * the mean confidence of cases that do not move, move up to half of what is possible, and more.
 */
export const sensitivityRho: Metric = {
  id: 'confidence.sensitivityRho',
  score(context) {
    // How often answers agree is the movement itself, seen from the other side: its correlation is −1 on pure noise.
    if (context.confidence.tier === 'agreement') return absent(context, 'no-logprobs');
    const cases = figuresOf(context);
    if (cases.length < MIN_RANKED_CASES) return absent(context, 'n-too-small');
    const rho = spearman(
      cases.map(({ confidence }) => confidence),
      cases.map(({ sensitivity }) => sensitivity),
    );
    if (rho === null) return absent(context, 'zero-denominator');
    const half = largestMeanDifference(context.scope.variants.length) / 2;
    return present(context, rho, {
      n: cases.length,
      of: 'cases',
      ci: rankInterval(rho, cases.length),
      ciMethod: 'fisher',
      config: {
        tier: context.confidence.tier ?? '',
        ...binOf(cases, 'still', (moved) => moved === 0),
        ...binOf(cases, 'some', (moved) => moved > 0 && moved <= half),
        ...binOf(cases, 'much', (moved) => moved > half),
      },
    });
  },
};

function figuresOf(context: MetricContext): CaseFigures[] {
  const all = cellsOf(context.scope);
  return context.effects('scores').flatMap(({ cross }, index) => {
    const cells = (all[index] ?? [])
      .map((cell) => cell.flatMap((output) => context.confidence.of(output) ?? []))
      .filter(({ length }) => length > 0);
    return cross === null || cells.length === 0
      ? []
      : [{ confidence: mean(cells.map(mean)), sensitivity: cross }];
  });
}

function binOf(
  cases: readonly CaseFigures[],
  name: string,
  holds: (moved: number) => boolean,
): Record<string, number> {
  const own = cases.filter(({ sensitivity }) => holds(sensitivity));
  if (own.length === 0) return { [`${name}Cases`]: 0 };
  const confidence = mean(own.map((each) => each.confidence));
  return { [`${name}Cases`]: own.length, [`${name}Confidence`]: confidence };
}

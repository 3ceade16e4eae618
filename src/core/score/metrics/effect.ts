/**
 * How far apart outputs of different wordings are (cross), how far repeats of one wording (within), and what of the first
 * the wording explains (excess). On scores, cross is the PromptSensiScore of Zhuo et al. (ProSA, Findings of EMNLP 2024),
 * the mean over unordered pairs of variants; the split is the energy statistic of Székely and Rizzo. On answers it is the
 * same split of their distance, for prompts without expected answers.
 */

import type { Envelope } from '../envelope.js';
import { totalsOver, type CaseEffect } from '../grid.js';
import { mean } from '../../numbers/describe.js';
import { largestMeanDifference } from '../statistics/energy.js';
import { permutationP, type Instance } from '../statistics/permutation.js';
import { absent, effectInterval, present, type Metric, type MetricContext } from './metric.js';

type Measure = 'scores' | 'answers';
type Part = 'cross' | 'within' | 'excess';

const FAMILIES = { scores: 'pss', answers: 'divergence' } as const;

function partValues(effects: readonly CaseEffect[], part: Part): number[] {
  return effects.flatMap((effect) => effect[part] ?? []);
}

function cross(measure: Measure): Metric {
  return {
    id: `${FAMILIES[measure]}.cross`,
    score: (context) =>
      meanOfCases(context, partValues(context.effects(measure), 'cross'), betweenVariants(context)),
  };
}

function within(measure: Measure): Metric {
  return {
    id: `${FAMILIES[measure]}.within`,
    score(context) {
      const values = partValues(context.effects(measure), 'within');
      const envelope = meanOfCases(context, values, betweenRepeats(context));
      // Found, not estimated: a server that always says the same has no noise to bound.
      return context.scope.deterministic ? withoutInterval(envelope) : envelope;
    },
  };
}

/** Also carries the permutation p of the whole; on a deterministic server there is nothing to permute. */
function excess(measure: Measure): Metric {
  return {
    id: `${FAMILIES[measure]}.excess`,
    score(context) {
      const effects = context.effects(measure);
      const values = partValues(effects, 'excess');
      const envelope = meanOfCases(context, values, betweenVariants(context));
      if (envelope.value === null) return envelope;
      const noiseFloor = mean(
        partValues(
          effects.filter((each) => each.excess !== null),
          'within',
        ),
      );
      return { ...envelope, noiseFloor, ...permutation(context, measure, effects) };
    },
  };
}

function withoutInterval({ ci: _ci, ciMethod: _method, ...rest }: Envelope): Envelope {
  return { ...rest, config: { deterministic: true } };
}

function permutation(
  { id, scope, permutations }: MetricContext,
  measure: Measure,
  effects: readonly CaseEffect[],
) {
  if (scope.deterministic) return { p: null, pReason: 'deterministic' as const };
  const { grid, variants } = scope;
  const complete = grid.rows.filter((_, index) => effects[index]?.excess !== null);
  const instances = complete.map((row) => grid[measure](row, variants));
  const sum = totalsOver<Instance>(scope, id, ({ matrix }) => matrix);
  return { p: permutationP(instances, permutations, sum) };
}

/** What the distances of a part lie between: it decides how large a part can be that no case has shown yet. */
const betweenVariants = ({ scope }: MetricContext) => scope.variants.length;
const betweenRepeats = ({ scope }: MetricContext) => scope.repeats;

function meanOfCases(context: MetricContext, values: readonly number[], groups: number) {
  if (values.length === 0) return absent(context, 'empty');
  const value = mean(values);
  return present(context, value, {
    n: values.length,
    of: 'cases',
    ...effectInterval(values, groups, context),
  });
}

/** The share of the disagreement that is the wording's own, in [0,1]. */
const signalShare: Metric = {
  id: 'pss.signalShare',
  score(context) {
    const complete = context.effects('scores').filter(({ excess: own }) => own !== null);
    const whole = mean(partValues(complete, 'cross'));
    if (complete.length === 0) return absent(context, 'empty');
    if (whole === 0) return absent(context, 'zero-denominator');
    const share = Math.max(0, mean(partValues(complete, 'excess'))) / whole;
    return present(context, share, { n: complete.length, of: 'cases' });
  },
};

/** Cross over its largest possible value for this number of variants, in [0,1]: our own ratio, never the headline. */
const normalised: Metric = {
  id: 'pss.normalised',
  score(context) {
    const values = partValues(context.effects('scores'), 'cross');
    if (values.length === 0) return absent(context, 'empty');
    const largest = largestMeanDifference(context.scope.variants.length);
    return present(context, mean(values) / largest, {
      n: values.length,
      of: 'cases',
      config: { largest },
    });
  },
};

export const effectMetrics: readonly Metric[] = [
  cross('scores'),
  within('scores'),
  excess('scores'),
  signalShare,
  normalised,
  cross('answers'),
  within('answers'),
  excess('answers'),
];

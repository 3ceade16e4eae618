/**
 * Entropy of the answers, in nats: asked the same way again (the model's own doubt) and asked in other ways (that, and what
 * the wording adds). The discrete semantic entropy of Farquhar et al. (Nature 2024) over answer classes: labels, JSON
 * values, or texts that are equal once normalised. Prose that says the same in other
 * words counts as different, unless a judge grouped it by meaning.
 */

import { answerClass } from '../distance.js';
import { cellsOf, type Scope } from '../grid.js';
import { memoise } from '../../text/memoise.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { distancesOf, energyOf } from '../statistics/energy.js';
import { classEntropy } from '../statistics/entropy.js';
import { absent, present, rateInterval, type Metric, type MetricContext } from './metric.js';

/** Classes of each case's answers: by variant, in order of repeats; variants without any are left out. */
const classesOf = memoise((scope: Scope): readonly (readonly string[])[][] =>
  cellsOf(scope).map((cells) =>
    cells.map((cell) => cell.map(answerClass)).filter(({ length }) => length > 0),
  ),
);

/** Mean over the wordings that were asked more than once; null where none was. */
function samplingEntropy(cells: readonly (readonly string[])[]): number | null {
  return meanOrNull(cells.filter(({ length }) => length > 1).map(classEntropy));
}

/** Of one answer from each wording; mean over the first, the second, … answers. Null with one wording. */
function paraphraseEntropy(cells: readonly (readonly string[])[]): number | null {
  const most = Math.max(0, ...cells.map(({ length }) => length));
  const layers = Array.from({ length: most }, (_, repeat) =>
    cells.flatMap((cell) => cell[repeat] ?? []),
  );
  return meanOrNull(layers.filter(({ length }) => length > 1).map(classEntropy));
}

/**
 * What the wording adds to the entropy of two answers: from two wordings, minus from one. With equally many answers on both
 * sides their small-sample bias cancels.
 */
function addedToTwo(cells: readonly (readonly string[])[]): number | null {
  const { matrix, rows } = distancesOf(
    cells.flat(),
    (each) => each,
    () => Math.LN2,
  );
  let next = 0;
  const groups = cells.map((cell) => cell.map(() => rows[next++] as number));
  const { cross, within } = energyOf(matrix, groups);
  return cross === null || within === null ? null : cross - within;
}

const sampling: Metric = {
  id: 'entropy.sampling',
  score(context) {
    const { scope } = context;
    if (scope.deterministic) {
      const config = { deterministic: true, classes: CLASSES[context.distance] };
      return present(context, 0, { n: scope.grid.cases.length, of: 'cases', config });
    }
    const values = classesOf(scope).flatMap((cells) => samplingEntropy(cells) ?? []);
    return meanEntropy(context, values, { samples: scope.repeats });
  },
};

const paraphrase: Metric = {
  id: 'entropy.paraphrase',
  score(context) {
    const { scope } = context;
    const found = classesOf(scope).map((cells) => ({
      whole: paraphraseEntropy(cells),
      alone: scope.deterministic ? 0 : samplingEntropy(cells),
      addedToTwo: scope.deterministic ? null : addedToTwo(cells),
    }));
    const values = found.flatMap(({ whole }) => whole ?? []);
    const added = meanOrNull(
      found.flatMap(({ whole, alone }) =>
        whole === null || alone === null ? [] : [whole - alone],
      ),
    );
    const two = meanOrNull(found.flatMap((each) => each.addedToTwo ?? []));
    return meanEntropy(context, values, {
      samples: scope.variants.length,
      ...(added === null ? {} : { addedByWording: added, samplesOfOneWording: scope.repeats }),
      ...(two === null ? {} : { addedToTwoAnswers: two }),
    });
  },
};

/** Which answers count as one; entropies over different classes cannot be compared. */
const CLASSES = {
  label: 'label',
  json: 'JSON value',
  toolCalls: 'calls',
  text: 'normalised text',
  embedding: 'normalised text',
  meaning: 'meaning',
} as const;

function meanEntropy(
  context: MetricContext,
  values: readonly number[],
  config: { readonly samples: number } & Readonly<Record<string, number>>,
) {
  if (values.length === 0) return absent(context, 'n-too-small');
  const largest = Math.log(config.samples);
  const value = mean(values);
  const { ci, ...method } = rateInterval(
    value / largest,
    values.map((each) => each / largest),
    context,
  );
  return present(context, value, {
    n: values.length,
    of: 'cases',
    ...method,
    ...(ci ? { ci: [ci[0] * largest, ci[1] * largest] as const } : {}),
    config: { ...config, largest, classes: CLASSES[context.distance] },
  });
}

export const semanticEntropyMetrics: readonly Metric[] = [sampling, paraphrase];

/**
 * How alike the answers to one case are in meaning, as an embedding model sees it. No sign of being right: negations and
 * numbers hardly move it. It is read between two marks (METRICS 9.6): answers of one wording asked twice, and answers to
 * different cases.
 */

import { randomFrom } from '../../random.js';
import { cosine } from '../../text/cosine.js';
import type { Scope } from '../grid.js';
import { meanOrNull } from '../statistics/describe.js';
import { crossPairs, withinPairs, type Pair } from '../statistics/pairSample.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

const MOST_PAIRS = 200;
/** Pairs of answers to different cases, to see how alike unrelated answers are. */
const UNRELATED_PAIRS = 500;

export const cosineMetric: Metric = {
  id: 'similarity.cosine',
  needs: ['embeddings', 'variants'],
  score(context) {
    const { scope, random } = context;
    const cases = scope.grid.cases.map((caseId) => caseCosines(scope, caseId));
    const values = cases.flatMap(({ cross }) => cross ?? []);
    const value = meanOrNull(values);
    if (value === null) return absent(context, 'empty');
    const within = meanOrNull(cases.flatMap((each) => each.within ?? []));
    const unrelated = unrelatedCosine(scope);
    const span = within === null || unrelated === null ? 0 : within - unrelated;
    return present(context, value, {
      n: values.length,
      of: 'cases',
      ...rateInterval(value, values, { ...context, random }),
      ...(within === null ? {} : { noiseFloor: within }),
      config: {
        ...(unrelated === null ? {} : { unrelated }),
        ...(span > 0 && unrelated !== null ? { calibrated: (value - unrelated) / span } : {}),
      },
    });
  },
};

/** Vectors of a case's answers, dealt to the variants; answers without one are left out. */
function caseCosines(scope: Scope, caseId: string) {
  const vectors: (readonly number[])[] = [];
  const groups = scope.variants.map((variant) =>
    scope.grid.cell(caseId, variant).flatMap(({ text }) => {
      const vector = scope.task.vectors?.get(text);
      return vector ? [vectors.push(vector) - 1] : [];
    }),
  );
  const how = { most: MOST_PAIRS, random: randomFrom('cosine', caseId) };
  return {
    cross: meanCosine(crossPairs(groups, how), vectors),
    within: meanCosine(withinPairs(groups, how), vectors),
  };
}

function meanCosine(
  pairs: readonly Pair[],
  vectors: readonly (readonly number[])[],
): number | null {
  let [sum, weights] = [0, 0];
  for (const { a, b, weight } of pairs) {
    const found = cosine(vectors[a] ?? [], vectors[b] ?? []);
    if (found === null) continue;
    sum += weight * found;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

function unrelatedCosine({ grid, variants, task }: Scope): number | null {
  const groups: number[][] = [];
  const vectors: (readonly number[])[] = [];
  for (const caseId of grid.cases) {
    const answers = variants.flatMap((variant) => grid.cell(caseId, variant));
    groups.push(
      answers.flatMap(({ text }) => {
        const vector = task.vectors?.get(text);
        return vector ? [vectors.push(vector) - 1] : [];
      }),
    );
  }
  const random = randomFrom('cosine', 'unrelated');
  return meanCosine(crossPairs(groups, { most: UNRELATED_PAIRS, random }), vectors);
}

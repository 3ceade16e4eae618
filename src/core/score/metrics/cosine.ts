/**
 * How alike the answers to one case are in meaning, as an embedding model sees it. No sign of being right: negations and
 * numbers hardly move it. It is read between two marks (METRICS 9.6): answers of one wording asked twice, and answers to
 * different cases.
 */

import { randomFrom } from '../../numbers/random.js';
import { cellsOf, type Scope } from '../grid.js';
import type { CaseRow } from '../caseRow.js';
import { meanOrNull } from '../../numbers/describe.js';
import { crossPairs, withinPairs } from '../statistics/pairSample.js';
import { meanCosine, vectorGroups } from '../vectorPairs.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

const MAX_PAIRS = 200;
/** Pairs of answers to different cases, to see how alike unrelated answers are. */
const UNRELATED_PAIRS = 500;

export const cosineMetric: Metric = {
  id: 'similarity.cosine',
  score(context) {
    const { scope } = context;
    const cases = scope.grid.rows.map((row) => caseCosines(scope, row));
    const values = cases.flatMap(({ cross }) => cross ?? []);
    const value = meanOrNull(values);
    if (value === null) return absent(context, 'empty');
    const within = meanOrNull(cases.flatMap((each) => each.within ?? []));
    const unrelated = unrelatedCosine(scope);
    const span = within === null || unrelated === null ? 0 : within - unrelated;
    return present(context, value, {
      n: values.length,
      of: 'cases',
      ...rateInterval(value, values, context),
      ...(within === null ? {} : { noiseFloor: within }),
      config: {
        ...(unrelated === null ? {} : { unrelated }),
        ...(span > 0 && unrelated !== null ? { calibrated: (value - unrelated) / span } : {}),
      },
    });
  },
};

function caseCosines(scope: Scope, row: CaseRow) {
  const cells = scope.variants.map((variant) => row.cell(variant));
  const { vectors, members } = vectorGroups(scope.task.vectors ?? new Map(), cells);
  const how = { most: MAX_PAIRS, random: randomFrom('cosine', row.case) };
  return {
    cross: meanCosine(crossPairs(members, how), vectors),
    within: meanCosine(withinPairs(members, how), vectors),
  };
}

/** Of answers to different cases. */
function unrelatedCosine(scope: Scope): number | null {
  const cases = cellsOf(scope).map((cells) => cells.flat());
  const { vectors, members } = vectorGroups(scope.task.vectors ?? new Map(), cases);
  const random = randomFrom('cosine', 'unrelated');
  return meanCosine(crossPairs(members, { most: UNRELATED_PAIRS, random }), vectors);
}

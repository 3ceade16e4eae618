import type { Answer } from '../../answers/answer.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { randomFrom } from '../../numbers/random.js';
import { pairedTest } from '../../score/pairedTest.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import { BANDS, SIGNIFICANCE } from '../../score/thresholds.js';
import { FEWEST_SAMPLES } from './design.js';
import type { AnswerLayers } from './readLayers.js';
import type { DepthFindings } from './schema.js';
import { ratioOf, type DepthConfig } from './settling.js';
import { ETA, PREFIX, savedShare, scoresOf, WAYS, type Sample } from './think.js';

interface How {
  readonly layers: readonly number[];
  readonly config: DepthConfig;
  readonly seed: number;
}

/** Null where cases have one answer each, or nothing says what is right. */
export function thinkOf(
  written: readonly AnswerLayers[],
  answers: readonly Answer[],
  how: How,
): DepthFindings['think'] {
  const cases = samplesOf(written, answers, how);
  if (cases.length === 0) return null;
  const scores = cases.map(scoresOf);
  const ways = WAYS.flatMap((way) => {
    const values = scores.flatMap((each) => each[way] ?? []);
    if (values.length === 0) return [];
    const { ci } = rateInterval(values, randomFrom('think', how.seed, way));
    return [{ way, value: mean(values), ci }];
  });
  const pairs = scores.flatMap(({ majority: a, deepest: b }) =>
    a === null || b === null ? [] : [{ a, b }],
  );
  const test = pairedTest(pairs, {
    ...{ binary: false, margin: BANDS.stable, random: randomFrom('think', how.seed) },
  });
  if (!test) return null;
  const isClear = test.p < SIGNIFICANCE;
  return {
    ...{ n: Math.max(...cases.map(({ length }) => length)), eta: ETA, prefix: PREFIX },
    ...{ cases: pairs.length, ways, difference: test.difference, ci: test.ci, p: test.p },
    word: isClear ? (test.difference > 0 ? 'better' : 'worse') : 'open',
    saved: meanOrNull(cases.flatMap((each) => savedShare(each) ?? [])),
  };
}

/** Of each case that has enough of them. */
function samplesOf(
  written: readonly AnswerLayers[],
  answers: readonly Answer[],
  { layers, config }: How,
): Sample[][] {
  const known = new Map(answers.map((each) => [keyOf(each), each]));
  const scored = written.flatMap((each) => {
    const { answer = null, score = null } = known.get(keyOf(each)) ?? {};
    if (score === null) return [];
    const ratio = ratioOf(each.divergences.slice(0, PREFIX), layers, config);
    return [{ case: each.case, answer, score, ratio, tokens: each.divergences.length }];
  });
  return [...Map.groupBy(scored, (each) => each.case).values()].filter(
    ({ length }) => length >= FEWEST_SAMPLES,
  );
}

const keyOf = ({ variant, case: caseId, repeat }: Pick<Answer, 'variant' | 'case' | 'repeat'>) =>
  JSON.stringify([variant, caseId, repeat]);

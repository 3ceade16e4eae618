import { mean, meanOrNull } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import { pairedTest } from '../../score/pairedTest.js';
import { rateInterval } from '../../score/statistics/caseIntervals.js';
import { holmOfKnown } from '../../score/statistics/holm.js';
import { BANDS } from '../../score/thresholds.js';
import type { Design } from '../../plan/design.js';
import type { Measured } from '../../study.js';
import { plainEnvelope } from '../caseEnvelope.js';
import { studyResult } from '../studyResult.js';
import { posixOf } from './posix.js';
import { thinkOf } from './measureThink.js';
import type { AnswerLayers, LayerReadings } from './readLayers.js';
import type { Depth, DepthFindings } from './schema.js';
import { DEFAULTS, isUndecided, ratioOf, settledAt, type DepthConfig } from './settling.js';

const NOTHING: LayerReadings = { layers: [], of: 0, listed: 0, answers: [], likelihoods: [] };
/** Answers that are shown token by token. */
const MOST_ANSWERS = 20;

export function measureDepth({ run, input }: Measured<Design, null>): Depth {
  const { plan } = run;
  const { layers, of, listed, answers, likelihoods } =
    (run.inspected as LayerReadings | undefined) ?? NOTHING;
  const config = { ...DEFAULTS, layers: of };
  const [original] = plan.variants;
  const written = answers.filter(({ variant }) => variant === original?.id);
  const byCase = ratiosByCase(written, layers, config);
  const posix = likelihoods.flatMap((each) => posixOf(each) ?? []);
  const near = written.flatMap(({ divergences }) =>
    divergences.map((row) => (isUndecided(Math.min(...row), config.g) ? 1 : 0)),
  );
  return studyResult('depth', run, {
    findings: {
      dtr: {
        ...{ value: meanOrNull([...byCase.values()]), bound: 'upper' },
        ci:
          byCase.size === 0
            ? null
            : rateInterval([...byCase.values()], randomFrom('depth', plan.seed)).ci,
        tokens: tokensOf(written),
        cases: byCase.size,
        undecided: meanOrNull(near),
      },
      config: { g: config.g, rho: config.rho, logBase: 'e', K: listed, layers: [...layers], of },
      variants: againstWritten(answers, { byCase, layers, config, seed: plan.seed, plan }),
      answers: written.slice(0, MOST_ANSWERS).map((each) => ({
        case: each.case,
        tokens: each.texts.map((text, at) => ({
          text,
          settled: settledAt(each.divergences[at] ?? [], layers, config.g),
        })),
      })),
      think: thinkOf(written, input.answers, { layers, config, seed: plan.seed }),
      posix: plainEnvelope('posix', meanOrNull(posix), posix.length),
    },
    notes: [],
  });
}

const tokensOf = (answers: readonly AnswerLayers[]): number =>
  answers.reduce((sum, { divergences }) => sum + divergences.length, 0);

/** Several samples of a case count once. */
const ratiosByCase = (
  answers: readonly AnswerLayers[],
  layers: readonly number[],
  config: DepthConfig,
): Map<string, number> =>
  meansByCase(answers, ({ divergences }) => ratioOf(divergences, layers, config));

function againstWritten(
  answers: readonly AnswerLayers[],
  {
    byCase,
    layers,
    config,
    seed,
    plan,
  }: {
    byCase: ReadonlyMap<string, number>;
    layers: readonly number[];
    config: DepthConfig;
    seed: number;
    plan: Measured<Design, null>['run']['plan'];
  },
): DepthFindings['variants'] {
  const rows = plan.variants.map(({ id }, at) => {
    const own = answers.filter(({ variant }) => variant === id);
    const ratios = ratiosByCase(own, layers, config);
    const pairs = [...ratios].flatMap(([caseId, b]) => {
      const a = byCase.get(caseId);
      return a === undefined ? [] : [{ a, b }];
    });
    const random = randomFrom('depth', seed, id);
    const test =
      at === 0 ? null : pairedTest(pairs, { binary: false, margin: BANDS.stable, random });
    const dtr = ratios.size === 0 ? null : mean([...ratios.values()]);
    return { id, dtr, tokens: tokensOf(own), test };
  });
  const adjusted = holmOfKnown(rows.map(({ test }) => test && test.p));
  return rows.map(({ id, dtr, tokens, test }, at) => ({
    ...{ variant: id, dtr, tokens },
    difference: test?.difference ?? null,
    ci: test?.ci ?? null,
    pHolm: adjusted[at] ?? null,
  }));
}

/** Reads the answers of a run layer by layer, one cut model after the other, and each answer after every wording. */

import type { ForcedText, Reading, TokenisedAnswer, WhiteBox } from '../../ports/whiteBox.js';
import type { Plan } from '../../plan/planRun.js';
import type { CompletedOutcome, Outcome } from '../../run/outcome.js';
import { sum } from '../../numbers/describe.js';
import { divergenceBound } from './divergence.js';
import type { Likelihood } from './posix.js';
import { DEFAULTS, layersToRead } from './settling.js';

export interface AnswerLayers {
  readonly variant: string;
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  readonly texts: readonly string[];
  /** For each token, its divergence from the last layer at each layer that was read. */
  readonly divergences: readonly (readonly number[])[];
}

export interface LayerReadings {
  readonly layers: readonly number[];
  readonly of: number;
  readonly listed: number;
  readonly answers: readonly AnswerLayers[];
  /** By case. */
  readonly likelihoods: readonly Likelihood[];
}

/** Cases whose answers are read after every wording: that takes the square of the wordings. */
const MOST_CASES = 12;

export async function readLayers(
  plan: Plan,
  outcomes: readonly Outcome[],
  whiteBox: WhiteBox,
): Promise<LayerReadings> {
  const trials = new Map(plan.trials.map((trial) => [keyOf(trial), trial]));
  const answered = outcomes.filter(
    (each): each is CompletedOutcome => each.status === 'completed' && each.text !== '',
  );
  const texts: TokenisedAnswer[] = [];
  for (const each of answered) {
    const trial = trials.get(keyOf(each));
    if (trial) texts.push(await whiteBox.tokenised(plan.requestOf(trial).messages, each.text));
  }
  const layers = layersToRead(whiteBox.layers, DEFAULTS.rho);
  const whole = await whiteBox.read(whiteBox.layers, texts);
  const cut: (readonly Reading[])[] = [];
  for (const layer of layers) cut.push(await whiteBox.read(layer, texts));
  const answers = answered.map(({ variant, case: caseId, repeat }, at): AnswerLayers => {
    const last = whole[at]?.lists ?? [];
    return {
      ...{ variant, case: caseId, repeat, texts: texts[at]?.texts ?? [] },
      divergences: last.map((list, token) =>
        cut.map((reading) => divergenceBound(list, reading[at]?.lists[token] ?? new Map())),
      ),
    };
  });
  return {
    ...{ layers, of: whiteBox.layers, listed: whiteBox.listed, answers },
    likelihoods: await likelihoodsOf(plan, answered, { texts, whiteBox }),
  };
}

const keyOf = ({ variant, case: caseId }: { variant: string; case: string }) =>
  JSON.stringify([variant, caseId]);

/** Each wording's answer after each wording, on the first cases that have all of them. */
async function likelihoodsOf(
  { variants }: Plan,
  answered: readonly CompletedOutcome[],
  { texts, whiteBox }: { texts: readonly TokenisedAnswer[]; whiteBox: WhiteBox },
): Promise<Likelihood[]> {
  if (variants.length < 2) return [];
  const at = new Map(answered.map((each, index) => [keyOf(each), index]));
  const cases = [...new Set(answered.map((each) => each.case))]
    .filter((caseId) => variants.every(({ id }) => at.has(keyOf({ variant: id, case: caseId }))))
    .slice(0, MOST_CASES);
  const ownOf = (caseId: string) =>
    variants.map(({ id }) => texts[at.get(keyOf({ variant: id, case: caseId })) ?? -1]);
  const pairs: ForcedText[] = cases.flatMap((caseId) => {
    const own = ownOf(caseId);
    // Answers after one prompt stand together, so that it is read once.
    return own.flatMap((under) =>
      own.map((of) => ({ prompt: under?.prompt ?? [], answer: of?.answer ?? [] })),
    );
  });
  const readings = await whiteBox.read(whiteBox.layers, pairs);
  const n = variants.length;
  return cases.map((caseId, index) => ({
    tokens: ownOf(caseId).map((own) => own?.answer.length ?? 0),
    logprobs: variants.map((_, under) =>
      variants.map((__, of) => totalOf(readings[index * n * n + under * n + of])),
    ),
  }));
}

/** Null where a token of it is not known. */
const totalOf = (reading: Reading | undefined): number | null =>
  !reading || reading.logprobs.includes(null)
    ? null
    : sum(reading.logprobs.map((each) => each ?? 0));

/** Runs of a truth that is known: how large the wording effect is, what it comes from, and how noisy the server is. */

import { randomFrom, type Random } from '../../src/core/numbers/random.js';
import type { ScoreInput } from '../../src/core/score/scoreInput.js';
import { observation, scoreInput } from './observations.js';

export interface Truth {
  /** The mean excess over cases before noise, in [0, .25]; noise takes 2 · noise of it. */
  readonly effect: number;
  readonly shape: TruthShape;
  /** How often one wording asked twice is right once and wrong once. */
  readonly noise: number;
  readonly cases: number;
}

export const TRUTH_SHAPES = ['sparse', 'one-variant', 'one-class', 'original'] as const;
export type TruthShape = (typeof TRUTH_SHAPES)[number];

/** The original, and two wordings of each of three classes and one of a fourth. */
export const TRUTH_VARIANTS: readonly { readonly id: string; readonly class: string }[] = [
  { id: 'original', class: 'original' },
  ...['format', 'structure', 'order'].flatMap((own) => [
    { id: `${own}-1`, class: own },
    { id: `${own}-2`, class: own },
  ]),
  { id: 'persona-1', class: 'persona' },
];

/** The wordings to blame, where single ones are; any half of them, where the effect is spread. */
const CULPRITS: Readonly<Record<TruthShape, readonly string[]>> = {
  sparse: [],
  'one-variant': ['format-1'],
  'one-class': ['format-1', 'format-2'],
  original: ['original'],
};

export const culpritsOf = (shape: TruthShape): readonly string[] => CULPRITS[shape];

/** Mean squared difference of two wordings' rates when `few` of eight are always wrong on a case and the rest always right. */
const movedBy = (few: number) => (few * (TRUTH_VARIANTS.length - few)) / 28;

/** Shares of right answers where the wording does not matter: always right, or always wrong. */
const EASY = 0.85;

export function simulatedInput(truth: Truth, seed: number, deterministic: boolean): ScoreInput {
  const random = randomFrom('truth', JSON.stringify(truth), seed);
  const repeats = deterministic ? 1 : 2;
  const answers = Array.from({ length: truth.cases }, (_, index) => {
    const rightOf = simulatedCase(truth, random);
    return TRUTH_VARIANTS.flatMap(({ id: variant }) =>
      Array.from({ length: repeats }, (_each, repeat) =>
        graded({ variant, case: String(index), repeat: repeat + 1 }, rightOf(variant)),
      ),
    );
  }).flat();
  return {
    ...scoreInput([]),
    answers,
    variants: TRUTH_VARIANTS.map((each) => ({ ...each, stress: false, reviewed: true })),
    ...{ original: 'original', labels: ['right', 'wrong'], deterministic, seed },
  };
}

/** Draws one answer of a wording to one case. */
function simulatedCase({ effect, shape, noise }: Truth, random: Random) {
  const culprits = shape === 'sparse' ? halfOf(random) : CULPRITS[shape];
  const moves = random.float() < effect / movedBy(culprits.length);
  const isEasy = random.float() < EASY;
  // 2 flip (1 - flip) = noise
  const flip = (1 - Math.sqrt(1 - 2 * noise)) / 2;
  return (variant: string): boolean => {
    const meant = moves ? !culprits.includes(variant) : isEasy;
    return random.float() < flip ? !meant : meant;
  };
}

const halfOf = (random: Random): readonly string[] =>
  random
    .shuffle(TRUTH_VARIANTS)
    .slice(0, TRUTH_VARIANTS.length / 2)
    .map(({ id }) => id);

function graded(place: { variant: string; case: string; repeat: number }, isRight: boolean) {
  const text = isRight ? 'right' : 'wrong';
  return observation({ ...place, text, answer: text, score: isRight ? 1 : 0 });
}

/** Our functions against established libraries: `scripts/references` made the fixtures, and they name the versions. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { benjaminiHochberg } from '../../../src/core/score/statistics/benjaminiHochberg.js';
import { spearman } from '../../../src/core/score/statistics/correlation.js';
import { equivalence } from '../../../src/core/score/statistics/equivalence.js';
import { mcnemar } from '../../../src/core/score/statistics/mcnemar.js';
import { signFlipP } from '../../../src/core/score/statistics/signFlip.js';
import { wilson } from '../../../src/core/score/statistics/wilson.js';
import {
  averagePrecision,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from '../../../src/core/studies/context/retrieval.js';
import { bleu } from '../../../src/core/text/bleu.js';
import { chrf } from '../../../src/core/text/chrf.js';
import { tokenNumbers } from '../../../src/core/text/ngrams.js';
import { rougeFs, rougeTokens } from '../../../src/core/text/rouge.js';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/references/${name}`, import.meta.url), 'utf8'));

interface TextPair {
  readonly hypothesis: string;
  readonly reference: string;
  readonly bleu: number;
  readonly chrf: number;
  readonly rouge1: number[];
  readonly rouge2: number[];
  readonly rougeL: number[];
}
interface Rate {
  readonly k: number;
  readonly n: number;
  readonly ci: [number, number];
}
const { pairs } = fixture('texts.json') as { pairs: TextPair[] };
const arrays = fixture('arrays.json') as {
  mcnemar: { b: number; c: number; p: number }[];
  wilson: Rate[];
  spearman: { a: number[]; b: number[]; rho: number }[];
  signFlip: { differences: number[]; p: number }[];
  equivalence: { differences: number[]; margin: number; p: number }[];
  benjaminiHochberg: { p: number[]; adjusted: number[] }[];
};

const expectNear = (found: readonly number[], expected: readonly number[], digits = 9) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((each, index) => expect(each).toBeCloseTo(expected[index] as number, digits));
};

describe.each(pairs.map((pair) => [pair.hypothesis.slice(0, 40), pair] as const))(
  'the text %j',
  (_name, pair) => {
    it('has the BLEU and chrF of sacreBLEU', () => {
      expectNear(
        [bleu(pair.hypothesis, pair.reference), chrf(pair.hypothesis, pair.reference)],
        [pair.bleu, pair.chrf],
      );
    });

    it('has the ROUGE of rouge-score', () => {
      const { rouge1, rouge2, rougeL } = pair;
      const numbers = tokenNumbers();
      const [a, b] = [pair.hypothesis, pair.reference].map((text) => numbers(rougeTokens(text)));
      // What is reported is F, which rouge-score gives last.
      expectNear(
        rougeFs(a as Int32Array, b as Int32Array),
        [rouge1, rouge2, rougeL].map((each) => each[2] as number),
      );
    });
  },
);

describe('statistics as SciPy gives them', () => {
  it('exact McNemar is its binomial test', () => {
    for (const { b, c, p } of arrays.mcnemar) expect(mcnemar(b, c).p).toBeCloseTo(p, 9);
  });

  it('Wilson', () => {
    for (const { k, n, ci } of arrays.wilson) expectNear(wilson(k, n), ci);
  });

  it('Spearman, ties included', () => {
    for (const { a, b, rho } of arrays.spearman) expect(spearman(a, b)).toBeCloseTo(rho, 9);
  });

  it('the sign-flip permutation test', () => {
    for (const { differences, p } of arrays.signFlip) {
      expect(signFlipP(differences, randomFrom('reference'))).toBeCloseTo(p, 9);
    }
  });

  it('equivalence as two one-sided t tests', () => {
    for (const { differences, margin, p } of arrays.equivalence) {
      expect(equivalence(differences, margin)?.p).toBeCloseTo(p, 9);
    }
  });

  it('Benjamini and Hochberg', () => {
    for (const { p, adjusted } of arrays.benjaminiHochberg) {
      expectNear(benjaminiHochberg(p), adjusted);
    }
  });
});

interface Ranked {
  readonly ranked: string[];
  readonly relevant: string[];
  readonly precision: Record<string, number>;
  readonly recall: Record<string, number>;
  readonly ndcg: Record<string, number>;
  readonly hitRate: Record<string, number>;
  readonly mrr: number;
  readonly map: number;
}
const { rankings } = fixture('retrieval.json') as { rankings: Ranked[] };

describe('rankings', () => {
  it.each(rankings.map((each, at) => [at + 1, each] as const))(
    'number %i has the figures of ranx',
    (_at, each) => {
      for (const k of [1, 3, 5, 10]) {
        const recall = recallAt(each, k) ?? NaN;
        expectNear(
          [precisionAt(each, k), recall, ndcgAt(each, k) ?? NaN, recall > 0 ? 1 : 0],
          [each.precision, each.recall, each.ndcg, each.hitRate].map((by) => by[k] ?? NaN),
        );
      }
      expect(reciprocalRank(each)).toBeCloseTo(each.mrr, 9);
    },
  );

  it('whose relevant passages were all found have its average precision, too', () => {
    const whole = rankings.filter(({ ranked, relevant }) =>
      relevant.every((id) => ranked.includes(id)),
    );
    expect(whole.length).toBeGreaterThan(4);
    for (const each of whole) expect(averagePrecision(each)).toBeCloseTo(each.map, 9);
  });
});

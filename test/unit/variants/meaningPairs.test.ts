/** The figures of docs/variants.md, as `npm run bench:meaning` measures them. */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  figuresOf,
  judgePair,
  meaningPairs,
  perfectJudge,
  STEPS,
  type Judged,
} from '../../support/meaningPairs.js';

describe('the meaning gate on hand-labelled pairs', () => {
  const pairs = meaningPairs();
  let judged: Judged[] = [];
  beforeAll(async () => {
    judged = await Promise.all(pairs.map((pair) => judgePair(pair, perfectJudge(pair))));
  });

  it('has at least 60 pairs, half of them changed in meaning in every way', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(pairs.filter(({ change }) => change === null)).toHaveLength(pairs.length / 2);
    const kinds = new Set(pairs.map(({ change }) => change));
    expect(kinds).toEqual(new Set([null, 'dropped', 'added', 'negation', 'number', 'label']));
  });

  it('turns down what the documentation says', () => {
    const docs = readFileSync('docs/variants.md', 'utf8');
    for (const [name, isTurnedDown] of STEPS) {
      const { turnedDown, precision, recall } = figuresOf(judged, isTurnedDown);
      const cells = [
        turnedDown,
        precision === null ? '–' : precision.toFixed(2),
        recall.toFixed(2),
      ];
      const row = docs
        .split('\n')
        .find((line) => line.startsWith(`| ${name} `))
        ?.split('|')
        .slice(2, 5)
        .map((cell) => cell.trim());
      expect(row, name).toEqual(cells.map(String));
    }
  });

  it('passes nothing that was changed when the judge is always right', () => {
    expect(judged.filter(({ pair, step }) => pair.change !== null && step === null)).toEqual([]);
  });
});

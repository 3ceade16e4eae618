import { describe, expect, it } from 'vitest';
import { subsetRepeats } from '../../../src/core/plan/noiseSubset.js';
import { orderTrials } from '../../../src/core/plan/order.js';
import { randomFrom } from '../../../src/core/numbers/random.js';
import { scoreAnswers } from '../../../src/core/score/scoreAnswers.js';
import { scoreInput } from '../../support/observations.js';

const ids = ['original', ...Array.from({ length: 7 }, (_, index) => `format-${index + 1}`)];
const groups = ids.map((variant) => ({ variant, shots: 'file' }));
const cases = Array.from({ length: 200 }, (_, index) => String(index + 1));
const repeatsOf = subsetRepeats(groups, cases, 3);
const cells = cases.flatMap((id) => groups.map((group) => ({ id, group })));
const repeated = cells.filter(({ id, group }) => repeatsOf(group, id) === 3);

describe('a noise floor from a subset', () => {
  it('asks a fifth of the cells three times and all others once', () => {
    expect(new Set(cells.map(({ id, group }) => repeatsOf(group, id)))).toEqual(new Set([1, 3]));
    expect(repeated.length / cells.length).toBeCloseTo(0.2, 1);
  });

  it('gives every case a noise floor of its own and leaves out no wording', () => {
    const perCase = cases.map((own) => repeated.filter(({ id }) => id === own).length);
    expect(new Set(perCase)).toEqual(new Set([1, 2]));
    expect(new Set(repeated.map(({ group }) => group.variant))).toEqual(new Set(ids));
  });

  it('keeps to the seed, and gives each few-shot configuration its own fifth', () => {
    const all = (seed: number) => {
      const of = subsetRepeats(groups, cases, seed);
      return cells.map(({ id, group }) => of(group, id));
    };
    expect(all(3)).toEqual(all(3));
    expect(all(3)).not.toEqual(all(4));
    const both = [...groups, ...groups.map(({ variant }) => ({ variant, shots: '1' }))];
    const of = subsetRepeats(both, cases, 3);
    const once = both.slice(8).flatMap((group) => cases.filter((id) => of(group, id) === 3));
    expect(once.length / cells.length).toBeCloseTo(0.2, 1);
  });

  it('is planned in the order of every run: blocks, then passes, and a probe of the repeated cells', () => {
    const places = orderTrials(groups, cases, { repeats: 3, seed: 3, repeatsOf });
    expect(places).toHaveLength(cells.length + 2 * repeated.length);
    const probe = places.filter((place) => place.probe);
    expect(probe).toHaveLength(Math.min(150, repeated.length));
    expect(probe.every(({ repeat }) => repeat === 2)).toBe(true);
    const block = places.slice(0, 64);
    expect(new Set(block.map((place) => place.case)).size).toBe(8);
    expect(block.every(({ repeat }) => repeat === 1)).toBe(true);
    expect(places[64]?.repeat).toBe(2);
  });

  it('measures the noise, and no effect where there is only noise', () => {
    const random = randomFrom('pure noise');
    const scores = cases.map((id) =>
      groups.map((group) =>
        Array.from({ length: repeatsOf(group, id) }, () => (random.float() < 0.7 ? 1 : 0)),
      ),
    );
    const { metrics } = scoreAnswers(scoreInput(scores), {
      only: new Set(['pss.within', 'pss.excess']),
    });
    expect(metrics['pss.excess']?.n).toBe(200);
    expect(metrics['pss.within']?.value).toBeCloseTo(2 * 0.7 * 0.3, 1);
    expect(Math.abs(metrics['pss.excess']?.value ?? 1)).toBeLessThan(0.05);
    expect(metrics['pss.excess']?.p).toBeGreaterThan(0.05);
  });
});

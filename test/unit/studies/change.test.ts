import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/core/studies/comparison/change.js';
import type {
  Comparable,
  ComparableCase,
} from '../../../src/core/studies/comparison/comparable.js';

const CASES = 60;

function run(
  score: (at: number) => number,
  part: Partial<Comparable> = {},
  of: (at: number) => Partial<ComparableCase> = () => ({}),
): Comparable {
  return {
    ...{ comparedBy: 'score', judged: false, confidenceTier: null, variants: ['original', 'a'] },
    cases: Array.from({ length: CASES }, (_, at) => ({
      ...{ id: `${at}`, inputs: `i${at}`, accuracy: score(at), original: score(at), excess: 0 },
      ...{ confidence: null, answer: score(at) > 0.5 ? 'yes' : 'no' },
      ...of(at),
    })),
    ...part,
  };
}
const RIGHT = run(() => 1);
const change = (before: Comparable, now: Comparable) => changesOf([{ before, now }])[0];

describe('a prompt against its baseline', () => {
  it('regressed where six of sixty cases got wrong, and says which', () => {
    const found = change(
      RIGHT,
      run((at) => (at < 6 ? 0 : 1)),
    );
    expect(found?.result).toBe('regressed');
    // Six signs of six: 1/64 one-sided, of the .8 that accuracy may spend.
    expect(found?.measures[0]?.pWorse).toBeCloseTo(1 / 64 / 0.8, 9);
    expect(found?.changed.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('is not red for four, and says how many cases would tell', () => {
    const found = change(
      RIGHT,
      run((at) => (at < 4 ? 0 : 1)),
    );
    expect(found?.result).toBe('inconclusive');
    expect(found?.needed).toBeGreaterThan(CASES);
  });

  it('improved where as many got right', () => {
    expect(
      change(
        run((at) => (at < 6 ? 0 : 1)),
        RIGHT,
      )?.result,
    ).toBe('improved');
  });

  it('cannot be called equivalent by sixty cases that are all alike, which 72 could', () => {
    const found = change(RIGHT, RIGHT);
    expect(found).toMatchObject({ result: 'inconclusive', needed: 72, changed: [] });
  });

  it('regressed where the wording effect grew, though no more is wrong', () => {
    const moving = run(
      () => 1,
      {},
      (at) => ({ excess: at % 3 === 0 ? 0.4 : 0 }),
    );
    const found = change(RIGHT, moving);
    expect(found?.result).toBe('regressed');
    expect(found?.measures.map(({ metric, word }) => [metric, word])).toEqual([
      ['accuracy', 'open'],
      ['excess', 'worse'],
    ]);
  });

  it('is compared as written where the wordings are others', () => {
    const others = run((at) => (at < 6 ? 0 : 1), { variants: ['b', 'original'] });
    const found = change(RIGHT, others);
    expect(found?.measures.map(({ metric }) => metric)).toEqual(['accuracy.original']);
    expect(found?.result).toBe('regressed');
  });

  it('has nothing to compare where no case is the same', () => {
    const found = change(
      RIGHT,
      run(
        () => 0,
        {},
        (at) => ({ inputs: `other${at}` }),
      ),
    );
    expect(found).toMatchObject({ result: 'inconclusive', measures: [], cases: 0 });
  });

  it('finds the same case under another number, as where one was put before it', () => {
    const moved = run(
      (at) => (at < 6 ? 0 : 1),
      {},
      (at) => ({ id: `${at + 1}` }),
    );
    const found = change(RIGHT, moved);
    expect(found).toMatchObject({ result: 'regressed', cases: CASES });
    expect(found?.changed.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('counts for less among many: six of sixty, checked with ten prompts that did not change', () => {
    const worse = { before: RIGHT, now: run((at) => (at < 6 ? 0 : 1)) };
    const same = { before: RIGHT, now: RIGHT };
    const all = changesOf([worse, ...Array.from({ length: 10 }, () => same)]);
    expect(all[0]?.result).toBe('inconclusive');
  });
});

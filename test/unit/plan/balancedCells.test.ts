import { describe, expect, it } from 'vitest';
import { balancedCells } from '../../../src/core/plan/balancedCells.js';

const groups = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ variant: `v${at}`, shots: 'file' }));
const cases = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);

describe('a part of the cells', () => {
  it('gives every variant and every case as many as the others, to one', () => {
    const chosen = balancedCells(groups(25), cases(60), { share: 0.1, seed: 1, counted: 20 });
    expect(chosen.size).toBe(150);
    const times = (at: number) => {
      const counts = new Map<string, number>();
      for (const key of chosen) {
        const name = (JSON.parse(key) as string[])[at] as string;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return counts;
    };
    expect(new Set(times(0).values())).toEqual(new Set([6]));
    expect([...new Set(times(2).values())].sort()).toEqual([2, 3]);
    expect(times(0).size).toBe(25);
    expect(times(2).size).toBe(60);
  });

  it('is the same for a seed, and another for another', () => {
    const of = (seed: number) => [
      ...balancedCells(groups(20), cases(50), { share: 0.2, seed, counted: 20 }),
    ];
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('is drawn for each few-shot configuration', () => {
    const two = [...groups(20), ...groups(20).map((each) => ({ ...each, shots: '3' }))];
    const chosen = balancedCells(two, cases(50), { share: 0.1, seed: 1, counted: 20 });
    expect([...chosen].filter((key) => key.includes('"3"'))).toHaveLength(100);
    expect(chosen.size).toBe(200);
  });

  it('is refused where it would tell too little', () => {
    const few = () => balancedCells(groups(25), cases(50), { share: 0.1, seed: 1, counted: 19 });
    expect(few).toThrow(
      'at least 20 variants (stress tests not counted) and 50 cases, and there are 19 and 50',
    );
    expect(() =>
      balancedCells(groups(20), cases(49), { share: 0.1, seed: 1, counted: 20 }),
    ).toThrow('49');
  });
});

import { describe, expect, it } from 'vitest';
import { batchQuestion, budgetOf } from '../../../src/extension/batch/askBatch.js';
import {
  runBatch,
  totalOf,
  type BatchPorts,
  type BatchTotal,
  type Budget,
  type Takes,
} from '../../../src/extension/batch/runBatch.js';

const takes = (calls: number, costUsd: number | null = 0): Takes => ({
  ...{ calls, costUsd },
  findings: [],
});
const ESTIMATES: Readonly<Record<string, Takes | 'none' | null>> = {
  a: takes(100, 0.1),
  b: takes(50, 0.2),
  c: takes(30, 0.3),
  empty: 'none',
  unknown: null,
};

/** What was done, in order. */
function world(budget: Budget | null, part: Partial<BatchPorts<string>> = {}) {
  const did: string[] = [];
  const totals: BatchTotal[] = [];
  const stopping = new AbortController();
  const ports: BatchPorts<string> = {
    signal: stopping.signal,
    estimate: async (job) => ESTIMATES[job] ?? null,
    agree: async (total) => {
      totals.push(total);
      return budget;
    },
    run: async (job, { left, isAgreed }) => {
      did.push(`${job} ${left.calls ?? left.usd ?? 'free'}${isAgreed ? '' : ' asks'}`);
      const { calls, costUsd } = (ESTIMATES[job] as Takes | null) ?? takes(1);
      return { end: 'done', spent: { calls, usd: costUsd ?? 0 } };
    },
    skip: (job) => void did.push(`skip ${job}`),
    ...part,
  };
  return { did, totals, stopping, ports };
}
const FREE: Budget = { calls: null, usd: null };

describe('tests of several prompts', () => {
  it('are asked for once, with the total; those without cases are skipped', async () => {
    const { did, totals, ports } = world(FREE);
    const end = await runBatch(['a', 'empty', 'b', 'unknown'], ports);
    expect(totals).toEqual([
      {
        ...{ prompts: 3, unknown: 1, withoutCases: 1 },
        ...{ calls: 150, costUsd: expect.closeTo(0.3), findings: [] },
      },
    ]);
    expect(did).toEqual(['skip empty', 'a free', 'b free', 'unknown free asks']);
    expect(end).toMatchObject({ ends: ['done', 'done', 'done'], skipped: 1, isDeclined: false });
    expect(end.spent.calls).toBe(151);
  });

  it('share one budget; what comes after it is used up is skipped', async () => {
    const calls = world({ calls: 150, usd: null });
    await runBatch(['a', 'b', 'c'], calls.ports);
    expect(calls.did).toEqual(['a 150', 'b 50', 'skip c']);
    const money = world({ calls: null, usd: 0.25 });
    await runBatch(['a', 'b', 'c'], money.ports);
    expect(money.did).toEqual(['a 0.25', 'b 0.15', 'skip c']);
  });

  it('send nothing where they are declined, and ask nothing where there is nothing to test', async () => {
    const declined = world(null);
    expect((await runBatch(['a', 'b'], declined.ports)).isDeclined).toBe(true);
    expect(declined.did).toEqual(['skip a', 'skip b']);
    const nothing = world(FREE);
    expect(await runBatch(['empty'], nothing.ports)).toMatchObject({ ends: [], isDeclined: false });
    expect(nothing.totals).toEqual([]);
  });

  it('end with the one that is cancelled', async () => {
    const { did, stopping, ports } = world(FREE, {
      run: async (job) => {
        did.push(job);
        stopping.abort();
        return { end: 'cancelled', spent: { calls: 3, usd: 0 } };
      },
    });
    expect((await runBatch(['a', 'b', 'c'], ports)).ends).toEqual(['cancelled']);
    expect(did).toEqual(['a', 'skip b', 'skip c']);
  });

  it('cost an unknown amount where one of them does', () => {
    expect(totalOf([takes(1, 0.5), takes(2, null)], 0).costUsd).toBeNull();
    expect(totalOf([takes(1, 0.5), null], 0)).toMatchObject({ costUsd: 0.5, unknown: 1 });
  });
});

describe('the question before them', () => {
  const settings = { askAboveCalls: 400, askAboveCost: 0.5 };
  const question = (part: Partial<BatchTotal>) =>
    batchQuestion(
      {
        ...{ prompts: 2, unknown: 0, withoutCases: 0, calls: 288, costUsd: 0.02, findings: [] },
        ...part,
      },
      settings,
    );

  it('states calls and cost, what is skipped and what is not known', async () => {
    const asked = await question({ prompts: 3, withoutCases: 2, unknown: 1 });
    expect(asked?.title).toBe('Test 3 prompts: up to 288 calls, $0.02?');
    expect(asked?.detail).toContain('Skipped because they have no cases: 2.');
    expect(asked?.detail).toContain('1 of them');
  });

  it('is not asked where nothing is sent, nor for one prompt within the limits', async () => {
    expect(await question({ calls: 0, costUsd: 0 })).toBeNull();
    expect(await question({ prompts: 1 })).toBeNull();
    expect((await question({ prompts: 1, calls: 401 }))?.detail).toContain(
      'your limit of 400 calls',
    );
    expect((await question({ prompts: 1, findings: ['x'] }))?.detail).toContain('personal data');
  });

  it('takes a number of calls or an amount as a limit', () => {
    expect(budgetOf(' 500 ')).toEqual({ calls: 500, usd: null });
    expect(budgetOf('$0.50')).toEqual({ calls: null, usd: 0.5 });
    for (const text of ['', '0', '1.5', '-3', '5 calls', '$']) expect(budgetOf(text)).toBeNull();
  });
});

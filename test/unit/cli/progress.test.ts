import { createColors } from 'picocolors';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Terminal } from '../../../src/cli/output.js';
import { callTeller } from '../../../src/cli/progress.js';
import type { Outcome } from '../../../src/core/run/outcome.js';
import { english } from '../../../src/core/say/say.js';
import { saidTo } from '../../../src/core/say/worded.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is said elsewhere than on a terminal, while `calls` are answered, each after so long. */
function linesOf(calls: number, msPerCall: number): string[] {
  const lines: string[] = [];
  const terminal: Terminal = {
    out: () => undefined,
    fail: () => undefined,
    say: (text) => void lines.push(saidTo(text, english)),
    colours: createColors(false),
    ...{ live: false, width: 80, words: english },
  };
  const progress = callTeller(terminal).begin(calls, null);
  for (let repeat = 1; repeat <= calls; repeat++) {
    vi.advanceTimersByTime(msPerCall);
    const outcome: Outcome = {
      ...{ variant: 'original', shots: 'file', case: '1', repeat },
      ...{ status: 'skipped', reason: 'deterministic' },
    };
    progress.update(outcome);
  }
  progress.end();
  return lines.map((line) => line.split(' · ')[0] ?? '');
}

it('tells of a quick run in a few lines', () => {
  expect(linesOf(100, 10)).toEqual([20, 40, 60, 80, 100].map((n) => `${n} of 100 calls`));
});

it('tells of a slow run at least three times a minute', () => {
  expect(linesOf(100, 5000)).toHaveLength(25);
  expect(linesOf(4, 90_000)).toHaveLength(4);
});

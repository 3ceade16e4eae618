import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as core from '../../../src/core/index.js';
import type { Engine } from '../../../src/extension/engine.js';
import { callTeller } from '../../../src/extension/callTeller.js';
import type { ProgressView } from '../../../src/protocol.js';

describe('whoever watches a run', () => {
  it('is told of waits: as a step before the first call, beside the progress after it', () => {
    const steps: string[] = [];
    const shown: ProgressView[] = [];
    const teller = callTeller(core as unknown as Engine, {
      onStep: (step) => steps.push(step),
      onProgress: (progress) => shown.push(progress),
    });
    teller.onWait({ failure: 'rate-limited', waitMs: 20_000 });
    teller.onWait({ failure: 'rate-limited', waitMs: 200 });
    expect(steps).toEqual(['rate limited, waiting 20 s']);
    teller.begin(10, null);
    teller.onWait({ failure: 'server', waitMs: 4000 });
    expect(steps).toHaveLength(1);
    expect(shown[0]).toMatchObject({ done: 0, planned: 10 });
    expect(shown.at(-1)?.facts.at(-1)).toBe('no answer, waiting 4 s');
    expect(shown[0]?.facts).not.toContain('no answer, waiting 4 s');
    teller.end();
  });
});

describe('a server that says nothing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is mentioned after ten seconds, until the run is over', () => {
    const shown: ProgressView[] = [];
    const teller = callTeller(core as unknown as Engine, {
      onStep: () => undefined,
      onProgress: (progress) => shown.push(progress),
    });
    teller.begin(10, null);
    vi.advanceTimersByTime(9_500);
    expect(shown.at(-1)?.facts.join()).not.toContain('no answer');
    vi.advanceTimersByTime(2_500);
    expect(shown.at(-1)?.facts).toContain('no answer for 12 s');
    teller.end();
    const told = shown.length;
    vi.advanceTimersByTime(60_000);
    expect(shown).toHaveLength(told);
  });
});

import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../src/core/run/limiter.js';
import { watchLatency } from '../../../src/core/run/latencyWatch.js';
import { fakeClock } from '../../support/fakes.js';

/** A server that works on `places` calls at a time, each for `ms`: the others queue. Answers of `rounds` windows. */
async function limitsOn(places: (round: number) => number, rounds: number, ms = 100) {
  const clock = fakeClock();
  const limiter = createLimiter(40, clock);
  const limits: number[] = [];
  const signal = new AbortController().signal;
  for (let round = 0; round < rounds; round++) {
    for (let answers = 0; answers < 80;) {
      const { limit } = limiter;
      const atOnce = Math.max(1, limit / places(round));
      await clock.sleep(ms * atOnce, signal);
      const leaving = await Promise.all(Array.from({ length: limit }, () => limiter.enter(signal)));
      for (const leave of leaving) {
        limiter.answered(ms * atOnce);
        leave();
      }
      answers += limit;
    }
    limits.push(limiter.limit);
  }
  return limits;
}

describe('calls in flight', () => {
  it('stay as many as they may be where answers take as long as ever', async () => {
    expect(new Set(await limitsOn(() => 40, 20))).toEqual(new Set([40]));
  });

  it('become fewer where a server that kept up no longer does, and as many again when it does', async () => {
    const limits = await limitsOn((round) => (round < 3 || round > 20 ? 40 : 10), 60);
    expect(limits[2]).toBe(40);
    expect(Math.min(...limits.slice(3, 21))).toBeLessThanOrEqual(24);
    expect(limits.at(-1)).toBe(40);
  });

  it('go back where fewer of them bring fewer answers', () => {
    const watch = watchLatency();
    let now = 0;
    const window = (latencyMs: number, spacing: number) => {
      let advice = null;
      for (let answer = 0; answer < 20; answer++) {
        now += spacing;
        advice = watch.answered({ now, latencyMs, limit: 10 }) ?? advice;
      }
      return advice;
    };
    expect(window(100, 10)).toBe('raise');
    expect(window(250, 10)).toBe('lower');
    expect(window(240, 14)).toBe('back');
    // Not tried again at once.
    expect(window(250, 10)).toBeNull();
    expect(window(250, 10)).toBeNull();
  });

  it('rest as long as the endpoint says that nothing is left', async () => {
    const clock = fakeClock();
    const limiter = createLimiter(4, clock);
    limiter.rest(700);
    await limiter.enter(new AbortController().signal);
    expect(clock.slept).toEqual([700]);
    expect(limiter.limit).toBe(4);
  });
});

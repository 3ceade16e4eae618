/**
 * How many calls may be in flight at one endpoint: halves when it limits the rate, falls by a quarter when its answers queue up,
 * and grows back while neither is so.
 */

import type { Clock } from '../ports/clock.js';
import { watchLatency } from './latencyWatch.js';

export interface Limiter {
  /** Waits for a free place; the returned function gives it back. Rejects with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** The endpoint asked to slow down: nothing starts for `waitMs`, and half as many afterwards. */
  slowDown(waitMs: number): void;
  /** The endpoint has nothing left for a while: nothing starts for `waitMs`. */
  rest(waitMs: number): void;
  /** To be told how long each answer took. */
  answered(latencyMs: number): void;
  readonly limit: number;
}

/** After this many calls without a rate limit one more may be in flight. */
const GROWTH_AFTER = 10;
/** To so much of itself where answers queue up. */
const LOWERED = 0.75;

export function createLimiter(most: number, clock: Clock): Limiter {
  const pace = new Pace(most, clock);
  let inFlight = 0;
  const waiting: (() => void)[] = [];

  const wake = () => {
    while (inFlight < pace.limit && waiting.length > 0) {
      inFlight += 1;
      waiting.shift()?.();
    }
  };
  const leave = () => {
    inFlight -= 1;
    pace.left();
    wake();
  };
  const place = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', abandon);
        resolve();
      };
      const abandon = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abandon, { once: true });
      waiting.push(start);
      wake();
    });

  return {
    async enter(signal) {
      signal.throwIfAborted();
      await place(signal);
      try {
        while (pace.restMs > 0) await clock.sleep(pace.restMs, signal);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    slowDown: (waitMs) => pace.slowDown(waitMs),
    rest: (waitMs) => pace.rest(waitMs),
    answered: (latencyMs) => pace.answered(latencyMs),
    get limit() {
      return pace.limit;
    },
  };
}

/** How many may be in flight, and when the next may start. */
class Pace {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #latency = watchLatency();
  #limit: number;
  /** What it may grow back to. */
  #ceiling: number;
  #pausedUntil = 0;
  #calm = 0;

  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
    this.#limit = most;
    this.#ceiling = most;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Until the next may start, in milliseconds. */
  get restMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.now());
  }

  left(): void {
    this.#calm += 1;
    if (this.#limit >= this.#ceiling || this.#calm < GROWTH_AFTER) return;
    this.#calm = 0;
    this.#limit += 1;
  }

  slowDown(waitMs: number): void {
    // Calls that were already under way when the endpoint first complained tell nothing new.
    if (this.restMs === 0) this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.rest(waitMs);
    this.#calm = 0;
  }

  rest(waitMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + waitMs);
  }

  answered(latencyMs: number): void {
    const answer = { now: this.#clock.now(), latencyMs, limit: this.#limit };
    const advice = this.#latency.answered(answer);
    if (advice === 'lower') this.#ceiling = Math.max(1, Math.floor(this.#limit * LOWERED));
    if (advice === 'back') this.#ceiling = Math.min(this.#most, Math.ceil(this.#limit / LOWERED));
    if (advice === 'raise') this.#ceiling = Math.min(this.#most, this.#ceiling + 1);
    this.#limit = advice === 'back' ? this.#ceiling : Math.min(this.#limit, this.#ceiling);
  }
}

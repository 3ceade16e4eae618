/** How many calls may be in flight at one endpoint: halves when it limits the rate, grows back while it does not. */

import type { Clock } from '../ports/clock.js';

export interface Limiter {
  /** Waits for a free place; the returned function gives it back. Rejects with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** The endpoint asked to slow down: nothing starts for `waitMs`, and half as many afterwards. */
  slowDown(waitMs: number): void;
  readonly limit: number;
}

/** After this many calls without a rate limit one more may be in flight. */
const GROWTH_AFTER = 10;

export function createLimiter(most: number, clock: Clock): Limiter {
  let limit = most;
  let inFlight = 0;
  let pausedUntil = 0;
  let calm = 0;
  const waiting: (() => void)[] = [];

  const wake = () => {
    while (inFlight < limit && waiting.length > 0) {
      inFlight += 1;
      waiting.shift()?.();
    }
  };
  const leave = () => {
    inFlight -= 1;
    if (limit < most && ++calm >= GROWTH_AFTER) {
      calm = 0;
      limit += 1;
    }
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
        while (pausedUntil > clock.now()) await clock.sleep(pausedUntil - clock.now(), signal);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    slowDown(waitMs) {
      const until = clock.now() + waitMs;
      // Calls that were already under way when the endpoint first complained tell nothing new.
      if (pausedUntil <= clock.now()) limit = Math.max(1, Math.floor(limit / 2));
      pausedUntil = Math.max(pausedUntil, until);
      calm = 0;
    },
    get limit() {
      return limit;
    },
  };
}

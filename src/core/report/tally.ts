/** Where a run stands: calls, tokens, spend, speed. Terminal and editor show the same figures. */

import { costOf, NO_TOKENS, totalTokens, type PaidTokens } from '../plan/callEstimate.js';
import type { Price } from '../ports/model.js';
import type { Outcome } from '../run/outcome.js';
import { bothPaid, paidTokensOf } from '../run/paidTokens.js';
import { duration, money, number, thousands } from '../say/figures.js';
import { english, type Say } from '../say/say.js';

/** Faster than a call in so many milliseconds, answers are replayed: then a speed says nothing. */
const FASTEST_TOLD_MS = 2;

/** The time left is told from here on: the first calls connect, load a model or fill a cache, and say little of the others. */
const STEADY_CALLS = 10;
const STEADY_MS = 5000;

export interface Tally {
  add(outcome: Outcome): void;
  readonly done: number;
  readonly failed: number;
  /** In words; `elapsedMs` since the first call was sent. */
  facts(elapsedMs: number): string[];
}

/** `earlier`: outcomes of an earlier part of the run, which say nothing of its speed now. */
export function tallyOf(
  planned: number,
  price: Price | null,
  earlier: readonly Outcome[] = [],
  say: Say = english,
): Tally {
  const known = new Set(earlier);
  let [done, sent, failed, retried] = [0, 0, 0, 0];
  let used: PaidTokens = NO_TOKENS;
  return {
    get done() {
      return done;
    },
    get failed() {
      return failed;
    },
    add(outcome) {
      done += 1;
      if (outcome.status === 'failed') failed += 1;
      if (outcome.status !== 'skipped') retried += Math.max(0, outcome.requests - 1);
      used = bothPaid(used, paidTokensOf(outcome));
      if (outcome.status === 'completed' && !outcome.cached && !known.has(outcome)) sent += 1;
    },
    facts(elapsedMs) {
      const perCall = sent > 0 ? elapsedMs / sent : null;
      const going = perCall !== null && done < planned;
      const isSteady = sent >= STEADY_CALLS && elapsedMs >= STEADY_MS;
      return [
        say('{n} tokens', { n: thousands(totalTokens(used), say) }),
        going && perCall >= FASTEST_TOLD_MS
          ? say('{n} calls/s', { n: number(1000 / perCall, say, 1) })
          : null,
        going && isSteady
          ? say('{time} left at most', { time: duration(perCall * (planned - done)) })
          : null,
        money(costOf(used, price), say),
        retried > 0 ? say('{n} retried', { n: retried }) : null,
        failed > 0 ? say('{n} failed', { n: failed }) : null,
      ].filter((fact) => fact !== null);
    },
  };
}

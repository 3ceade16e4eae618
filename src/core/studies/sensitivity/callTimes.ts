/** Where the time of a run went: how long calls took, which took longest, and which were sent again. */

import { secondsText, thousands, variantName } from '../../say/figures.js';
import { shotsName } from '../../words/planWords.js';
import type { Say } from '../../say/say.js';
import type { Report, ReportOutcome } from './schema.js';

export interface CallRow {
  /** For instance `Format 1, case 3`. */
  readonly name: string;
  readonly latencyMs: number;
  /** Until the first token; null where the answer was not streamed. */
  readonly ttftMs: number | null;
  /** HTTP requests, more than 1 where it was sent again. */
  readonly requests: number;
}

export interface CallTimes {
  readonly sentence: string;
  /** The slowest first, and after them those that were sent again. */
  readonly rows: readonly CallRow[];
}

const MOST_ROWS = 10;

type Timed = ReportOutcome & { readonly latencyMs: number };

/** Null where no call was timed: answers from the cache took no time. */
export function callTimes({ outcomes, cases, plan }: Report, say: Say): CallTimes | null {
  const timed = outcomes.filter(
    (each): each is Timed => each.latencyMs !== null && !each.cached && each.requests > 0,
  );
  if (timed.length === 0) return null;
  const slowest = timed.toSorted((a, b) => b.latencyMs - a.latencyMs);
  const again = slowest.filter(({ requests }) => requests > 1);
  const shown = new Set([...slowest.slice(0, MOST_ROWS), ...again.slice(0, MOST_ROWS)]);
  const numberOf = new Map(cases.map(({ id, number: place }, index) => [id, place ?? index + 1]));
  const nameOf = ({ variant, shots, case: id, repeat }: Timed) =>
    [
      variantName(variant),
      say('case {n}', { n: numberOf.get(id) ?? id }),
      plan.shots.length > 1 ? shotsName(shots, say) : null,
      plan.repeats > 1 ? say('repeat {n}', { n: repeat }) : null,
    ]
      .filter((part) => part !== null)
      .join(', ');
  return {
    sentence: [latencyText(slowest, say), ttftText(timed, say), againText(again.length, say)]
      .filter((part) => part !== null)
      .join(' '),
    rows: [...shown].map((each) => ({
      name: nameOf(each),
      latencyMs: each.latencyMs,
      ttftMs: each.ttftMs,
      requests: each.requests,
    })),
  };
}

function latencyText(slowest: readonly Timed[], say: Say): string {
  const within = (share: number) =>
    secondsText(slowest[slowest.length - Math.ceil(share * slowest.length)]?.latencyMs ?? 0, say);
  return say('Of {n} calls that were timed, half took at most {half}, and 95 % at most {most}.', {
    n: thousands(slowest.length, say),
    half: within(0.5),
    most: within(0.95),
  });
}

function ttftText(timed: readonly Timed[], say: Say): string | null {
  const waits = timed.flatMap(({ ttftMs }) => ttftMs ?? []).toSorted((a, b) => a - b);
  const half = waits[Math.ceil(waits.length / 2) - 1];
  return half === undefined
    ? null
    : say('Half of the answers began within {half}.', { half: secondsText(half, say) });
}

const againText = (again: number, say: Say): string | null =>
  again === 0 ? null : say('Sent again: {n}.', { n: thousands(again, say) });

/** How long an endpoint asks to wait before the next try. */

import type { HttpHeaders } from '../ports/http.js';

/**
 * In milliseconds: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3). A date is compared with
 * the answer's own `Date` where there is one, so that a clock that is wrong here does not matter. Null where neither can be read.
 */
export function waitNamed(headers: HttpHeaders, now: number): number | null {
  const milliseconds = numberIn(headers.get('retry-after-ms')?.split(',', 1)[0] ?? null);
  if (milliseconds !== null) return Math.max(0, milliseconds);
  const value = headers.get('retry-after');
  // A header that is sent twice comes as one, with a comma.
  const seconds = numberIn(value?.split(',', 1)[0] ?? null);
  if (seconds !== null) return Math.max(0, seconds * 1000);
  const until = Date.parse(value ?? '');
  return Number.isNaN(until) ? null : Math.max(0, until - sentAt(headers, now));
}

/** In milliseconds, until the limit that was reached is reset, as the rate-limit headers of several providers say. */
export const waitUntilReset = (headers: HttpHeaders, now: number): number | null =>
  resetOf(headers, sentAt(headers, now), { mayBeUnsaid: true });

/** Longer rests are for a person to decide about: the next call is made, and says so itself. */
const LONGEST_REST_MS = 60_000;

/** How long an endpoint that has answered has nothing left, in milliseconds; null where it does not say so. */
export function restAskedFor(headers: HttpHeaders, now: number): number | null {
  const wait = resetOf(headers, sentAt(headers, now), { mayBeUnsaid: false });
  return wait === null || wait === 0 || wait > LONGEST_REST_MS ? null : wait;
}

/** The wait named in an error's own words: "try again in 20s", "retry in 34.07 seconds", "in 6m0s". */
export function waitInWords(message: string): number | null {
  const words =
    /(?:try again|retry)[^.]{0,20}? (?:in|after) ([\dhms.]+(?: ?(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?)\b)?)/i;
  const found = words.exec(message)?.[1];
  if (found === undefined) return null;
  const plain = found.replace(/\.$/, '');
  const [, number = '', unit = ''] =
    /^([\d.]+) ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?)?$/i.exec(
      plain,
    ) ?? [];
  if (number === '') return durationMs(plain);
  return Number(number) * factorOf(unit.toLowerCase());
}

/** Milliseconds of a unit; a number alone counts seconds. */
function factorOf(unit: string): number {
  if (/^m(s|illi)/.test(unit)) return 1;
  if (unit.startsWith('m')) return 60_000;
  if (unit.startsWith('h')) return 3_600_000;
  return unit.startsWith('d') ? 86_400_000 : 1000;
}

/** When the answer was sent by the endpoint's own clock; `now` where it does not say. */
function sentAt(headers: HttpHeaders, now: number): number {
  const sent = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(sent) ? now : sent;
}

/** Limits by the ending of their headers; those that still have something left do not matter. */
const LIMITS = ['', '-requests', '-tokens', '-input-tokens', '-output-tokens'] as const;
const FAMILIES = ['x-ratelimit', 'anthropic-ratelimit', 'ratelimit'] as const;

/** `mayBeUnsaid`: a limit counts as reached where nothing is said of what is left of it. */
function resetOf(
  headers: HttpHeaders,
  time: number,
  { mayBeUnsaid }: { mayBeUnsaid: boolean },
): number | null {
  const waits = FAMILIES.flatMap((family) =>
    LIMITS.flatMap((limit) => {
      const named = family === 'anthropic-ratelimit' ? limit.slice(1) : '';
      const [left, reset] = named
        ? [`${family}-${named}-remaining`, `${family}-${named}-reset`]
        : [`${family}-remaining${limit}`, `${family}-reset${limit}`];
      const remaining = numberIn(headers.get(left));
      if (remaining === null ? !mayBeUnsaid : remaining > 0) return [];
      return waitUntil(headers.get(reset), time) ?? [];
    }),
  );
  return waits.length === 0 ? null : Math.max(...waits);
}

/** A duration (`6m0s`, `20ms`), seconds, a Unix time in seconds or milliseconds, or a date. */
function waitUntil(value: string | null, time: number): number | null {
  if (value === null || value.trim() === '') return null;
  const number = numberIn(value);
  if (number !== null) {
    if (number > 1e11) return Math.max(0, number - time);
    return number > 1e9 ? Math.max(0, number * 1000 - time) : Math.max(0, number * 1000);
  }
  const duration = durationMs(value);
  if (duration !== null) return duration;
  const until = Date.parse(value);
  return Number.isNaN(until) ? null : Math.max(0, until - time);
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function durationMs(text: string): number | null {
  if (!/^(?:[\d.]+(?:ms|h|m|s))+$/.test(text)) return null;
  return [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

/** Null for a header that is absent, empty or not a number. */
function numberIn(header: string | null): number | null {
  const value = header?.trim() ? Number(header) : NaN;
  return Number.isFinite(value) ? value : null;
}

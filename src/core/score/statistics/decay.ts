/** In which way a share falls as a load grows: how many instructions are followed the more there are (METRICS 10). */

import { mean, sum } from '../../numbers/describe.js';

export type DecayPattern = 'linear' | 'exponential' | 'threshold';

export interface DecayFit {
  readonly pattern: DecayPattern;
  /** a − b n, a exp(−n / tau), or a up to `from` and a − b (n − from) beyond. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Akaike's criterion corrected for few points; Infinity where there are too few for it. */
  readonly aicc: number;
}

export interface Decay {
  /** Undetermined when two patterns fit about as well. */
  readonly pattern: DecayPattern | 'undetermined';
  /** By how much the best fit's criterion is ahead of the second's. */
  readonly gap: number;
  /** Best first. */
  readonly fits: readonly DecayFit[];
}

const FEWEST_POINTS = 5;
const CLEAR_GAP = 2;
/** Squared errors below this are rounding: a perfect fit is not infinitely good. */
const ROUNDING = 1e-24;

/** `loads` ascending, each with its share in [0,1]; least squares. Null below five points. */
export function decayOf(loads: readonly number[], shares: readonly number[]): Decay | null {
  if (loads.length < FEWEST_POINTS) return null;
  const fits = [linear(loads, shares), exponential(loads, shares), threshold(loads, shares)]
    .flatMap((fit) => fit ?? [])
    .sort((a, b) => a.aicc - b.aicc);
  const [best, second] = fits as [DecayFit, DecayFit];
  const gap = second.aicc - best.aicc;
  return { pattern: gap < CLEAR_GAP ? 'undetermined' : best.pattern, gap, fits };
}

function line(x: readonly number[], y: readonly number[]): { a: number; b: number } {
  const [centreX, centreY] = [mean(x), mean(y)];
  const spread = sum(x.map((each) => (each - centreX) ** 2));
  const slope = sum(x.map((each, at) => (each - centreX) * ((y[at] as number) - centreY))) / spread;
  return { a: centreY - slope * centreX, b: -slope };
}

function fitted(
  pattern: DecayPattern,
  parameters: DecayFit['parameters'],
  residuals: readonly number[],
): DecayFit {
  const n = residuals.length;
  // One more for the variance of the errors.
  const k = Object.keys(parameters).length + 1;
  const squares = Math.max(ROUNDING, sum(residuals.map((each) => each * each)));
  const correction = n - k - 1 > 0 ? (2 * k * (k + 1)) / (n - k - 1) : Infinity;
  return { pattern, parameters, aicc: n * Math.log(squares / n) + 2 * k + correction };
}

export function linear(x: readonly number[], y: readonly number[]): DecayFit {
  const { a, b } = line(x, y);
  return fitted(
    'linear',
    { a, b },
    x.map((each, at) => (y[at] as number) - (a - b * each)),
  );
}

/** A line through the logarithms; null where a share is 0. */
export function exponential(x: readonly number[], y: readonly number[]): DecayFit | null {
  if (y.some((share) => share <= 0)) return null;
  const { a: log, b } = line(x, y.map(Math.log));
  const [a, tau] = [Math.exp(log), 1 / b];
  return fitted(
    'exponential',
    { a, tau },
    x.map((each, at) => (y[at] as number) - a * Math.exp(-each / tau)),
  );
}

/** Flat up to one of the loads, a line from there; null where no load but the ends could be that one. */
function threshold(x: readonly number[], y: readonly number[]): DecayFit | null {
  const candidates = x.slice(1, -1).map((from) => {
    const beyond = x.map((each) => Math.max(0, each - from));
    const { a, b } = line(beyond, y);
    return fitted(
      'threshold',
      { a, b, from },
      beyond.map((each, at) => (y[at] as number) - (a - b * each)),
    );
  });
  return candidates.sort((one, other) => one.aicc - other.aicc)[0] ?? null;
}

/**
 * Errors in the last third of a list over errors in the first: above 1, what stands early is kept better. `failed` in the
 * order of the list, at least three. `smoothed` where the first third has no error: half of one more is added to both.
 */
export function primacy(failed: readonly boolean[]): { ratio: number; smoothed: boolean } {
  const third = Math.floor(failed.length / 3);
  const errors = (part: readonly boolean[]) => part.filter(Boolean).length;
  const [first, last] = [errors(failed.slice(0, third)), errors(failed.slice(-third))];
  const smoothed = first === 0;
  return { ratio: smoothed ? (last + 0.5) / (first + 0.5) : last / first, smoothed };
}

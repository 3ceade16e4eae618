/** How adherence falls as instructions are added (METRICS 10.2): three curves by least squares, compared by AICc. */

import { mean, sum } from '../../numbers/describe.js';

export interface Point {
  /** Instructions given. */
  readonly n: number;
  /** Share of them that was followed, in [0,1]. */
  readonly adherence: number;
}

export type PatternCode = 'linear' | 'exponential' | 'threshold' | 'undetermined';

export interface Fit {
  readonly code: Exclude<PatternCode, 'undetermined'>;
  /** `linear`: a, b of a − b·n. `exponential`: a, tau of a·exp(−n/tau). `threshold`: a up to n0, then a − b·(n − n0). */
  readonly parameters: Readonly<Record<string, number>>;
  readonly aicc: number;
  readonly at: (n: number) => number;
}

/** Fewer densities do not tell curves apart. */
export const FEWEST_DENSITIES = 5;
/** From this difference in AICc on a curve is better supported than the next. */
const GAP = 2;
/** A model that follows nothing, or all of it, has no curve: from the fewest to the most instructions this much is lost. */
const LEAST_FALL = 0.05;
/** A perfect fit is one to the resolution of the measurement. */
const SMALLEST_ERROR = 1e-8;

/** The fits, best first; a threshold needs six densities. */
export function fitsOf(points: readonly Point[]): Fit[] {
  const fits = [linear(points), exponential(points), threshold(points)].filter(
    (fit) => fit !== null,
  );
  return fits.toSorted((a, b) => a.aicc - b.aicc);
}

/** Undetermined where the best is not clearly better than the next, or does not fall. `gap`: between the two, in AICc. */
export function patternOf(
  points: readonly Point[],
): { code: PatternCode; gap: number; best: Fit } | null {
  if (points.length < FEWEST_DENSITIES) return null;
  const [best, next] = fitsOf(points);
  if (!best || !next) return null;
  const gap = next.aicc - best.aicc;
  const [first, last] = [points[0], points.at(-1)].map((point) => best.at(point?.n ?? 0));
  const falls = (first ?? 0) - (last ?? 0) >= LEAST_FALL;
  return { code: gap >= GAP && falls ? best.code : 'undetermined', gap, best };
}

/** Ordinary least squares of y = a − b·x. */
export function lineThrough(xs: readonly number[], ys: readonly number[]) {
  const [x0, y0] = [mean(xs), mean(ys)];
  const spread = sum(xs.map((x) => (x - x0) ** 2));
  const slope = spread === 0 ? 0 : sum(xs.map((x, at) => (x - x0) * ((ys[at] ?? 0) - y0))) / spread;
  return { a: y0 - slope * x0, b: -slope };
}

function linear(points: readonly Point[]): Fit | null {
  const { a, b } = lineThrough(
    points.map(({ n }) => n),
    points.map(({ adherence }) => adherence),
  );
  return fitted('linear', points, { parameters: { a, b }, at: (n) => a - b * n });
}

/** A line through the logarithms; an adherence of 0 has none. */
function exponential(points: readonly Point[]): Fit | null {
  if (points.some(({ adherence }) => adherence <= 0)) return null;
  const { a, b } = lineThrough(
    points.map(({ n }) => n),
    points.map(({ adherence }) => Math.log(adherence)),
  );
  if (b <= 0) return null;
  const [top, tau] = [Math.exp(a), 1 / b];
  return fitted('exponential', points, {
    parameters: { a: top, tau },
    at: (n) => top * Math.exp(-n / tau),
  });
}

/** The knee at each density in turn. */
function threshold(points: readonly Point[]): Fit | null {
  const knees = points.slice(1, -1).map(({ n }) => n);
  const fits = knees.flatMap((n0) => {
    const { a, b } = lineThrough(
      points.map(({ n }) => Math.max(0, n - n0)),
      points.map(({ adherence }) => adherence),
    );
    if (b <= 0) return [];
    const at = (n: number) => a - b * Math.max(0, n - n0);
    return fitted('threshold', points, { parameters: { a, b, n0 }, at }) ?? [];
  });
  return fits.toSorted((x, y) => x.aicc - y.aicc)[0] ?? null;
}

/** Null where there are too few points for the parameters. */
function fitted(
  code: Fit['code'],
  points: readonly Point[],
  { parameters, at }: Pick<Fit, 'parameters' | 'at'>,
): Fit | null {
  const k = points.length;
  // The variance of the errors is a parameter, too.
  const p = Object.keys(parameters).length + 1;
  if (k - p - 1 <= 0) return null;
  const error = sum(points.map(({ n, adherence }) => (adherence - at(n)) ** 2)) / k;
  const aicc =
    k * Math.log(Math.max(error, SMALLEST_ERROR)) + 2 * p + (2 * p * (p + 1)) / (k - p - 1);
  return { code, parameters, aicc, at };
}

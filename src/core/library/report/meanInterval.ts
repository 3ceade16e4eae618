import { mean, sampleVariance } from '../../numbers/describe.js';
import { studentCdf, studentQuantile } from '../../score/statistics/beta.js';

export interface MeanFigure {
  readonly value: number;
  readonly ci: readonly [number, number];
  /** Two-sided, that it is 0. */
  readonly p: number;
}

/**
 * The mean of at least two values, with its 95 % interval and test by Student's t. Null where they are too few, and where none
 * differs from another: their spread is then not known.
 */
export function meanFigure(values: readonly number[]): MeanFigure | null {
  if (values.length < 2) return null;
  const variance = sampleVariance(values) / values.length;
  return figureOf(mean(values), variance, values.length - 1);
}

/**
 * The mean of the first minus that of the second, at least two values each, of unequal variances: Welch's test (Biometrika 34,
 * 1947), with Satterthwaite's degrees of freedom. Null as above.
 */
export function meanDifference(a: readonly number[], b: readonly number[]): MeanFigure | null {
  if (a.length < 2 || b.length < 2) return null;
  const [x, y] = [sampleVariance(a) / a.length, sampleVariance(b) / b.length];
  const freedom = (x + y) ** 2 / (x ** 2 / (a.length - 1) + y ** 2 / (b.length - 1));
  return figureOf(mean(a) - mean(b), x + y, freedom);
}

function figureOf(value: number, variance: number, freedom: number): MeanFigure | null {
  if (!(variance > 1e-18)) return null;
  const error = Math.sqrt(variance);
  const half = studentQuantile(0.975, freedom) * error;
  const p = 2 * (1 - studentCdf(Math.abs(value) / error, freedom));
  return { value, ci: [value - half, value + half], p: Math.min(1, p) };
}

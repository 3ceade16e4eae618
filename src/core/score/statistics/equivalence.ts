import { studentCdf } from './beta.js';
import { mean, sd } from '../../numbers/describe.js';

export interface Equivalence {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly standardError: number;
  /** The larger of the two one-sided p; below .05 the mean lies inside the margin. */
  readonly p: number;
}

/**
 * Two one-sided t tests (Schuirmann 1987) that the mean of paired differences lies inside ±`margin`. That no difference was
 * found is no equivalence: this asks for evidence that there is none. Null for fewer than two differences.
 */
export function equivalence(differences: readonly number[], margin: number): Equivalence | null {
  const n = differences.length;
  if (n < 2) return null;
  const centre = mean(differences);
  const standardError = sd(differences) / Math.sqrt(n);
  if (standardError === 0) {
    return { mean: centre, standardError, p: Math.abs(centre) < margin ? 0 : 1 };
  }
  const above = 1 - studentCdf((centre + margin) / standardError, n - 1);
  const below = studentCdf((centre - margin) / standardError, n - 1);
  return { mean: centre, standardError, p: Math.max(above, below) };
}

/** The standard normal distribution. */

import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** Its 97.5 % quantile. */
export const NORMAL_975 = 1.959963984540054;

/** Cumulative probability. */
export const normalCdf = (z: number): number => cdf(z, 0, 1);

/** Inverse of the cumulative probability; `p` in (0, 1). */
export const normalQuantile = (p: number): number => quantile(p, 0, 1);

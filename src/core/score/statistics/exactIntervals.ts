/** 95 % intervals of a rate for few trials or rates near 0 and 1, where the normal curve is no guide (METRICS 12.5). */

import { betaQuantile } from './beta.js';

/** Clopper and Pearson (1934): covers at least 95 % always, and is wide for it. Whole `successes` in [0, n], n ≥ 1. */
export function clopperPearson(successes: number, n: number): [number, number] {
  return [
    successes === 0 ? 0 : betaQuantile(0.025, successes, n - successes + 1),
    successes === n ? 1 : betaQuantile(0.975, successes + 1, n - successes),
  ];
}

/** Jeffreys's interval, the middle of Beta(k + ½, n − k + ½); its ends are 0 and 1 where nothing or everything succeeded. */
export function jeffreys(successes: number, n: number): [number, number] {
  const [a, b] = [successes + 0.5, n - successes + 0.5];
  return [
    successes === 0 ? 0 : betaQuantile(0.025, a, b),
    successes === n ? 1 : betaQuantile(0.975, a, b),
  ];
}

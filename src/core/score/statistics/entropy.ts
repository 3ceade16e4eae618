/** Entropies in nats. */

import { mean } from '../../numbers/describe.js';

/** Of shares that add up to 1. */
export const entropy = (shares: readonly number[]): number =>
  Math.max(0, -shares.reduce((total, p) => total + (p > 0 ? p * Math.log(p) : 0), 0));

/** Plug-in entropy of classes as often as they were seen, in [0, log of how many there are]; at least one item. */
export function classEntropy(items: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const each of items) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  return entropy([...sizes.values()].map((size) => size / items.length));
}

/**
 * Semantic entropy with likelihoods, as Kuhn et al. (ICLR 2023) code it: each answer weighs exp of its mean token log
 * probability, and the weights of a cluster are added. `clusters` names each answer's.
 */
export function weightedEntropy(
  meanLogprobs: readonly number[],
  clusters: readonly number[],
): number {
  const weights = new Map<number, number>();
  meanLogprobs.forEach((logprob, index) => {
    const cluster = clusters[index] as number;
    weights.set(cluster, (weights.get(cluster) ?? 0) + Math.exp(logprob));
  });
  const whole = [...weights.values()].reduce((total, weight) => total + weight, 0);
  return entropy([...weights.values()].map((weight) => weight / whole));
}

/** Mean of minus the mean token log probabilities: knows nothing of which answers mean the same. */
export const naiveEntropy = (meanLogprobs: readonly number[]): number => -mean(meanLogprobs);

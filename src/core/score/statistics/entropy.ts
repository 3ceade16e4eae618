/** Entropies in nats. */

/** Of shares that add up to 1. */
export const entropy = (shares: readonly number[]): number =>
  Math.max(0, -shares.reduce((total, p) => total + (p > 0 ? p * Math.log(p) : 0), 0));

/** Plug-in entropy of classes as often as they were seen, in [0, log of how many there are]; at least one item. */
export function classEntropy(items: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const each of items) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  return entropy([...sizes.values()].map((size) => size / items.length));
}

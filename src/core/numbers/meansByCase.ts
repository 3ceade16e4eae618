import { mean } from './describe.js';

/**
 * The mean of what is known of each case, by its id, in the order in which cases first come: several answers to one case are no
 * evidence of their own. A case of which nothing is known is left out.
 */
export function meansByCase<T extends { readonly case: string }>(
  items: Iterable<T>,
  valueOf: (item: T) => number | null,
): Map<string, number> {
  return new Map(
    [...Map.groupBy(items, (each) => each.case)].flatMap(([id, own]) => {
      const known = own.flatMap((each) => valueOf(each) ?? []);
      return known.length === 0 ? [] : [[id, mean(known)] as const];
    }),
  );
}

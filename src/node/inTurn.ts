import { setImmediate } from 'node:timers/promises';

/** As many wait for the disk together. */
const AT_ONCE = 8;

/** Does work on each item, a few at once, and yields in between so that a host stays responsive. Results in the order of the items. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
    await setImmediate();
  }
  return results;
}

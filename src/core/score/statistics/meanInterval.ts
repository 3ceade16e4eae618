import { meanTest, type Side } from './meanTest.js';

/** Halvings of [0,1]: to less than 0.0001. */
const STEPS = 14;

/**
 * The means that `meanTest` has not ruled out, in [0,1]: an interval that may be looked at after every value, and is wrong at
 * any look with probability `alpha` at most (METRICS 12.6). Values in [0,1], in the order fixed beforehand.
 */
export function meanInterval(values: readonly number[], alpha = 0.05): readonly [number, number] {
  const sideOf = (limit: number) => {
    const test = meanTest(limit, alpha);
    for (const value of values) test.add(value);
    return test.side;
  };
  return [furthest(0, 1, 'above', sideOf), furthest(1, 0, 'below', sideOf)];
}

/** Between `out`, an end of the scale, and the other one: the last limit that has the mean on this side. */
function furthest(out: number, far: number, side: Side, sideOf: (limit: number) => Side): number {
  let [ruledOut, open] = [out, far];
  for (let step = 0; step < STEPS; step++) {
    const middle = (ruledOut + open) / 2;
    if (sideOf(middle) === side) ruledOut = middle;
    else open = middle;
  }
  return ruledOut;
}

import { fastGenerator, type Random } from '../../numbers/random.js';

const EXACT_UP_TO = 20;
const DRAWS = 2000;
const TOLERANCE = 1e-12;

/**
 * Two-sided p that paired differences have mean zero: under that hypothesis each could as well have the other sign.
 * Exact up to 20 differences that are not zero, drawn above. 1 where all are zero; the smallest possible value is 2 / 2^n.
 */
export function signFlipP(differences: readonly number[], random: Random): number {
  // A zero has no sign to flip: leaving it out halves the arrangements and leaves p as it is.
  const values = differences.filter((value) => value !== 0);
  if (values.length === 0) return 1;
  const observed = Math.abs(values.reduce((total, value) => total + value, 0)) - TOLERANCE;
  return values.length <= EXACT_UP_TO ? exact(values, observed) : drawn(values, observed, random);
}

function exact(values: readonly number[], observed: number): number {
  let extreme = 0;
  const flip = (at: number, total: number): void => {
    const value = values[at];
    if (value === undefined) {
      if (Math.abs(total) >= observed) extreme += 1;
      return;
    }
    flip(at + 1, total + value);
    flip(at + 1, total - value);
  };
  flip(0, 0);
  return extreme / 2 ** values.length;
}

function drawn(values: readonly number[], observed: number, random: Random): number {
  const next = fastGenerator(random);
  let extreme = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    let total = 0;
    for (const value of values) total += next() < 0.5 ? value : -value;
    if (Math.abs(total) >= observed) extreme += 1;
  }
  return (1 + extreme) / (1 + DRAWS);
}

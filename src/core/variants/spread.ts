/** A chosen number of wordings, spread over the classes and over their distance from the original. */

import type { Prompt } from '../prompt/prompt.js';
import { joined, surfaceDistance } from './meaning/drift.js';
import type { Candidate } from './ruleVariants.js';

/** Two wordings of a class this much nearer to each other than to the original count as one. */
const NEAR_DUPLICATE = 0.2;

interface Placed extends Candidate {
  readonly distance: number;
  /** 0 near, 1 middle, 2 far: thirds of all candidates by distance. */
  readonly band: 0 | 1 | 2;
}

/**
 * Classes take turns in the order given; each gives the first wording of the band that has been chosen from least so far,
 * and nothing that nearly repeats one it gave before. Fewer than `wanted` where the classes have no more.
 */
export function spreadOver(
  prompt: Prompt,
  pools: readonly (readonly Candidate[])[],
  wanted: number,
): Candidate[] {
  const original = joined(prompt.messages);
  const left = placed(original, pools).map((pool) => [...pool]);
  const chosen: Placed[] = [];
  for (let turn = 0; chosen.length < wanted && left.some((pool) => pool.length > 0); turn++) {
    const pool = left[turn % left.length] as Placed[];
    const next = pickFrom(pool, chosen);
    if (next) chosen.push(next);
  }
  return chosen;
}

/** Takes the chosen one, and all that nearly repeat what was chosen, out of the pool. */
function pickFrom(pool: Placed[], chosen: readonly Placed[]): Placed | null {
  const fresh = pool.filter((each) => !chosen.some((earlier) => nearlyRepeats(each, earlier)));
  const used = (band: Placed['band']) => chosen.filter((each) => each.band === band).length;
  const least = Math.min(...fresh.map(({ band }) => used(band)));
  const next = fresh.find(({ band }) => used(band) === least) ?? null;
  pool.splice(0, pool.length, ...fresh.filter((each) => each !== next));
  return next;
}

function nearlyRepeats(a: Placed, b: Placed): boolean {
  if (a.class !== b.class) return false;
  const apart = surfaceDistance(joined(a.messages), joined(b.messages));
  return apart < NEAR_DUPLICATE * Math.min(a.distance, b.distance);
}

function placed(original: string, pools: readonly (readonly Candidate[])[]): Placed[][] {
  const measured = pools.map((pool) =>
    pool.map((each) => ({ ...each, distance: surfaceDistance(original, joined(each.messages)) })),
  );
  const distances = measured
    .flat()
    .map(({ distance }) => distance)
    .sort((a, b) => a - b);
  const third = (part: number) => distances[Math.floor((distances.length * part) / 3)] ?? 0;
  const [near, middle] = [third(1), third(2)];
  return measured.map((pool) =>
    pool.map((each) => ({
      ...each,
      band: each.distance < near ? 0 : each.distance < middle ? 1 : 2,
    })),
  );
}

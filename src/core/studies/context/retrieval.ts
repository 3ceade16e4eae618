/** How good the passages are, by the labels of the cases (METRICS 15.1, 15.2). */

import { meanOrNull, sum } from '../../numbers/describe.js';

/** `relevant`: ids of those that hold the answer; `ranked`: ids as retrieved, best first. */
export interface Ranking {
  readonly ranked: readonly string[];
  readonly relevant: readonly string[];
}

/** Share of the relevant passages among the first k, in [0,1]; null where none is relevant. */
export function recallAt({ ranked, relevant }: Ranking, k: number): number | null {
  if (relevant.length === 0) return null;
  return hits(ranked.slice(0, k), relevant) / new Set(relevant).size;
}

/** Share of the first k that is relevant, in [0,1]; a list that is shorter counts as filled with others. */
export const precisionAt = ({ ranked, relevant }: Ranking, k: number): number =>
  hits(ranked.slice(0, k), relevant) / k;

/** 1 / rank of the first relevant passage, in [0,1]; 0 where none was found; null where none is relevant. */
export function reciprocalRank({ ranked, relevant }: Ranking): number | null {
  if (relevant.length === 0) return null;
  const at = ranked.findIndex((id) => relevant.includes(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

/** Discounted gain of the first k over that of the best order, binary relevance (Järvelin and Kekäläinen 2002), in [0,1]. */
export function ndcgAt({ ranked, relevant }: Ranking, k: number): number | null {
  if (relevant.length === 0) return null;
  const gain = (at: number) => 1 / Math.log2(at + 2);
  const seen = new Set<string>();
  const own = ranked.slice(0, k).map((id, at) => {
    const counts = relevant.includes(id) && !seen.has(id);
    seen.add(id);
    return counts ? gain(at) : 0;
  });
  const best = Array.from({ length: Math.min(k, new Set(relevant).size) }, (_, at) => gain(at));
  return sum(own) / sum(best);
}

/** Average precision over the passages that are relevant (Ragas' context precision), in [0,1]; 0 where none was found. */
export function averagePrecision({ ranked, relevant }: Ranking): number | null {
  if (relevant.length === 0) return null;
  const precisions = ranked.flatMap((id, at) =>
    relevant.includes(id) ? [precisionAt({ ranked, relevant }, at + 1)] : [],
  );
  return meanOrNull(precisions) ?? 0;
}

const hits = (ranked: readonly string[], relevant: readonly string[]): number =>
  new Set(ranked.filter((id) => relevant.includes(id))).size;

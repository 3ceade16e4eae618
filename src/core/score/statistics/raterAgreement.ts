/** How far people who rate the same things agree, beyond what would happen by chance. */

/**
 * Cohen's kappa of two raters over the items both rated (Cohen 1960), in [-1,1]; null without items, and where chance alone would
 * have them always agree.
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number | null {
  if (pairs.length === 0) return null;
  const shareOf = (value: string, side: 0 | 1) =>
    pairs.filter((pair) => pair[side] === value).length / pairs.length;
  const observed = pairs.filter(([a, b]) => a === b).length / pairs.length;
  const values = new Set(pairs.flat());
  const expected = [...values].reduce(
    (sum, value) => sum + shareOf(value, 0) * shareOf(value, 1),
    0,
  );
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

export type RatingLevel = 'nominal' | 'interval';

/**
 * Krippendorff's alpha of any number of raters, some of whose ratings may be missing (Krippendorff 2011), at most 1; 0 is chance.
 * `units`: the ratings of each item, as numbers; at the nominal level only whether they are equal counts. Null where no item has
 * two ratings, and where all ratings are the same, so that nothing could disagree.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  level: RatingLevel,
): number | null {
  const apart = (a: number, b: number) => (level === 'nominal' ? Number(a !== b) : (a - b) ** 2);
  const paired = units.filter((ratings) => ratings.length > 1);
  const all = paired.flat();
  const observed = paired.reduce(
    (sum, ratings) => sum + totalApart(ratings, apart) / (ratings.length - 1),
    0,
  );
  const expected = totalApart(all, apart) / (all.length - 1);
  return all.length === 0 || expected === 0 ? null : 1 - observed / expected;
}

/** Over ordered pairs of different ratings. */
function totalApart(ratings: readonly number[], apart: (a: number, b: number) => number): number {
  let total = 0;
  ratings.forEach((a, i) => {
    ratings.forEach((b, j) => {
      if (i !== j) total += apart(a, b);
    });
  });
  return total;
}

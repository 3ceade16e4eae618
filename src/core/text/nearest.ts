import { distance } from 'fastest-levenshtein';

/** The name within two edits, or equal except for case; null if there is none. */
export function nearest(name: string, others: readonly string[]): string | null {
  const near = others
    .map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, far }) => far <= Math.min(2, Math.floor(other.length / 2)))
    .sort((a, b) => a.far - b.far);
  return near[0]?.other ?? null;
}

/** " Did you mean X?", or an empty string if no name is close. */
export function didYouMean(name: string, others: readonly string[]): string {
  const near = nearest(name, others);
  return near === null ? '' : ` Did you mean \`${near}\`?`;
}

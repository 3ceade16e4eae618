import { distance } from 'fastest-levenshtein';

/** The name at most two letters away, or the same in another case; null where there is none. */
export function nearest(name: string, others: readonly string[]): string | null {
  const near = others
    .map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, far }) => far <= Math.min(2, Math.floor(other.length / 2)))
    .sort((a, b) => a.far - b.far);
  return near[0]?.other ?? null;
}

/** " Did you mean X?", or nothing where no name is near. */
export function didYouMean(name: string, others: readonly string[]): string {
  const near = nearest(name, others);
  return near === null ? '' : ` Did you mean \`${near}\`?`;
}

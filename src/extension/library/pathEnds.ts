/** A path in two parts: its end, which tells it from the others, and the folders before that. */
export interface PathEnd {
  readonly end: string;
  /** Empty where the end is the whole path. */
  readonly lead: string;
}

/** Of paths that differ, with `/`: the fewest last segments that no other path ends with, so that a label cut at its end still tells them. */
export function pathEnds(paths: readonly string[]): ReadonlyMap<string, PathEnd> {
  const endsOf = (path: string) => {
    const parts = path.split('/');
    return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('/'));
  };
  const times = new Map<string, number>();
  for (const path of paths)
    for (const end of endsOf(path)) times.set(end, (times.get(end) ?? 0) + 1);
  return new Map(
    paths.map((path) => {
      const end = endsOf(path).find((each) => times.get(each) === 1) ?? path;
      return [path, { end, lead: path.slice(0, Math.max(0, path.length - end.length - 1)) }];
    }),
  );
}

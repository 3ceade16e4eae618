/** `paraphrase-1`, `paraphrase-2`, … without those that are taken. */
export function* freeIds(prefix: string, taken: ReadonlySet<string>): Generator<string> {
  for (let number = 1; ; number++) {
    const id = `${prefix}-${number}`;
    if (!taken.has(id)) yield id;
  }
}

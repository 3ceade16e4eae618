/** Caches a function of an immutable object for the lifetime of that object. */
export function memoise<K extends object, T>(compute: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (of) => {
    const found = known.get(of);
    if (found) return found.value;
    const value = compute(of);
    known.set(of, { value });
    return value;
  };
}

/** The same of a text, for the lifetime of the function: answers of one run often repeat. */
export function memoiseText<T extends NonNullable<unknown> | null>(
  compute: (of: string) => T,
): (of: string) => T {
  const known = new Map<string, T>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const value = compute(of);
    known.set(of, value);
    return value;
  };
}

/**
 * The number of n-grams two sequences share, for n = 1…orders, as multisets. Symbols are integers ≥ 0. Exact: n-grams are
 * compared by their prefix and last symbol, never by a hash alone.
 */
export function sharedNgrams(a: Int32Array, b: Int32Array, orders: number): number[] {
  const table = tableFor(a.length);
  let beginnings: Runs = { ofA: new Int32Array(a.length), ofB: new Int32Array(b.length) };
  const shared: number[] = [];
  for (let n = 1; n <= orders; n++) {
    if (n > 1 && shared[n - 2] === 0) return [...shared, ...Array<number>(orders - n + 1).fill(0)];
    const found = countShared({ a, b, n, beginnings }, table);
    shared.push(found.shared);
    beginnings = found.runs;
  }
  return shared;
}

/** The number of n-grams of a sequence. */
export const ngramCount = ({ length }: ArrayLike<number>, n: number): number =>
  Math.max(0, length - n + 1);

/** For each position, the number of the n-gram that starts there; -1 if the first sequence does not have it. */
interface Runs {
  readonly ofA: Int32Array;
  readonly ofB: Int32Array;
}

/** Open addressing: a slot has an n-gram's prefix, its last symbol, and how many are unmatched. */
interface Table {
  readonly beginning: Int32Array;
  readonly last: Int32Array;
  readonly left: Int32Array;
}

let kept: Table | null = null;

/** Clearing a table is cheaper than allocating one, so the last one is reused while it is large enough. */
function tableFor(length: number): Table {
  const size = 2 ** Math.ceil(Math.log2(2 * Math.max(8, length)));
  if (!kept || kept.left.length < size || kept.left.length > 8 * size) {
    kept = {
      beginning: new Int32Array(size),
      last: new Int32Array(size),
      left: new Int32Array(size),
    };
  }
  return kept;
}

function countShared(
  { a, b, n, beginnings }: { a: Int32Array; b: Int32Array; n: number; beginnings: Runs },
  { beginning, last, left }: Table,
): { shared: number; runs: Runs } {
  beginning.fill(-1);
  const mask = left.length - 1;
  const slotOf = (begun: number, symbol: number) => {
    let hash = Math.imul(begun + 1, 0x9e3779b1) ^ Math.imul(symbol + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (beginning[slot] !== -1 && (beginning[slot] !== begun || last[slot] !== symbol)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const { ofA, ofB } = beginnings;
  for (let at = 0; at + n <= a.length; at++) {
    const [begun, symbol] = [ofA[at] as number, a[at + n - 1] as number];
    const slot = slotOf(begun, symbol);
    if (beginning[slot] === -1) {
      beginning[slot] = begun;
      last[slot] = symbol;
      left[slot] = 0;
    }
    left[slot] = (left[slot] as number) + 1;
    ofA[at] = slot;
  }
  let shared = 0;
  for (let at = 0; at + n <= b.length; at++) {
    const begun = ofB[at] as number;
    if (begun === -1) continue;
    const slot = slotOf(begun, b[at + n - 1] as number);
    if (beginning[slot] === -1) {
      ofB[at] = -1;
      continue;
    }
    ofB[at] = slot;
    if ((left[slot] as number) === 0) continue;
    left[slot] = (left[slot] as number) - 1;
    shared += 1;
  }
  return { shared, runs: { ofA, ofB } };
}

/** Numbers distinct tokens consistently across texts. */
export function tokenNumbers(): (tokens: Iterable<string>) => Int32Array {
  const numbers = new Map<string, number>();
  const numberOf = (token: string) => {
    const known = numbers.get(token) ?? numbers.size;
    numbers.set(token, known);
    return known;
  };
  return (tokens) => Int32Array.from(tokens, numberOf);
}

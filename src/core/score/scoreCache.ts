/**
 * What scoring worked out case by case, kept while a run goes on: a case whose outputs are still the same is not worked
 * through again. Scores are the same with a memory and without, but for the rounding of sums.
 */

import { rowOf, type CaseRow } from './caseRow.js';
import type { Answer } from '../answers/answer.js';
import type { AddUp } from './statistics/totals.js';

/** Of one run: seed, variants and kind of answer must not change. */
export interface ScoreCache {
  /** The row of these outputs of one case: the same object as long as they are the same. */
  row(outputs: readonly Answer[]): CaseRow;
  /** Totals under a name: only what was not there the last time is added; from nothing where something has gone. */
  totals<T>(name: string, keyOf: (item: T) => object): AddUp<T>;
}

export function createScoreCache(): ScoreCache {
  const rows = new Map<string, CaseRow>();
  const totals = new Map<string, Totals>();
  return {
    row(outputs) {
      const row = rowOf(outputs);
      const known = rows.get(row.id);
      if (known && isSame(known.outputs, row.outputs)) return known;
      rows.set(row.id, row);
      return row;
    },
    totals(name, keyOf) {
      const own = totals.get(name) ?? { counted: new Set(), values: new Float64Array(0) };
      totals.set(name, own);
      return (items, size, add) => {
        const present = items.filter((item) => own.counted.has(keyOf(item))).length;
        if (present < own.counted.size || size > own.values.length) {
          own.counted.clear();
          own.values = new Float64Array(size);
        }
        own.values = own.values.slice(0, size);
        for (const item of items) {
          if (own.counted.has(keyOf(item))) continue;
          add(item, own.values);
          own.counted.add(keyOf(item));
        }
        return own.values;
      };
    },
  };
}

interface Totals {
  readonly counted: Set<object>;
  values: Float64Array;
}

const isSame = (some: readonly Answer[], others: readonly Answer[]) =>
  some.length === others.length && some.every((each, at) => each === others[at]);

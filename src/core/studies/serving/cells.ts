/** The cells of a serving run, each asked twice alone and twice beside others, and where their texts differ (METRICS 12.1). */

import { quantile } from '../../numbers/describe.js';
import type { Token } from '../../ports/model.js';
import type { Plan } from '../../plan/planRun.js';
import type { CompletedOutcome, Outcome } from '../../run/outcome.js';
import type { RunResult } from '../../run/runPlan.js';
import type { ServingFindings } from './schema.js';

/**
 * Where none of this many cells differs, the share that does is at most .05 (the rule of three): below what a verdict calls
 * stable.
 */
export const ENOUGH_CELLS = 60;

export type Comparison = 'alone' | 'beside' | 'between';
export const COMPARISONS: readonly Comparison[] = ['alone', 'beside', 'between'];

export interface ServedCell {
  readonly variant: string;
  readonly case: string;
  readonly pairs: Readonly<Record<Comparison, Answers>>;
}

/** Passes of the same plan, alone and beside other requests, two repeats each; the second may be missing. */
export function servedCells(plan: Plan, [alone, beside]: readonly RunResult[]): ServedCell[] {
  const texts = { alone: byCell(alone?.outcomes ?? []), beside: byCell(beside?.outcomes ?? []) };
  return plan.trials
    .filter(({ repeat }) => repeat === 1)
    .map(({ variant, case: caseId }) => {
      const key = cellKey(variant, caseId);
      const [first, second] = texts.alone.get(key) ?? [];
      const [one, two] = texts.beside.get(key) ?? [];
      return {
        variant,
        case: caseId,
        pairs: { alone: [first, second], beside: [one, two], between: [first, one] },
      };
    });
}

/** Of the cells whose two texts are known. */
export const comparedCells = (cells: readonly ServedCell[], which: Comparison) =>
  cells.flatMap(({ pairs }) => {
    const [a, b] = pairs[which];
    return a && b ? [{ differs: a.text !== b.text, from: firstDifference(a, b) }] : [];
  });

const cellKey = (variant: string, caseId: string) => JSON.stringify([variant, caseId]);

type Answers = [CompletedOutcome | undefined, CompletedOutcome | undefined];

function byCell(outcomes: readonly Outcome[]): Map<string, Answers> {
  const cells = new Map<string, Answers>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'completed') continue;
    const key = cellKey(outcome.variant, outcome.case);
    const cell = cells.get(key) ?? [undefined, undefined];
    cell[outcome.repeat - 1] = outcome;
    cells.set(key, cell);
  }
  return cells;
}

/** Counted from 1; null where the texts are equal or tokens are missing. One that ends earlier differs from its end on. */
export function firstDifference(
  a: { readonly text: string; readonly tokens: readonly Token[] | null } | undefined,
  b: { readonly text: string; readonly tokens: readonly Token[] | null } | undefined,
): number | null {
  if (!a?.tokens || !b?.tokens || a.text === b.text) return null;
  const { tokens: left } = a;
  const { tokens: right } = b;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) if (left[at]?.text !== right[at]?.text) return at + 1;
  return length + 1;
}

export function summaryOf(
  compared: readonly { readonly differs: boolean; readonly from: number | null }[],
): ServingFindings['alone'] {
  const from = compared.flatMap((each) => each.from ?? []).sort((a, b) => a - b);
  return {
    cells: compared.length,
    differ: compared.filter(({ differs }) => differs).length,
    fromToken: from.length === 0 ? null : { first: from[0] as number, median: quantile(from, 0.5) },
  };
}

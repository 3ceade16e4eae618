/** Whether an endpoint answers the same prompt the same way: alone, and beside other requests (METRICS 12.1). */

import * as z from 'zod';
import { PROBE_CELLS } from '../plan/order.js';
import type { Token } from '../ports/model.js';
import type { CompletedOutcome, Outcome } from '../run/outcome.js';
import { quantile } from '../score/statistics/describe.js';
import type { RunFacts } from './accounting.js';

export const SERVING_VERSION = 1;

/** 1: from the first token on; null where the texts are equal, or the endpoint returns no tokens. */
const fromToken = z.number().nullable();

const comparison = z.object({
  /** Cells that could be compared. */
  cells: z.number(),
  differ: z.number(),
  /** From which token on the answers differ, over the cells that do; null where none does or no tokens are returned. */
  fromToken: z.object({ first: z.number(), median: z.number() }).nullable(),
});

export const servingSchema = z.object({
  version: z.literal(SERVING_VERSION),
  startedAt: z.string(),
  prompt: z.object({ path: z.string(), name: z.string() }),
  model: z.string(),
  endpoint: z.string(),
  /** Calls in flight at once when a prompt is asked beside others; alone it is one. */
  concurrency: z.number(),
  temperature: z.literal(0),
  /** Asked twice alone; asked twice beside others; asked alone and beside others. */
  alone: comparison,
  beside: comparison,
  between: comparison,
  /** Null: too few cells were compared to tell. */
  deterministic: z.boolean().nullable(),
  cells: z.array(
    z.object({
      variant: z.string(),
      case: z.string(),
      alone: fromToken,
      beside: fromToken,
      between: fromToken,
      /** Which of the three differ in their texts. */
      differs: z.array(z.enum(['alone', 'beside', 'between'])),
    }),
  ),
  totals: z.object({ planned: z.number(), completed: z.number(), failed: z.number() }),
  stopped: z.enum(['cancelled', 'budget', 'provider']).nullable(),
});

export type Serving = z.infer<typeof servingSchema>;
type How = 'alone' | 'beside' | 'between';

/** Facts of the same plan run alone and beside other requests, two repeats each. */
export function buildServing(
  { alone, beside }: { alone: RunFacts; beside: RunFacts },
  concurrency: number,
): Serving {
  const { plan } = alone;
  const texts = { alone: byCell(alone.result.outcomes), beside: byCell(beside.result.outcomes) };
  const cells = plan.trials
    .filter(({ repeat }) => repeat === 1)
    .map(({ variant, case: caseId }) => {
      const key = cellKey(variant, caseId);
      const [first, second] = texts.alone.get(key) ?? [];
      const [one, two] = texts.beside.get(key) ?? [];
      const pairs = { alone: [first, second], beside: [one, two], between: [first, one] } as const;
      return { variant, case: caseId, pairs };
    });
  const compared = (how: How) =>
    cells.flatMap(({ pairs }) => {
      const [a, b] = pairs[how];
      return a && b ? [{ differs: a.text !== b.text, from: firstDifference(a, b) }] : [];
    });
  const all = {
    alone: compared('alone'),
    beside: compared('beside'),
    between: compared('between'),
  };
  const outcomes = [...alone.result.outcomes, ...beside.result.outcomes];
  const known = HOWS.every((how) => all[how].length >= PROBE_CELLS);
  const differs = HOWS.some((how) => all[how].some((each) => each.differs));
  return {
    version: SERVING_VERSION,
    startedAt: alone.startedAt.toISOString(),
    prompt: { path: plan.prompt.path, name: plan.prompt.name },
    model: plan.model,
    endpoint: alone.endpoint,
    concurrency,
    temperature: 0,
    alone: summaryOf(all.alone),
    beside: summaryOf(all.beside),
    between: summaryOf(all.between),
    deterministic: differs ? false : known ? true : null,
    cells: cells.map(({ variant, case: caseId, pairs }) => {
      const fromOf = (how: How) => firstDifference(...pairs[how]);
      return {
        variant,
        case: caseId,
        alone: fromOf('alone'),
        beside: fromOf('beside'),
        between: fromOf('between'),
        differs: HOWS.filter((how) => pairs[how][0]?.text !== pairs[how][1]?.text),
      };
    }),
    totals: {
      planned: outcomes.length,
      completed: outcomes.filter(({ status }) => status === 'completed').length,
      failed: outcomes.filter(({ status }) => status === 'failed').length,
    },
    stopped: alone.result.stopped?.kind ?? beside.result.stopped?.kind ?? null,
  };
}

const HOWS: readonly How[] = ['alone', 'beside', 'between'];
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

function summaryOf(
  compared: readonly { readonly differs: boolean; readonly from: number | null }[],
): Serving['alone'] {
  const from = compared.flatMap((each) => each.from ?? []).sort((a, b) => a - b);
  return {
    cells: compared.length,
    differ: compared.filter(({ differs }) => differs).length,
    fromToken: from.length === 0 ? null : { first: from[0] as number, median: quantile(from, 0.5) },
  };
}

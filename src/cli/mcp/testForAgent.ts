import * as z from 'zod';
import { evaluate, type PlannedRun } from '../../api/evaluate.js';
import { UserError } from '../../core/errors.js';
import { measuredText } from '../../core/report/measuredText.js';
import { viewOf } from '../../core/report/view.js';
import { count, money, thousands } from '../../core/words/figures.js';
import { promptIn } from './servedPrompts.js';
import type { ServerBudget } from './serverBudget.js';

export const TEST_INPUT = {
  model: z.string().optional().describe('A model of plumbline.yml; absent: that of the prompt'),
  estimate: z.boolean().optional().describe('Only say what a test would take'),
  variants: z.int().min(1).max(50).optional().describe('How many rewordings, in total'),
  sample: z.int().min(1).optional().describe('How many cases to draw; absent: all'),
  budgetCalls: z
    .int()
    .min(1)
    .optional()
    .describe('Calls at most; never more than the server has left'),
  budgetUsd: z.number().positive().optional().describe('US dollars at most'),
};

type TestInput = { readonly file: string } & {
  readonly [K in keyof typeof TEST_INPUT]?: z.infer<(typeof TEST_INPUT)[K]>;
};

/** How the request of an agent goes on. */
export interface Asking {
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** Progress is told once for each part of a hundred. */
const PARTS = 100;

/** The result in words. Throws `UserError` for what stands in the way, also of an estimate. */
export async function testForAgent(
  { file, estimate = false, model, variants, sample, budgetCalls, budgetUsd }: TestInput,
  { root, budget, asking }: { root: string; budget: ServerBudget; asking: Asking },
): Promise<string> {
  const path = await promptIn(root, file);
  const wanted = {
    ...(model === undefined ? {} : { model }),
    ...(variants === undefined ? {} : { variants }),
    ...(sample === undefined ? {} : { sample }),
  };
  if (estimate) return plannedText(await plannedFor(path, wanted));
  const asked = {
    ...(budgetCalls === undefined ? {} : { calls: budgetCalls }),
    ...(budgetUsd === undefined ? {} : { usd: budgetUsd }),
  };
  return budget.within(asked, async ({ calls, usd }) => {
    const report = await evaluate(path, {
      ...wanted,
      budget: { calls, ...(usd === null ? {} : { usd }) },
      // Whoever gave the server a budget in money has agreed to it.
      agreeToCost: usd !== null,
      signal: asking.signal,
      onMessage: (message) => process.stderr.write(`${message}\n`),
      onProgress: inParts(asking.onProgress),
    });
    const spent = { calls: report.totals.requests, usd: report.costUsd };
    return [measuredText(viewOf(report)), spent];
  });
}

async function plannedFor(path: string, wanted: object): Promise<PlannedRun> {
  let planned: PlannedRun | null = null;
  try {
    await evaluate(path, {
      ...wanted,
      onPlan(run) {
        planned = run;
        return false;
      },
    });
  } catch (error) {
    if (planned === null || !(error instanceof UserError)) throw error;
  }
  return planned as unknown as PlannedRun;
}

const plannedText = ({ model, calls, tokens, costUsd }: PlannedRun) =>
  `A test would take up to ${count(calls, 'call')} of ${model}, about ${thousands(tokens)} tokens, ${money(costUsd)}. Nothing was sent.`;

function inParts(tell: Asking['onProgress']): Asking['onProgress'] {
  let told = -1;
  return (done, total) => {
    const part = Math.floor((PARTS * done) / Math.max(1, total));
    if (part === told) return;
    told = part;
    tell(done, total);
  };
}

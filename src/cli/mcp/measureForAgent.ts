import * as z from 'zod';
import { measure } from '../../api/measure.js';
import type { EvaluateOptions, PlannedRun } from '../../api/options.js';
import { UserError } from '../../core/errors.js';
import type { Design } from '../../core/plan/design.js';
import type { Study } from '../../core/study.js';
import type { StudyResult } from '../../core/studies/studyResult.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { count, money, thousands } from '../../core/say/figures.js';
import { findWorkspace } from '../../node/workspace.js';
import { readPromptFile } from '../readPrompt.js';
import { promptIn } from './servedPrompts.js';
import { least, type Limits, type ServerBudget, type Spending } from './serverBudget.js';

export const MEASURE_INPUT = {
  model: z.string().optional().describe('A model of plumbline.yml; absent: that of the prompt'),
  estimate: z.boolean().optional().describe('Only say what it would take'),
  variants: z.int().min(1).max(50).optional().describe('How many rewordings, in total'),
  sample: z.int().min(1).optional().describe('How many cases to draw; absent: all'),
  budgetCalls: z
    .int()
    .min(1)
    .optional()
    .describe('Calls at most; never more than the server has left'),
  budgetUsd: z.number().positive().optional().describe('US dollars at most'),
};

export type MeasureInput = { readonly file: string } & {
  readonly [K in keyof typeof MEASURE_INPUT]?: z.infer<(typeof MEASURE_INPUT)[K]>;
};

/** How the request of an agent goes on. */
export interface Asking {
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** Progress is told once for each part of a hundred. */
const PARTS = 100;

type Measured = Pick<StudyResult<unknown>, 'totals' | 'costUsd'>;

/** The result in the words that `text` has for it. Throws `UserError` for what stands in the way, also of an estimate. */
export async function measureForAgent<R extends Measured>(
  { study, text }: { study: Study<Design, unknown, R>; text(result: R): string },
  { file, estimate = false, model, variants, sample, budgetCalls, budgetUsd }: MeasureInput,
  { root, budget, asking }: { root: string; budget: ServerBudget; asking: Asking },
): Promise<string> {
  const path = await promptIn(root, file);
  const wanted = {
    ...(model === undefined ? {} : { model }),
    ...(variants === undefined ? {} : { variants }),
    ...(sample === undefined ? {} : { sample }),
  };
  if (estimate)
    return plannedText(await plannedFor(study, path, { ...wanted, signal: asking.signal }));
  const asked = {
    ...(budgetCalls === undefined ? {} : { calls: budgetCalls }),
    ...(budgetUsd === undefined ? {} : { usd: budgetUsd }),
  };
  return budget.within(asked, async (left, charge) => {
    const { calls, usd } = least(left, await ownBudget(path));
    let sent = 0;
    let result: R | null = null;
    try {
      result = await measure(study, path, {
        ...wanted,
        budget: { calls, ...(usd === null ? {} : { usd }) },
        agreeToCost: budget.isInMoney,
        signal: asking.signal,
        onMessage: (message) => process.stderr.write(`${message}\n`),
        onRequest: () => void (sent += 1),
        onProgress: inParts(asking.onProgress),
      });
    } finally {
      charge(result ? spentOn(result, sent) : { calls: sent, usd: null });
    }
    return text(result);
  });
}

/** What the prompt and `plumbline.yml` allow. */
async function ownBudget(path: string): Promise<Limits> {
  const workspace = await findWorkspace(path);
  const { prompt } = await readPromptFile(path, workspace);
  return prompt ? resolveRunSettings(prompt, workspace.config, {}).budget : {};
}

/** A request whose answer nobody waited for was made, and is paid for like the others. */
function spentOn({ totals, costUsd }: Measured, sent: number): Spending {
  const answered = totals.completed - totals.cached + totals.failed + totals.retries;
  const calls = totals.requests + Math.max(0, sent - answered);
  return { calls, usd: costUsd === null ? null : (costUsd * calls) / Math.max(1, totals.requests) };
}

async function plannedFor<R extends object>(
  study: Study<Design, unknown, R>,
  path: string,
  wanted: EvaluateOptions,
): Promise<PlannedRun> {
  let planned: PlannedRun | null = null;
  try {
    await measure(study, path, {
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
  `It would take up to ${count(calls, 'call')} of ${model}, about ${thousands(tokens)} tokens, ${money(costUsd)}. Nothing was sent.`;

function inParts(tell: Asking['onProgress']): Asking['onProgress'] {
  let told = -1;
  return (done, total) => {
    const part = Math.floor((PARTS * done) / Math.max(1, total));
    if (part === told) return;
    told = part;
    tell(done, total);
  };
}

import { UserError } from './errors.js';
import type { Design } from '../core/plan/design.js';
import { withoutCached } from '../core/plan/planEstimate.js';
import { resolveRunSettings } from '../core/plan/runSettings.js';
import { trialKey } from '../core/plan/trial.js';
import { systemClock } from '../core/ports/systemClock.js';
import type { Preflight, RunHost } from '../core/run/runHost.js';
import { runWorkflow } from '../core/run/workflow.js';
import { workOf, type Study } from '../core/study.js';
import { openStore } from '../node/promptStore.js';
import { trialModelHost } from '../node/trialModelHost.js';
import { findWorkspace, readText } from '../node/workspace.js';
import { reasonToAsk } from '../cli/agreeToCost.js';
import { endpointsFor } from '../cli/endpoints.js';
import { overridesOf } from '../cli/overrides.js';
import { usablePrompt } from '../cli/readPrompt.js';
import type { EvaluateOptions, PlannedRun } from './options.js';

/** One study of a prompt file, as a program asks for it. Throws `UserError` for what stands in the way of the first call. */
export async function measure<D extends Design, S, R extends object>(
  study: Study<D, S, R>,
  file: string,
  options: EvaluateOptions,
): Promise<R> {
  const say = options.onMessage ?? (() => undefined);
  const signal = options.signal ?? new AbortController().signal;
  const trial = trialModelHost({ say, signal });
  try {
    const workspace = await findWorkspace(file);
    const prompt = await usablePrompt(file, workspace, say);
    const settings = resolveRunSettings(prompt, workspace.config, overridesOf(askedFor(options)));
    const asked = { ...options, stream: true };
    const opened = { options: asked, terminal: { say }, trial, signal };
    const [first] = await endpointsFor(workspace, prompt, opened);
    if (!first) throw new UserError(`No model found for ${file}.`);
    if (first.note !== null) say(first.note);
    const store = openStore(workspace, prompt.path, say);
    const result = await runWorkflow(
      workOf(study, { prompt, text: (await readText(file)) ?? '' }),
      {
        ...{ endpoint: first.endpoint, settings, only: null },
        resume: options.resume ? 'if-begun' : 'never',
        useCache: options.cache ?? true,
        writeParaphrases: study.asksWriter ?? false,
      },
      hostOf<D, R>(options, { store, signal, say }),
    );
    if (!result) throw new UserError('Nothing was sent.');
    return result;
  } finally {
    await trial.stop();
  }
}

/** By the names of the command line. */
function askedFor({ budget = {}, cases, ...asked }: EvaluateOptions) {
  const { calls, tokens, usd, minutes } = budget;
  const limits = {
    ...(calls === undefined ? {} : { budgetCalls: calls }),
    ...(tokens === undefined ? {} : { budgetTokens: tokens }),
    ...(usd === undefined ? {} : { budgetUsd: usd }),
    ...(minutes === undefined ? {} : { budgetMinutes: minutes }),
  };
  return { ...asked, ...limits, ...(cases ? { case: cases } : {}) };
}

function hostOf<D extends Design, R>(
  { agreeToCost = false, onPlan, onRequest, onProgress }: EvaluateOptions,
  { say, ...ports }: Pick<RunHost<D, R>, 'store' | 'signal'> & { say: (message: string) => void },
): RunHost<D, R> {
  const seen = new Set<string>();
  let total = 0;
  return {
    ...ports,
    clock: systemClock,
    warn: say,
    onSend: () => onRequest?.(),
    confirm: async (preflight) => {
      // Whatever else a function without types returns, such as a promise, agrees to nothing.
      if (onPlan && onPlan(await plannedRun(preflight)) !== true) return null;
      const why = agreeToCost ? null : await reasonToAsk(preflight);
      if (why !== null)
        throw new UserError(`${why} It was not agreed to (agreeToCost): nothing was sent.`);
      return preflight.design.settings.shots;
    },
    onStart: ({ plan }) => void (total = plan.trials.length),
    onOutcome: (outcome) => {
      seen.add(trialKey(outcome));
      onProgress?.(seen.size, total);
    },
  };
}

const plannedRun = async ({
  design: { estimate, plan },
  cachedCalls,
}: Preflight): Promise<PlannedRun> => ({
  model: plan.model,
  ...withoutCached(estimate, await cachedCalls()),
});

/** `plumbline influence`: which sentences of a prompt decide about the answers, and which change nothing. */

import { UserError } from '../../core/errors.js';
import { createEvaluation } from '../../core/evaluate.js';
import { measureInfluence, prepareInfluence } from '../../core/influence.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { renderInfluence } from '../../core/report/influenceText.js';
import { trialModelHost } from '../../node/endpoint.js';
import { keepInfluence, openCacheFor } from '../../node/runFiles.js';
import { systemClock } from '../../node/systemClock.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { cancelledByCtrlC } from '../cancelled.js';
import { endpointsFor, type EndpointOptions } from '../endpoints.js';
import { EXIT, exitOfRun } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { preflightLines } from '../preflight.js';
import { showProgress } from '../progress.js';
import { usablePrompt } from '../readPrompt.js';

interface InfluenceOptions extends EndpointOptions {
  readonly repeats?: number;
  readonly sample?: number;
  readonly seed?: number;
  readonly budgetCalls?: number;
  readonly budgetUsd?: number;
  readonly cache: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export async function influence(
  file: string,
  rawOptions: Record<string, unknown>,
): Promise<number> {
  const options = rawOptions as unknown as InfluenceOptions;
  const terminal = openTerminal();
  const { signal, dispose } = cancelledByCtrlC(terminal);
  const trial = trialModelHost({ say: terminal.say, signal });
  const workspace = await findWorkspace(file);
  try {
    const prompt = await usablePrompt(file, workspace, terminal.say);
    const text = (await readText(file)) ?? '';
    const { repeats, sample, seed, budgetCalls, budgetUsd } = options;
    const asked = { repeats, sample, seed, budgetCalls, budgetUsd };
    const settings = resolveRunSettings(
      prompt,
      workspace.config,
      Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    );
    const [first] = await endpointsFor(workspace, prompt, { options, terminal, trial });
    if (!first) throw new UserError(`There is no model to ask for ${file}.`);
    const { endpoint, note } = first;
    const kept = options.cache ? await openCacheFor(workspace, prompt.path, terminal.say) : null;
    const ports = {
      endpoint,
      cache: kept?.cache ?? null,
      clock: systemClock,
      signal,
      frozen: null,
    };
    const evaluation = createEvaluation(ports, settings.budget);
    const preparation = await prepareInfluence(evaluation, { prompt, text }, settings);
    terminal.say(preflightLines(preparation, { model: endpoint.model, note }).join('\n'));
    if (options.dryRun) return EXIT.ok;
    const { length } = preparation.plan.trials;
    const progress = showProgress(terminal, length, endpoint.price);
    try {
      const found = await measureInfluence(evaluation, preparation, {
        journal: null,
        earlier: [],
        onOutcome: progress.update,
      });
      progress.end();
      await keepInfluence(workspace, found, terminal.say);
      terminal.out(
        options.json ? JSON.stringify(found.parts, null, 2) : renderInfluence(found, terminal),
      );
      return exitOfRun(found);
    } finally {
      progress.end();
      await kept?.close();
    }
  } finally {
    dispose();
    await trial.stop();
  }
}

/** `plumbline variants`: the wordings a test would send, and the decisions on those that are kept. */

import { createEvaluation, type Endpoint, type Evaluation } from '../../core/evaluate.js';
import { resolveRunSettings, type RunSettings } from '../../core/plan/runSettings.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import type { VariantRequest } from '../../core/variants/classes.js';
import { freeze, keptOf } from '../../core/variants/frozen.js';
import { shortfallText, type VariantSet } from '../../core/variants/makeVariants.js';
import { list } from '../../core/text/list.js';
import { PARAPHRASE } from '../../core/variants/paraphrase.js';
import type { Variant } from '../../core/variants/variant.js';
import type { ModelAsked } from '../../node/endpoint.js';
import { systemClock } from '../../node/systemClock.js';
import {
  findWorkspace,
  readFrozen,
  variantsFile,
  writeText,
  type Workspace,
} from '../../node/workspace.js';
import { cancellable } from '../cancelled.js';
import { withAskedModel } from '../endpoints.js';
import { EXIT } from '../exitCodes.js';
import { decide, refresh } from '../keptWordings.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { describeVariant, rejectionLines } from '../variantLines.js';

interface VariantsOptions extends ModelAsked {
  readonly variants?: VariantRequest;
  readonly seed?: number;
  readonly json?: boolean;
  readonly approve?: readonly string[];
  readonly reject?: readonly string[];
  readonly refresh?: boolean;
  readonly again?: boolean;
}

interface Place {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly workspace: Workspace;
  readonly options: VariantsOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

export async function variants(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  // `--no-model` sets `model` to false, `--model` to a name.
  const { model, ...rest } = rawOptions as Omit<VariantsOptions, 'model'> & { model?: unknown };
  const options: VariantsOptions = typeof model === 'string' ? { ...rest, model } : rest;
  const terminal = openTerminal();
  const asksNobody = model === false;
  return cancellable(terminal, (signal) => make(file, options, { terminal, signal, asksNobody }));
}

async function make(
  file: string,
  options: VariantsOptions,
  { terminal, signal, asksNobody }: Pick<Place, 'terminal' | 'signal'> & { asksNobody: boolean },
): Promise<number> {
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const { variants: counts, seed, approve = [], reject = [] } = options;
  const settings = resolveRunSettings(prompt, workspace.config, {
    ...(counts === undefined ? {} : { variants: counts }),
    ...(seed === undefined ? {} : { seed }),
  });
  const place: Place = { prompt, settings, workspace, options, terminal, signal };
  const isDecision = approve.length + reject.length > 0;
  if (isDecision) {
    const decided = await decide(workspace, prompt, { approve, reject });
    const said = [
      ...(approve.length > 0 ? [`Approved: ${list(decided.approve)}.`] : []),
      ...(reject.length > 0 ? [`Rejected: ${list(decided.reject)}.`] : []),
    ];
    terminal.say(said.join(' '));
    if (!options.json && !options.refresh) return EXIT.ok;
  }
  if (options.refresh) await refreshStale(place);
  const isQuiet = asksNobody || isDecision || options.refresh;
  const made = isQuiet ? await withoutModel(place) : await withModel(place);
  signal.throwIfAborted();
  showVariants(made, place);
  return EXIT.ok;
}

function showVariants(made: VariantSet, { options, terminal }: Place): void {
  const all = [...made.variants, ...made.unused];
  const show = (each: Variant) =>
    terminal.out(describeVariant(each, made.variants[0] as Variant, terminal));
  if (options.json) terminal.out(JSON.stringify(all, null, 2));
  else {
    all.forEach(show);
    if (made.spare.length > 0)
      terminal.out('Kept and not sent, for they are beyond the number wanted or did not pass:');
    made.spare.forEach(show);
  }
  made.shortfalls.forEach((each) => terminal.say(shortfallText(each)));
  rejectionLines(made.rejections).forEach((line) => terminal.say(line));
}

async function withoutModel(place: Place): Promise<VariantSet> {
  const evaluation = await evaluationOn(silentEndpoint, place);
  return evaluation.makeVariants(place.prompt, place.settings, { ask: false });
}

/** Asks only when kept paraphrases are too few and were not asked for before; what the model writes is kept for review. */
async function withModel(place: Place): Promise<VariantSet> {
  const { prompt, settings, workspace, options, terminal } = place;
  const again = options.again ?? false;
  const kept = await withoutModel(place);
  const isAsked = (await readFrozen(workspace, prompt.path))?.asked !== undefined;
  const tooFew = kept.shortfalls.some(({ class: id }) => id === PARAPHRASE || id === 'all');
  const mayMiss = typeof settings.variantCounts === 'number' && !isAsked;
  if (!tooFew && !mayMiss && !again) return kept;
  const made = await onModel(place, async (evaluation) => {
    const wordings = await evaluation.makeVariants(prompt, settings, { ask: true, again });
    if (wordings.asked === null) return wordings;
    const path = variantsFile(workspace, prompt.path);
    const frozen = await readFrozen(workspace, prompt.path);
    await writeText(path, freeze(prompt, frozen, keptOf(wordings)));
    if (wordings.written.length > 0) terminal.say(`New paraphrases to review: ${path}`);
    return wordings;
  });
  return made ?? kept;
}

/** A model is asked about requirements only where one is named. */
async function refreshStale(place: Place): Promise<void> {
  const { prompt, workspace, options, terminal } = place;
  const isModelNamed = options.model !== undefined || options.baseUrl !== undefined;
  const work = (evaluation: Evaluation) => refresh(workspace, prompt, { evaluation, terminal });
  if (isModelNamed) await onModel(place, work);
  else await work(await evaluationOn(silentEndpoint, place));
}

/** Null where there is no model to ask. */
const onModel = <T>(
  place: Place,
  work: (evaluation: Evaluation) => Promise<T>,
): Promise<T | null> =>
  withAskedModel(place.prompt, place.workspace, {
    options: place.options,
    terminal: place.terminal,
    signal: place.signal,
    work: async (endpoint) => work(await evaluationOn(endpoint, place)),
  });

async function evaluationOn(
  endpoint: Endpoint,
  { prompt, settings, workspace, signal }: Place,
): Promise<Evaluation> {
  const frozen = await readFrozen(workspace, prompt.path);
  const { budget } = settings;
  return createEvaluation(
    { endpoint, cache: null, clock: systemClock, signal, frozen },
    endpoint === silentEndpoint ? { calls: null, usd: null } : budget,
  );
}

/** Stands where nobody is asked. */
const silentEndpoint: Endpoint = {
  provider: {
    id: 'none',
    recorded: true,
    complete: () => Promise.reject(new Error('No model is asked here.')),
  },
  model: 'none',
  price: null,
  concurrency: 1,
  recordedAt: null,
};

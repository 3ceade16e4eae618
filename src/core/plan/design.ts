/** What a study will send: the variants, the plan, and its cost. */

import { UserError } from '../errors.js';
import type { Endpoint } from '../models/endpoint.js';
import type { Embed, Price } from '../ports/model.js';
import { overModel } from '../prompt/parameters.js';
import type { Prompt } from '../prompt/prompt.js';
import { makeVariants, type VariantOptions, type VariantSet } from '../variants/makeVariants.js';
import type { Variant } from '../variants/variant.js';
import { estimatePlan, type PlanEstimate } from './planEstimate.js';
import { choosesByLikeness, exampleVectors } from './exampleVectors.js';
import { planRun, refuseUnrunnable, type Likeness, type Plan } from './planRun.js';
import type { RunSettings } from './runSettings.js';
import { worded } from '../say/worded.js';

/** One pass over trials. */
export interface Pass {
  /** Max calls in flight; null uses the endpoint's own limit. */
  readonly concurrency: number | null;
  /** Max trials, where the study plans the pass by what earlier ones found; absent: the trials of the design's plan. */
  readonly trials?: number;
}

export interface Design {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly wordings: VariantSet;
  readonly plan: Plan;
  /** US dollars per million tokens of the tested model; null: unknown. */
  readonly price: Price | null;
  /** Covers all passes. */
  /** How many of the plan's cases are others again, asked differently; absent: none. */
  readonly madeCases?: number;
  readonly estimate: PlanEstimate;
  /** In the order they are run. */
  readonly passes: readonly Pass[];
  /** Whether answers may be cached and journaled. False for studies that need fresh answers. */
  readonly reusesAnswers: boolean;
}

/** Max trials of all passes. */
export const plannedTrials = ({ plan, passes }: Pick<Design, 'plan' | 'passes'>): number =>
  passes.reduce((sum, { trials }) => sum + (trials ?? plan.trials.length), 0);

/** The properties of the tested endpoint that a plan depends on. */
export interface PlannedEndpoint extends Pick<
  Endpoint,
  'model' | 'price' | 'concurrency' | 'recordedAt' | 'parameters' | 'embedder' | 'whiteBox'
> {
  readonly judge?: Pick<Endpoint, 'model' | 'price' | 'parameters'>;
}

/** Where variants come from beside the rules: those that are kept, and a model that writes what is missing. */
export type VariantSources = Omit<VariantOptions, 'counts' | 'seed'> & {
  /** Embeds the cases that examples are chosen by. Absent asks for no embeddings yet: the plan is still to be confirmed. */
  readonly embedExamples?: Embed | null;
};

/** What is kept and what rules make: no model is asked. */
export const sourcesWithoutModel = (
  frozen: VariantSources['frozen'],
  model: string,
): VariantSources => ({ frozen, model, ...{ ask: null, embed: null, again: false } });

/** Alternatives requested per token: enough to cover a label set. */
const TOP_LOGPROBS = 10;

interface VariantTools {
  readonly endpoint: PlannedEndpoint;
  readonly sources: VariantSources;
  /** The share of variants × cases that is asked; absent or null: all. */
  readonly cells?: number | null;
}

/** The variants of the settings' classes, each on every case. Throws `UserError` as `designRun`, and for what cannot be run. */
export async function designVariants(
  prompt: Prompt,
  settings: RunSettings,
  { endpoint, sources, cells = null }: VariantTools,
): Promise<Design> {
  refuseUnrunnable(prompt, settings);
  const { variantCounts: counts, seed } = settings;
  const made = await makeVariants(prompt, { counts, seed, ...sources });
  const likeness = await likenessFor(prompt, settings, { endpoint, sources });
  return designRun({ prompt, settings, likeness, cells }, made, endpoint);
}

/** Before the plan is confirmed, what examples will be compared by; afterwards by what they are. */
async function likenessFor(
  prompt: Prompt,
  settings: RunSettings,
  { endpoint, sources }: { endpoint: PlannedEndpoint; sources: VariantSources },
): Promise<Likeness> {
  const embed = sources.embedExamples ?? null;
  if (endpoint.embedder === undefined || !choosesByLikeness(settings.shots))
    return { by: 'words', vectors: null };
  if (!embed) return { by: 'embeddings', vectors: null };
  const vectors = await exampleVectors(prompt, prompt.cases, embed);
  return { by: vectors ? 'embeddings' : 'words', vectors };
}

interface DesignedRun {
  readonly prompt: Prompt;
  readonly settings: RunSettings;
  readonly likeness?: Likeness;
  readonly cells?: number | null;
}

/** One pass over the trials of these variants. Throws `UserError` for an unknown variant or case, or a missing value. */
export function designRun(
  { prompt, settings, likeness, cells = null }: DesignedRun,
  made: VariantSet,
  endpoint: PlannedEndpoint,
): Design {
  const wordings = chosenOf(made, settings);
  const plan = planRun(withModel(prompt, endpoint), {
    ...settings,
    cells,
    variants: wordings.variants,
    model: endpoint.model,
    judge: endpoint.judge?.model ?? null,
    topLogprobs: TOP_LOGPROBS,
    ...(likeness ? { likeness } : {}),
  });
  return {
    ...{ prompt, settings, wordings, plan, price: endpoint.price },
    estimate: estimatePlan(plan, {
      price: endpoint.price,
      judge: endpoint.judge ?? endpoint,
      awaited: wordings.awaited,
      embeds: endpoint.embedder !== undefined,
    }),
    passes: [{ concurrency: null }],
    reusesAnswers: true,
  };
}

const withModel = (prompt: Prompt, { parameters }: PlannedEndpoint): Prompt =>
  parameters ? { ...prompt, parameters: overModel(prompt.parameters, parameters) } : prompt;

/** The original and the variants that were asked for. */
function chosenOf(made: VariantSet, { variantIds }: RunSettings): VariantSet {
  if (variantIds === null) return made;
  const [original, ...others] = made.variants as [Variant, ...Variant[]];
  const missing = variantIds.filter((id) => !made.variants.some((each) => each.id === id));
  if (missing.length > 0) {
    const known = others.map(({ id }) => id).join(', ');
    throw new UserError(worded`Unknown variant ${missing.join(', ')}. Variants: ${known}.`);
  }
  const chosen = others.filter(({ id }) => variantIds.includes(id));
  const awaited = { ...made.awaited, variants: 0 };
  return { ...made, variants: [original, ...chosen], awaited };
}

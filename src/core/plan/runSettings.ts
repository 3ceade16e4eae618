/** The settings of a run. Precedence: command line, prompt file, `plumbline.yml`, defaults. */

import { modelIds, modelNames } from '../prompt/settings/namedModels.js';
import type { Config } from '../prompt/settings/config.js';
import type { Prompt } from '../prompt/prompt.js';
import type { Gate } from '../prompt/settings/gates.js';
import type { StepsSettings } from '../prompt/settings/steps.js';
import type { VariantRequest } from '../variants/classes/classes.js';
import { FILE_SHOTS, parseShots } from '../variants/shots/configuration.js';

/** How often each call is made. `subset`: once, and a random fifth three times. */
export type Repeats = number | 'subset';

/** Settings from the command line or the editor. An absent one is taken from the files. */
export interface RunOverrides {
  readonly variants?: VariantRequest;
  readonly shots?: readonly string[];
  readonly repeats?: Repeats;
  readonly cells?: number;
  readonly stopEarly?: boolean;
  readonly compare?: 'words' | 'meaning';
  readonly caseIds?: readonly string[];
  readonly variantIds?: readonly string[];
  readonly sample?: number;
  readonly seed?: number;
  readonly budgetCalls?: number;
  readonly budgetTokens?: number;
  readonly budgetUsd?: number;
  readonly budgetMinutes?: number;
}

/** Null: no limit. A call is an HTTP request. */
export interface BudgetLimits {
  readonly calls: number | null;
  readonly usd: number | null;
  readonly tokens?: number | null;
  /** A run that may cost more asks first. */
  readonly confirmAboveUsd?: number | null;
  /** Of this part of a run: one that is resumed begins anew. */
  readonly minutes?: number | null;
}

export interface RunSettings {
  /** Per class or in total; null uses the prompt's own variants, or the default counts. */
  readonly variantCounts: VariantRequest | null;
  readonly shots: readonly string[];
  readonly repeats: Repeats;
  /** The share of variants × cases that is asked; null: all. */
  readonly cells?: number | null;
  /** Stop when more cases would not change the verdict. */
  readonly stopEarly: boolean;
  /** How prose is compared: by its words, or by what a judge takes it to mean. */
  readonly compare: 'words' | 'meaning';
  readonly caseIds: readonly string[] | null;
  /** Run the original and these variants; null runs all. */
  readonly variantIds: readonly string[] | null;
  readonly sample: number | null;
  readonly seed: number;
  readonly budget: BudgetLimits;
  readonly gates: Readonly<Record<string, Gate>>;
  /** What the tools answer in a run of several steps. */
  readonly steps?: StepsSettings;
  /** Whether a run waits where no mock answers a call, because a server will be asked; absent: the call gets an error. */
  readonly waitsForTools?: boolean;
  /** Ids of the models that the prompt file and `plumbline.yml` name for it, whichever the run is on. */
  readonly namedModels: readonly string[];
}

/** For a plan on cases that a study has drawn and added to: all of them, with the messages as written, to the end. */
export const forOwnCases = (asked: RunSettings): RunSettings => ({
  ...asked,
  shots: [FILE_SHOTS],
  ...{ caseIds: null, sample: null, variantIds: null },
  stopEarly: false,
});

const DEFAULT_REPEATS = 2;
const DEFAULT_SEED = 1;

/** Merges the settings by precedence. Throws `UserError` for an invalid few-shot configuration. */
export function resolveRunSettings(
  prompt: Prompt,
  config: Config,
  asked: RunOverrides,
): RunSettings {
  const own = prompt.settings;
  const defaults = config.defaults ?? {};
  const counted = [own.variants, defaults.variants].find((each) => each !== undefined);
  return {
    variantCounts: asked.variants ?? (Array.isArray(counted) ? null : (counted ?? null)),
    shots:
      asked.shots ??
      (own.shots ?? defaults.shots ?? [FILE_SHOTS]).flatMap((each) => parseShots(String(each))),
    repeats: asked.repeats ?? own.repeats ?? defaults.repeats ?? DEFAULT_REPEATS,
    cells: asked.cells ?? own.cells ?? defaults.cells ?? null,
    stopEarly: asked.stopEarly ?? (own.stop ?? defaults.stop ?? 'early') === 'early',
    compare: asked.compare ?? own.compare ?? defaults.compare ?? 'words',
    caseIds: asked.caseIds ?? null,
    variantIds: asked.variantIds ?? null,
    sample: asked.sample ?? null,
    seed: asked.seed ?? DEFAULT_SEED,
    budget: {
      calls: asked.budgetCalls ?? own.budget?.calls ?? defaults.budget?.calls ?? null,
      tokens: asked.budgetTokens ?? own.budget?.tokens ?? defaults.budget?.tokens ?? null,
      usd: asked.budgetUsd ?? own.budget?.usd ?? defaults.budget?.usd ?? null,
      confirmAboveUsd: own.budget?.confirmAboveUsd ?? defaults.budget?.confirmAboveUsd ?? null,
      minutes: asked.budgetMinutes ?? own.budget?.minutes ?? defaults.budget?.minutes ?? null,
    },
    steps: { ...defaults.steps, ...own.steps },
    gates: { ...config.gates, ...defaults.gates, ...own.gates },
    namedModels: modelIds(modelNames(prompt), config),
  };
}

import { createEvaluation, type Endpoint, type Evaluation } from '../../src/core/evaluate.js';
import type { ModelProvider } from '../../src/core/ports/model.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { resolveRunSettings, type RunOverrides } from '../../src/core/plan/runSettings.js';
import type { Prompt } from '../../src/core/prompt/prompt.js';
import { fakeClock } from './fakes.js';

const UNLIMITED = { calls: null, usd: null };

/** The engine on a provider that answers as told: no cache, no journal, time that stands still. */
export const evaluationOn = (
  provider: ModelProvider,
  endpoint: Partial<Endpoint> = {},
): Evaluation =>
  createEvaluation(
    {
      endpoint: {
        provider,
        model: 'm',
        price: null,
        concurrency: 1,
        recordedAt: null,
        ...endpoint,
      },
      cache: null,
      clock: fakeClock(),
      signal: new AbortController().signal,
      frozen: null,
    },
    UNLIMITED,
  );

export const NOTHING_KEPT = { journal: null, earlier: [], onOutcome: () => undefined };

/** A whole run, with its preparation. */
export async function evaluated(
  prompt: Prompt,
  evaluation: Evaluation,
  overrides: RunOverrides = {},
) {
  const settings = resolveRunSettings(prompt, {}, overrides);
  const preparation = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
  const report: Report = await evaluation.run(preparation, NOTHING_KEPT);
  return { preparation, report };
}

/** Colours of a terminal that has none. */
export const plainColours = {
  bold: String,
  dim: String,
  red: String,
  green: String,
  yellow: String,
  blue: String,
};

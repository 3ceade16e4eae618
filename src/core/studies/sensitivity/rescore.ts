/** The report again from answers that are known, after a person has decided about a variant. No call is made. */

import type { Price } from '../../ports/model.js';
import { trialKey } from '../../plan/trial.js';
import type { RunSettings } from '../../plan/runSettings.js';
import type { Outcome } from '../../run/outcome.js';
import { unfinishedFacts } from '../../run/unfinishedRun.js';
import { resultOf, type Subject } from '../../study.js';
import type { FrozenVariants } from '../../variants/frozen.js';
import type { Report } from './schema.js';
import { sensitivity } from './sensitivity.js';
import { verdictStopRule } from './verdictWatch.js';

export interface Rescored {
  readonly settings: RunSettings;
  readonly frozen: FrozenVariants | null;
  readonly outcomes: readonly Outcome[];
  readonly price: Price | null;
}

/** `last`: the report these outcomes belong to. */
export async function rescore(
  subject: Subject,
  last: Report,
  { settings, frozen, outcomes, price }: Rescored,
): Promise<Report> {
  const [model] = last.models;
  const endpoint = { model: model?.id ?? '', price, concurrency: 1, recordedAt: null };
  const sources = { frozen, ask: null, embed: null, model: endpoint.model, again: false };
  const designed = (own: RunSettings) =>
    sensitivity.design(subject, { settings: own, endpoint, sources });
  const { wordings } = await designed({ ...settings, variantIds: null });
  // A variant that takes the place of a rejected one has not been asked yet.
  const variantIds = wordings.variants
    .map(({ id }) => id)
    .filter((id) => last.variants.some((each) => each.id === id));
  const design = await designed({ ...settings, variantIds });
  const known = new Map(outcomes.map((outcome) => [trialKey(outcome), outcome]));
  const facts = unfinishedFacts(design, known, {
    endpoint: {
      id: model?.endpoint ?? '',
      ...{ price, auxiliaryPrice: null, recorded: null, concurrency: 1, notes: [] },
    },
    startedAt: new Date(last.startedAt),
    completeCases: false,
    deterministic: last.deterministic,
    stopRule: verdictStopRule(design, price),
  });
  // What was spent was spent by the run itself.
  return { ...resultOf(sensitivity, design, facts), costUsd: last.costUsd, wallMs: last.wallMs };
}

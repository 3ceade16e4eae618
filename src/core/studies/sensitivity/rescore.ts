/** The report again from answers that are known, after a person has decided about a variant. No call is made. */

import type { Price } from '../../ports/model.js';
import type { PlanParts } from '../../plan/planParts.js';
import { fingerprint } from '../../prompt/fingerprint.js';
import { sourcesWithoutModel } from '../../plan/design.js';
import { trialKey } from '../../plan/trial.js';
import type { RunOverrides, RunSettings } from '../../plan/runSettings.js';
import type { KeptVectors } from '../../run/keptVectors.js';
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
  /** What was asked in the run; null where that is not kept: the variants of the report. */
  readonly parts: PlanParts | null;
  readonly vectors: KeptVectors;
  readonly price: Price | null;
}

/** `last`: the report these outcomes belong to. */
export async function rescore(
  subject: Subject,
  last: Report,
  { settings, frozen, outcomes, parts, price, vectors }: Rescored,
): Promise<Report> {
  const [model] = last.models;
  const asked = parts?.variants ?? variantsOf(last);
  const endpoint = { model: model?.id ?? '', price, concurrency: 1, recordedAt: null };
  const sources = sourcesWithoutModel(frozen, endpoint.model);
  const designed = (own: RunSettings) =>
    sensitivity.design(subject, { settings: own, endpoint, sources });
  const { wordings } = await designed({ ...settings, variantIds: null });
  // A variant that takes the place of a rejected one, or has other words by now, has not been asked yet.
  const variantIds = wordings.variants
    .filter(({ id, messages }) => asked[id] === fingerprint(messages))
    .map(({ id }) => id);
  const design = await designed({ ...settings, variantIds });
  const known = new Map(outcomes.map((outcome) => [trialKey(outcome), outcome]));
  const facts = unfinishedFacts(design, known, {
    endpoint: {
      id: model?.endpoint ?? '',
      ...{ price, auxiliaryPrice: null, recorded: null, concurrency: 1, notes: [] },
    },
    startedAt: new Date(last.startedAt),
    vectors,
    completeCases: false,
    deterministic: last.deterministic,
    stopRule: verdictStopRule(design, price),
  });
  // What was spent was spent by the run itself.
  const report = resultOf(sensitivity, design, facts);
  const { namedModels, only } = last.plan;
  const plan = {
    ...report.plan,
    journal: journalOf(last),
    ...(namedModels ? { namedModels } : {}),
    ...(only ? { only } : {}),
  };
  return { ...report, plan, costUsd: last.costUsd, wallMs: last.wallMs };
}

const variantsOf = ({ variants }: Report): PlanParts['variants'] =>
  Object.fromEntries(variants.map(({ id, messages }) => [id, fingerprint(messages)]));

/** The settings a run was made with, where they decide which calls it made. */
export const overridesOfRun = ({ plan, comparedBy }: Report): RunOverrides => ({
  shots: plan.shots,
  repeats: plan.repeated === 'subset' ? 'subset' : plan.repeats,
  seed: plan.seed,
  ...(plan.cells === undefined ? {} : { cells: plan.cells }),
  ...(comparedBy === 'meaning' ? { compare: 'meaning' } : {}),
});

/** The plan fingerprint that the journal of a report's run goes by. */
export const journalOf = ({ plan }: Pick<Report, 'plan'>): string =>
  plan.journal ?? plan.fingerprint;

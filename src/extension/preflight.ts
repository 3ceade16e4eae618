/** What a run will take, and whether it has to be asked for. */

import { l10n } from 'vscode';
import type { Evaluation, Preparation } from '../core/index.js';
import type { PreflightView } from '../protocol.js';
import { engine, type Engine } from './engine.js';
import type { FoundEndpoint } from './platform.js';
import type { Settings } from './settings.js';

/** Null: within what the user allowed, and nothing to be pointed out. */
export async function preflightFor(
  {
    preparation,
    evaluation,
    found,
  }: { preparation: Preparation; evaluation: Evaluation; found: FoundEndpoint },
  settings: Settings,
): Promise<PreflightView | null> {
  const core = await engine();
  const { personalDataIn, money, shortfallText, shotsName } = core;
  const { plan, estimate, wordings, prompt } = preparation;
  const cachedCalls = evaluation.cachedCalls(preparation);
  const calls = estimate.calls - cachedCalls;
  const findings = found.local ? [] : personalDataIn(plan.cases);
  const cost =
    estimate.costUsd === null ? null : (estimate.costUsd * calls) / Math.max(1, estimate.calls);
  const why = reasonsToAsk({ calls, costUsd: cost, findings }, settings, core);
  if (why.length === 0) return null;
  const rows = await Promise.all(
    plan.shots.map(async (shots) => {
      const own =
        plan.shots.length === 1
          ? preparation
          : await evaluation.prepare(
              prompt,
              { ...preparation.settings, shots: [shots] },
              { askForParaphrases: false },
            );
      const { estimate: part } = own;
      return {
        shots,
        name: shotsName(shots),
        calls: part.calls,
        tokens: part.promptTokens + part.completionTokens,
        cost: money(part.costUsd),
      };
    }),
  );
  return {
    why: why.join(' '),
    rows,
    cachedCalls,
    facts: [
      [l10n.t('Model'), plan.model],
      [l10n.t('Variants'), String(plan.variants.length)],
      [l10n.t('Cases'), String(plan.cases.length)],
      [
        l10n.t('Repeats'),
        plan.repeated === 'subset'
          ? core.repeatsText(plan)
          : l10n.t('{0}, fewer where the server always gives the same answer', plan.repeats),
      ],
    ],
    findings: [
      ...findings,
      ...plan.notes,
      ...wordings.shortfalls.map((each) => `${shortfallText(each)}.`),
      ...(found.note ? [found.note] : []),
    ],
  };
}

export interface Sending {
  readonly calls: number;
  readonly costUsd: number | null;
  /** What looks like personal data. */
  readonly findings: readonly string[];
}

/** Why the user has to be asked before something is sent; empty where it is within what was allowed. */
export const reasonsToAsk = (
  { calls, costUsd, findings }: Sending,
  { askAboveCalls, askAboveCost }: Settings,
  { count, money }: Engine,
): readonly string[] =>
  [
    calls > askAboveCalls
      ? l10n.t('It is more than {0}, which runs without asking.', count(askAboveCalls, 'call'))
      : null,
    costUsd !== null && costUsd > askAboveCost
      ? l10n.t('It may cost more than {0}, which is spent without asking.', money(askAboveCost))
      : null,
    findings.length > 0 ? l10n.t('The cases may hold personal data.') : null,
  ].filter((reason) => reason !== null);

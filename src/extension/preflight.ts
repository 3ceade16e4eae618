/** What a run will take, and whether it has to be asked for. */

import { l10n } from 'vscode';
import type { Design, Preflight } from '../core/index.js';
import type { PreflightView } from '../protocol.js';
import { engine, type Engine } from './engine.js';
import type { FoundEndpoint } from './platform.js';
import { say } from './say.js';
import type { Settings } from './settings.js';

/** Null: within what the user allowed, and nothing to be pointed out. */
export async function preflightFor(
  { design, withShots, ...preflight }: Preflight,
  found: FoundEndpoint,
  settings: Settings,
): Promise<PreflightView | null> {
  const core = await engine();
  const { plan, estimate } = design;
  const cachedCalls = await preflight.cachedCalls();
  const { calls, costUsd } = core.withoutCached(estimate, cachedCalls);
  const findings = found.local ? [] : core.personalDataIn(plan.cases);
  const { confirmAboveUsd } = design.settings.budget;
  const why = reasonsToAsk(
    { calls, costUsd, findings },
    {
      askAboveCalls: settings.askAboveCalls,
      askAboveCost: Math.min(settings.askAboveCost, confirmAboveUsd ?? Infinity),
    },
    core,
  );
  if (why.length === 0) return null;
  const rows = await Promise.all(
    plan.shots.map(async (shots) => {
      const own = plan.shots.length === 1 ? design : await withShots([shots]);
      const { estimate: part } = own;
      return {
        shots,
        name: core.shotsName(shots, say),
        calls: part.calls,
        tokens: part.promptTokens + part.completionTokens,
        cost: core.money(part.costUsd, say),
      };
    }),
  );
  return {
    why: why.join(' '),
    rows,
    cachedCalls,
    facts: factsOf(design, core),
    findings: [
      ...findings,
      ...plan.notes.map((note) => core.noteText(note, say)),
      ...design.wordings.shortfalls.map((each) => core.shortfallText(each, say)),
      ...(found.note ? [found.note] : []),
    ],
  };
}

const factsOf = (
  { plan, estimate, wordings, price, madeCases = 0 }: Design,
  core: Engine,
): PreflightView['facts'] => [
  [l10n.t('Model'), plan.model],
  [l10n.t('Variants'), String(plan.variants.length)],
  ...(estimate.paraphraseCalls > 0
    ? [
        [
          l10n.t('Paraphrases to write'),
          l10n.t(
            '{0}, at most {1} calls to write and check them',
            wordings.awaited.paraphrases,
            estimate.paraphraseCalls,
          ),
        ] as const,
      ]
    : []),
  ...(estimate.exampleCalls > 0
    ? [[l10n.t('Calls to choose examples'), String(estimate.exampleCalls)] as const]
    : []),
  [
    l10n.t('Cases'),
    madeCases === 0
      ? String(plan.cases.length)
      : l10n.t('{0}, and {1} made of them', plan.cases.length - madeCases, madeCases),
  ],
  [
    l10n.t('Repeats'),
    plan.repeated === 'subset'
      ? core.repeatsText(plan, say)
      : l10n.t('{0}; fewer if the server is deterministic', plan.repeats),
  ],
  ...(plan.prompt.images ? [[l10n.t('Images'), core.imagesText(plan.prompt, say)] as const] : []),
  ...(price?.list ? [[l10n.t('Prices'), price.list] as const] : []),
];

/** What may be sent without asking. */
export type AskAbove = Pick<Settings, 'askAboveCalls' | 'askAboveCost'>;

export interface Sending {
  readonly calls: number;
  readonly costUsd: number | null;
  /** What looks like personal data. */
  readonly findings: readonly string[];
}

/** Why the user has to be asked before something is sent; empty where it is within what was allowed. */
export const reasonsToAsk = (
  { calls, costUsd, findings }: Sending,
  { askAboveCalls, askAboveCost }: AskAbove,
  core: Engine,
): readonly string[] =>
  [
    calls > askAboveCalls
      ? l10n.t('This is more than your limit of {0}.', core.calls(askAboveCalls, say))
      : null,
    costUsd !== null && costUsd > askAboveCost
      ? l10n.t('This may cost more than your limit of {0}.', core.money(askAboveCost, say))
      : null,
    findings.length > 0 ? l10n.t('The cases may contain personal data.') : null,
  ].filter((reason) => reason !== null);

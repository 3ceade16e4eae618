/** Recorded answers replay what was asked when they were recorded. A run of anything else is refused before it begins. */

import { l10n } from 'vscode';
import type { Design, Endpoint, RunRequest } from '../core/index.js';
import { engine } from './engine.js';
import { Refused } from './entryPhase.js';
import { say } from './say.js';

/** Throws `Refused` where a wording, under a few-shot configuration, has no recorded answer to any case. */
export async function refuseUnrecorded(
  { plan }: Design,
  { endpoint, signal }: { endpoint: Endpoint; signal: AbortSignal },
  only: RunRequest['only'],
): Promise<void> {
  const { provider } = endpoint;
  if (!provider.recorded) return;
  const held = new Map<string, { shots: string; variant: string; any: boolean }>();
  for (const trial of plan.trials) {
    const { shots, variant, repeat } = trial;
    const isAsked =
      repeat === 1 &&
      (only?.variant ?? variant) === variant &&
      (only?.case ?? trial.case) === trial.case;
    const key = JSON.stringify([shots, variant]);
    const known = held.get(key);
    if (!isAsked || known?.any) continue;
    const context = { signal, repeat, omit: NOTHING };
    const any = await provider.complete(plan.requestOf(trial), context).then(
      () => true,
      () => false,
    );
    held.set(key, { shots, variant, any });
  }
  const all = [...held.values()];
  const missing = all.filter(({ any }) => !any);
  if (missing.length === 0) return;
  const { shotsName } = await engine();
  const without = plan.shots.filter((each) =>
    all.every(({ shots, any }) => shots !== each || !any),
  );
  const what =
    without.length > 0 && plan.shots.length > 1
      ? without.map((shots) => shotsName(shots, say)).join(', ')
      : l10n.t('{0} of {1} variants', variantsOf(missing), variantsOf(all));
  throw new Refused(
    l10n.t('Some answers were not recorded: {0}. Select a model, or record again.', what),
  );
}

const NOTHING: ReadonlySet<string> = new Set();
const variantsOf = (rows: readonly { readonly variant: string }[]) =>
  new Set(rows.map(({ variant }) => variant)).size;

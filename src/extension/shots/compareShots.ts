/** Lets a user choose which few-shot configurations are compared: every possible one, with the calls it takes. */

import { l10n, window, type QuickPickItem, type Uri } from 'vscode';
import { UserError } from '../../core/errors.js';
import { engine, type Engine } from '../engine.js';
import { Dismissed } from '../models.js';
import { whyUnreadable, type Entry } from '../entry.js';
import type { Session } from '../session.js';
import { say } from '../say.js';

interface ShotsItem extends QuickPickItem {
  readonly shots: string;
}

const COUNTS = [1, 3, 5, 8];
/** Other ways of choosing and other orders are offered for this many examples, or as many as there are. */
const COMPARED_COUNT = 3;
const ORDERS = [2, 3];
const PICKED = ['file', '1', '3'];

/** Throws `Dismissed` when the list was closed, `UserError` where no example can be had. */
export async function chooseShots(uri: Uri, session: Session): Promise<readonly string[]> {
  const core = await engine();
  const entry = await session.refresh(uri);
  const most = entry.prompt ? core.maxExamples(entry.prompt) : 0;
  if (!entry.prompt) throw new UserError(whyUnreadable(entry));
  if (most < 1)
    throw new UserError(
      l10n.t('There are no examples to compare. Add cases with an expected answer.'),
    );
  const items = itemsFor(entry, possibleShots(most, core), core);
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Select the few-shot configurations to compare'),
    placeHolder: l10n.t('Cached answers are not requested again.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked || picked.length === 0) throw new Dismissed(l10n.t('Nothing was selected.'));
  return picked.map(({ shots }) => shots);
}

/** Names of configurations that this many examples allow. */
export function possibleShots(
  most: number,
  { SELECTIONS, FILE_SHOTS }: Pick<Engine, 'SELECTIONS' | 'FILE_SHOTS'>,
): string[] {
  const [usual, ...ways] = SELECTIONS;
  const compared = Math.min(COMPARED_COUNT, most);
  const orders = compared < COMPARED_COUNT ? [] : ORDERS;
  return [
    FILE_SHOTS,
    ...COUNTS.filter((count) => count <= most).map(String),
    ...ways.map(({ id }) => `${compared}/${id}`),
    ...orders.map((order) => `${compared}/${usual?.id}/${order}`),
  ];
}

async function itemsFor(
  { prompt, text, place, frozen, history }: Entry,
  possible: readonly string[],
  core: Engine,
): Promise<ShotsItem[]> {
  if (!prompt) return [];
  const settings = core.resolveRunSettings(prompt, place?.config ?? {}, {});
  const model = history.at(-1)?.model ?? prompt.model ?? '';
  const endpoint = { model, price: null, concurrency: 1, recordedAt: null };
  const sources = core.sourcesWithoutModel(frozen, model);
  return Promise.all(
    possible.map(async (shots) => {
      const alone = { ...settings, shots: [shots] };
      const { estimate } = await core.sensitivity.design(
        { prompt, text: text ?? '' },
        { settings: alone, endpoint, sources },
      );
      const tokens = estimate.promptTokens + estimate.completionTokens;
      return {
        shots,
        label: core.shotsName(shots, say),
        description: l10n.t(
          '{0} calls, about {1} tokens',
          core.thousands(estimate.calls, say),
          core.thousands(tokens, say),
        ),
        picked: PICKED.includes(shots),
      };
    }),
  );
}

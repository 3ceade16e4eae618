import { l10n } from 'vscode';
import type { PanelBaseline } from '../../protocol.js';
import { ago } from '../ago.js';
import type { Engine } from '../engine.js';
import type { Entry } from '../entry.js';
import { changeText } from '../library/stateText.js';
import { say } from '../say.js';

/** What the panel says of the baseline, and what can be done with it. */
export function baselineView(
  { baseline, report, soFar, prompt }: Entry,
  { verdictWord }: Pick<Engine, 'verdictWord'>,
): PanelBaseline {
  const isShown = baseline !== null && report?.startedAt === baseline.accepted.measuredAt;
  const canUse = report !== null && !soFar && prompt !== null && !isShown;
  return {
    text: textOf(baseline, isShown, verdictWord),
    stale: baseline?.stale ? changeText(baseline.stale) : null,
    canAccept: canUse,
    canCompare: canUse && baseline !== null,
  };
}

function textOf(
  baseline: Entry['baseline'],
  isShown: boolean,
  verdictWord: Engine['verdictWord'],
): string {
  if (!baseline) return l10n.t('No result of this prompt was accepted yet.');
  if (isShown) return l10n.t('This result is the baseline.');
  const { verdict, model, measuredAt } = baseline.accepted;
  return l10n.t('{0} on {1}, {2}.', verdictWord(verdict, say), model.id, ago(measuredAt));
}

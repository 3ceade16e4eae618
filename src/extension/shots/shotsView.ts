/** Report → what few-shot configurations came to, as the panel shows it. */

import { l10n } from 'vscode';
import type { Report } from '../../core/index.js';
import type { ShotsView } from '../../protocol.js';
import type { Engine } from '../engine.js';
import { say } from '../say.js';

/** Null with one configuration. */
export function shotsViewOf(report: Report, core: Engine): ShotsView | null {
  const { fewShot, plan, metrics } = report;
  if (!fewShot) return null;
  const headline = core.headlineShots(plan.shots);
  const valueOf = (metric: string, shots: string) =>
    shots === headline ? metrics[metric] : metrics[metric]?.byShots?.[shots];
  const effect = `${core.effectId(report)}.excess`;
  const { best, cheapest, rows, orders } = fewShot;
  const addable = rows.map(({ shots }) => shots).filter((shots) => core.exampleCount(shots) > 0);
  return {
    rows: rows.map((row) => ({
      shots: row.shots,
      name: core.shotsName(row.shots, say),
      effect: row.effect,
      interval: valueOf(effect, row.shots)?.ci ?? null,
      accuracy: row.accuracy,
      accuracyInterval: valueOf('accuracy', row.shots)?.ci ?? null,
      tokens: row.tokensPerCall,
      isBest: row.shots === best,
      isCheapest: row.shots === cheapest,
    })),
    sentence: core.shotsSentence(fewShot, say),
    orders: orders.map(({ examples, way, orders: tried, accuracySpread, effectSpread }) =>
      [
        `${core.shotsName(core.configurationName({ count: examples, way, order: 1 }), say)}, ${core.orders(tried, say)}:`,
        [
          accuracySpread === null
            ? null
            : l10n.t('accuracy moved by {0}', core.number(accuracySpread, say)),
          effectSpread === null
            ? null
            : l10n.t('wording effect by {0}', core.number(effectSpread, say)),
        ]
          .filter((part) => part !== null)
          .join(', '),
      ].join(' '),
    ),
    addable: addable.map((shots) => ({
      shots,
      name: core.shotsName(shots, say),
      examples: core.exampleCount(shots),
    })),
    proposed: cheapest !== null && addable.includes(cheapest) ? cheapest : null,
  };
}

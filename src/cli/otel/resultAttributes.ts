import type { Attributes } from '@opentelemetry/api';
import { recordOf, textOrNull } from '../../core/text/narrow.js';

/** The verdict's code and the totals of any study's result. What a study does not have is left out. */
export function resultAttributes(result: unknown): Attributes {
  const { verdict, findings, stopped, totals, costUsd } = recordOf(result);
  const code = textOrNull(recordOf(verdict)['code']) ?? textOrNull(recordOf(findings)['verdict']);
  const stoppedBy = textOrNull(stopped);
  const counts = recordOf(totals);
  return {
    ...(code === null ? {} : { 'plumbline.verdict': code }),
    ...(stoppedBy === null ? {} : { 'plumbline.stopped': stoppedBy }),
    ...(typeof costUsd === 'number' ? { 'plumbline.total.cost_usd': costUsd } : {}),
    ...Object.fromEntries(
      ['completed', 'failed', 'skipped', 'cached', 'requests'].flatMap((name) =>
        typeof counts[name] === 'number' ? [[`plumbline.total.${name}`, counts[name]]] : [],
      ),
    ),
  };
}

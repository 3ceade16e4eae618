import type { Envelope } from '../../score/envelope.js';
import { SHORT_NAMES } from '../../prompt/settings/metricIds.js';
import type { Gate } from '../../prompt/settings/settings.js';
import type { ReportGate } from './schema.js';

/**
 * `max` fails when the whole interval lies above it, `min` when it lies below: a gate fails on what is certain, not on the
 * point estimate. Without an interval nothing is certain.
 */
export function checkGates(
  gates: Readonly<Record<string, Gate>>,
  metrics: Readonly<Record<string, Envelope>>,
  confidence: Envelope,
): ReportGate[] {
  return Object.entries(gates).flatMap(([name, gate]) => {
    const metric = SHORT_NAMES[name] ?? name;
    const envelope = metric === 'confidence' ? confidence : metrics[metric];
    const value = envelope?.value ?? null;
    const ci = envelope?.ci ?? null;
    const judged = (
      limit: 'max' | 'min',
      bound: number,
      failed: (low: number, high: number) => boolean,
    ) =>
      ({
        metric,
        limit,
        bound,
        value,
        ci,
        result: ci === null || value === null ? 'cannot tell' : failed(...ci) ? 'failed' : 'passed',
      }) satisfies ReportGate;
    return [
      ...(gate.max === undefined
        ? []
        : [judged('max', gate.max, (low) => low > (gate.max as number))]),
      ...(gate.min === undefined
        ? []
        : [judged('min', gate.min, (_, high) => high < (gate.min as number))]),
    ];
  });
}

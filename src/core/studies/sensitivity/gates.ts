import { SHORT_NAMES } from '../../metrics/metricTable.js';
import type { Gate } from '../../prompt/settings/gates.js';
import type { ReportGate } from './schema.js';

/** A value with its interval. */
interface Measured {
  readonly value: number | null;
  readonly ci?: readonly [number, number] | undefined;
}

type Limit = ReportGate['limit'];

/**
 * A gate passes when the whole interval is on the right side of its bound, fails when the whole interval is on the wrong side,
 * and is inconclusive in between and without an interval. `mode: point` looks at the value alone.
 */
export function checkGates(
  gates: Readonly<Record<string, Gate>>,
  metrics: Readonly<Record<string, Measured>>,
  confidence: Measured,
): ReportGate[] {
  return Object.entries(gates).flatMap(([name, gate]) => {
    const metric = SHORT_NAMES[name] ?? name;
    const envelope = metric === 'confidence' ? confidence : metrics[metric];
    const value = envelope?.value ?? null;
    const range = gate.mode === 'point' && value !== null ? ([value, value] as const) : null;
    const checked = (limit: Limit, bound: number): ReportGate => ({
      ...{ metric, limit, bound, value, ci: envelope?.ci ?? null },
      result: value === null ? 'inconclusive' : resultOf(range ?? envelope?.ci, limit, bound),
    });
    return [
      ...(gate.max === undefined ? [] : [checked('max', gate.max)]),
      ...(gate.min === undefined ? [] : [checked('min', gate.min)]),
    ];
  });
}

function resultOf(
  range: readonly [number, number] | undefined,
  limit: Limit,
  bound: number,
): ReportGate['result'] {
  if (!range) return 'inconclusive';
  const [low, high] = range;
  if (limit === 'max') return high <= bound ? 'passed' : low > bound ? 'failed' : 'inconclusive';
  return low >= bound ? 'passed' : high < bound ? 'failed' : 'inconclusive';
}

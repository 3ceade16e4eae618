import type { Gate } from '../../prompt/settings/gates.js';
import { checkGates } from '../../studies/sensitivity/gates.js';
import type { ReportGate } from '../../studies/sensitivity/schema.js';
import type { Envelope } from '../../score/envelope.js';
import type { Baseline } from '../../studies/baseline/baseline.js';

/** Gates decided on the numbers of a baseline; one of a metric it does not hold is inconclusive. */
export function gatesOfBaseline(
  gates: Readonly<Record<string, Gate>>,
  { metrics, plan }: Baseline,
): ReportGate[] {
  const envelopes = Object.fromEntries(
    Object.entries(metrics).map(([name, { value, low, high, n }]) => [
      name,
      {
        ...{ name, value, n, of: 'cases', P: plan.variants, R: 1, config: {} },
        ...(low !== null && high !== null ? { ci: [low, high] } : {}),
      } satisfies Partial<Envelope> as Envelope,
    ]),
  );
  const none = { name: 'confidence', value: null, n: 0, of: 'cases', P: 0, R: 0, config: {} };
  return checkGates(gates, envelopes, envelopes['confidence'] ?? (none as Envelope));
}

/** JSON turns NaN and Infinity into null, so that a report that held one could not be read again. */

import type { Envelope } from './envelope.js';

/**
 * The envelope without numbers that are not finite, which a ratio with a vanishing denominator comes to: such a value is
 * absent with the reason `zero-denominator`, and such an interval is left out.
 */
export function finiteEnvelope(envelope: Envelope): Envelope {
  if (envelope.value !== null && !Number.isFinite(envelope.value)) {
    const { name, of, P, R, config } = envelope;
    return { name, value: null, reason: 'zero-denominator', n: 0, of, P, R, config };
  }
  if (envelope.ci?.every(Number.isFinite) ?? true) return envelope;
  const { ci: _ci, ciMethod: _method, ...rest } = envelope;
  return rest;
}

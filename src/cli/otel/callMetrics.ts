/** The two metrics of the GenAI conventions for clients, with the boundaries those recommend. */

import type { Attributes, Meter } from '@opentelemetry/api';
import type { CallOutcome } from '../../core/run/callOutcome.js';
import { chargedUsage, errorAttributes, responseModel } from './callAttributes.js';

const SECONDS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);

/** `tookMs` is null where it is not known: the call is not in the durations then. */
export type RecordCall = (outcome: CallOutcome, tookMs: number | null, shared: Attributes) => void;

export function callMetrics(meter: Meter): RecordCall {
  const duration = meter.createHistogram('gen_ai.client.operation.duration', {
    ...{ unit: 's', description: 'GenAI operation duration.' },
    advice: { explicitBucketBoundaries: SECONDS },
  });
  const tokens = meter.createHistogram('gen_ai.client.token.usage', {
    ...{ unit: '{token}', description: 'Number of input and output tokens used.' },
    advice: { explicitBucketBoundaries: TOKENS },
  });
  return (outcome, tookMs, shared) => {
    const model = outcome.status === 'completed' ? responseModel(outcome) : null;
    const attributes = {
      ...shared,
      ...(model === null ? {} : { 'gen_ai.response.model': model }),
    };
    const error = outcome.status === 'failed' ? errorAttributes(outcome)['error.type'] : null;
    if (tookMs !== null)
      duration.record(tookMs / 1000, { ...attributes, ...(error ? { 'error.type': error } : {}) });
    const usage = chargedUsage(outcome);
    if (!usage) return;
    tokens.record(usage.promptTokens, { ...attributes, 'gen_ai.token.type': 'input' });
    tokens.record(usage.completionTokens, { ...attributes, 'gen_ai.token.type': 'output' });
  };
}

/** Calls beside the trials: a span and a place in the metrics for each that was sent. */

import { SpanKind, SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api';
import { auxiliaryModel, writerModel, type Endpoint } from '../../core/models/endpoint.js';
import type { AskRequest } from '../../core/ports/model.js';
import type { OnAsk } from '../../core/run/auxiliaryCalls.js';
import { callOutcome } from '../../core/run/callOutcome.js';
import { outcomeAttributes, sharedAttributes } from './callAttributes.js';
import type { RecordCall } from './callMetrics.js';
import { messageContent } from './messageContent.js';

export interface AskedTools {
  /** Below the run. */
  startSpan(
    name: string,
    options: { kind: SpanKind; startTime: Date; attributes: Attributes },
  ): Span;
  readonly record: RecordCall;
  readonly capturesContent: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** On all spans and metrics, as far as it is known: paraphrases may be written before the plan is. */
  readonly shared: () => Attributes;
}

export const askedSpans =
  (endpoint: Endpoint, { startSpan, record, capturesContent, now, shared }: AskedTools): OnAsk =>
  (asking, request) => {
    const by = askedModel(endpoint, asking);
    const own = { ...shared(), ...sharedAttributes(by), 'plumbline.purpose': asking.purpose };
    let firstSentAt: number | null = null;
    let lastSentAt = 0;
    return {
      sent() {
        lastSentAt = now();
        firstSentAt ??= lastSentAt;
      },
      ended(result) {
        if (firstSentAt === null) return;
        const outcome = callOutcome(result);
        const answer = outcome.status === 'completed' ? outcome : null;
        const tookMs = answer?.latencyMs ?? now() - lastSentAt;
        const span = startSpan(`chat ${by.model}`, {
          kind: SpanKind.CLIENT,
          startTime: new Date(firstSentAt),
          attributes: {
            ...own,
            'gen_ai.request.temperature': request.temperature ?? undefined,
            'gen_ai.request.max_tokens': request.maxTokens ?? undefined,
            'plumbline.requests': outcome.requests,
            ...outcomeAttributes(outcome, { price: by.price, sent: true }),
            ...(capturesContent ? messageContent(request, answer) : {}),
          },
        });
        if (!answer) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(new Date(lastSentAt + tookMs));
        record(outcome, tookMs, own);
      },
    };
  };

const askedModel = (endpoint: Endpoint, { purpose }: AskRequest) =>
  purpose === 'paraphrase' ? writerModel(endpoint) : auxiliaryModel(endpoint);

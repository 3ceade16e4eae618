/** A run as one trace: a span for the run, and below it one for each trial. Calls that were sent are in the metrics too. */

import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Meter,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { Endpoint } from '../../core/models/endpoint.js';
import { plannedTrials, type Design } from '../../core/plan/design.js';
import { trialKey } from '../../core/plan/trial.js';
import type { ChatRequest } from '../../core/ports/model.js';
import type { Outcome } from '../../core/run/outcome.js';
import type { RunObserver } from '../runObserver.js';
import {
  answerAttributes,
  chargedAttributes,
  errorAttributes,
  requestAttributes,
  sharedAttributes,
  trialAttributes,
  useAttributes,
  type TriedOutcome,
} from './callAttributes.js';
import { callMetrics, type RecordCall } from './callMetrics.js';
import { messageContent } from './messageContent.js';
import { resultAttributes } from './resultAttributes.js';
import { tracedCalls, waitEvent, type TracedCall } from './tracedCalls.js';

export interface ObservedRun {
  readonly study: string;
  readonly endpoint: Endpoint;
}

export interface SpanTools {
  readonly tracer: Tracer;
  readonly meter: Meter;
  readonly capturesContent: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function runSpans(run: ObservedRun, tools: SpanTools): RunObserver {
  const { tracer, now } = tools;
  const calls = tracedCalls(now);
  let started: StartedRun | null = null;
  return {
    onStart(design, earlier) {
      const root = tracer.startSpan(
        'plumbline.run',
        {
          startTime: new Date(now()),
          attributes: {
            'plumbline.study': run.study,
            'plumbline.prompt': design.prompt.path,
            'plumbline.recorded': run.endpoint.provider.recorded,
            'plumbline.planned': plannedTrials(design),
            'gen_ai.request.model': run.endpoint.model,
          },
        },
        ROOT_CONTEXT,
      );
      started = startedRun(run, { design, earlier, root, tools });
    },
    onSend: (trial) => calls.sent(trial),
    onWait(wait) {
      if (wait.trial) calls.waits(wait.trial, wait);
      else if (started) addEvent(started.root, waitEvent(wait, now()));
    },
    onOutcome(outcome) {
      if (outcome.status === 'skipped' || !started) return;
      // What an earlier part of the run did was exported by that part.
      if (started.earlier.delete(trialKey(outcome))) return;
      trialSpan(outcome, calls.take(outcome), { ...tools, started });
    },
    onEnd(end) {
      if (!started) return;
      const { root } = started;
      if ('result' in end) root.setAttributes(resultAttributes(end.result));
      else {
        root.setStatus({ code: SpanStatusCode.ERROR });
        root.setAttribute('error.type', end.error instanceof Error ? end.error.name : '_OTHER');
      }
      root.end(new Date(now()));
    },
  };
}

interface StartedRun {
  readonly endpoint: Endpoint;
  readonly design: Design;
  readonly root: Span;
  /** Keys of trials that an earlier part of the run completed. */
  readonly earlier: Set<string>;
  readonly record: RecordCall;
  readonly attributes: ReturnType<typeof sharedAttributes>;
  requestOf(outcome: Outcome): ChatRequest | null;
}

function startedRun(
  { study, endpoint }: ObservedRun,
  {
    design,
    earlier,
    root,
    tools: { meter },
  }: { design: Design; earlier: readonly Outcome[]; root: Span; tools: SpanTools },
): StartedRun {
  const shared = sharedAttributes(endpoint);
  const trials = new Map(design.plan.trials.map((trial) => [trial.key, trial]));
  return {
    ...{ endpoint, design, root },
    earlier: new Set(earlier.filter(({ status }) => status === 'completed').map(trialKey)),
    record: callMetrics(meter, { ...shared, 'plumbline.prompt': design.prompt.path }),
    attributes: { ...shared, ...requestAttributes(endpoint, design), 'plumbline.study': study },
    requestOf(outcome) {
      const trial = trials.get(trialKey(outcome));
      return trial ? design.plan.requestOf(trial) : null;
    },
  };
}

function trialSpan(
  outcome: TriedOutcome,
  call: TracedCall | null,
  { tracer, now, capturesContent, started }: SpanTools & { readonly started: StartedRun },
): void {
  const { endpoint, root, attributes, record, requestOf } = started;
  const answer = outcome.status === 'completed' ? outcome : null;
  // Neither the cache nor a recording is a client call.
  const sent = endpoint.provider.recorded || answer?.cached ? null : call;
  const arrivedAt = now();
  const endedAt =
    sent && answer?.latencyMs != null ? sent.lastSentAt + answer.latencyMs : arrivedAt;
  const span = tracer.startSpan(
    `chat ${endpoint.model}`,
    {
      kind: sent ? SpanKind.CLIENT : SpanKind.INTERNAL,
      startTime: new Date(sent?.firstSentAt ?? arrivedAt),
      attributes: {
        ...attributes,
        ...trialAttributes(outcome),
        ...(answer ? answerAttributes(answer) : {}),
        ...(answer && sent ? useAttributes(answer, endpoint.price) : {}),
        ...(outcome.status === 'failed'
          ? { ...errorAttributes(outcome), ...chargedAttributes(outcome, endpoint.price) }
          : {}),
        ...(capturesContent ? messageContent(requestOf(outcome), answer) : {}),
      },
    },
    trace.setSpan(ROOT_CONTEXT, root),
  );
  for (const event of sent?.events ?? []) addEvent(span, event);
  if (!answer) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(new Date(endedAt));
  if (sent) record(outcome, answer ? answer.latencyMs : arrivedAt - sent.lastSentAt);
}

const addEvent = (span: Span, { name, attributes, at }: TracedCall['events'][number]) =>
  span.addEvent(name, attributes, new Date(at));

/** A run as one trace: a span for the run, and below it one for each trial and each call beside them. What was sent is in the metrics too. */

import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
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
  outcomeAttributes,
  requestAttributes,
  sharedAttributes,
  trialAttributes,
  type TriedOutcome,
} from './callAttributes.js';
import { askedSpans } from './askedSpans.js';
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
  const { tracer, meter, now } = tools;
  const { study, endpoint } = run;
  const calls = tracedCalls(now);
  const record = callMetrics(meter);
  let opened: Span | null = null;
  /** Writing paraphrases may come before the plan is known. */
  const root = () =>
    (opened ??= tracer.startSpan(
      'plumbline.run',
      {
        startTime: new Date(now()),
        attributes: {
          'plumbline.study': study,
          'plumbline.recorded': endpoint.provider.recorded,
          'gen_ai.request.model': endpoint.model,
        },
      },
      ROOT_CONTEXT,
    ));
  let started: StartedRun | null = null;
  const onAsk = askedSpans(endpoint, {
    startSpan: (name, options) =>
      tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, root())),
    ...{ record, now, capturesContent: tools.capturesContent },
    shared: () => ({ 'plumbline.study': study, ...started?.prompt }),
  });
  return {
    onStart(design, earlier) {
      root().setAttributes({
        ...promptOf(design),
        'plumbline.planned': plannedTrials(design),
      });
      started = startedRun(run, { design, earlier, root: root(), record });
    },
    onSend: (trial) => calls.sent(trial),
    onAsk(asking, request) {
      root();
      return onAsk(asking, request);
    },
    onWait(wait) {
      if (wait.trial) calls.waits(wait.trial, wait);
      else if (opened) addEvent(opened, waitEvent(wait, now()));
    },
    onOutcome(outcome) {
      if (outcome.status === 'skipped' || !started) return;
      // What an earlier part of the run did was exported by that part.
      if (started.earlier.has(outcome)) return;
      trialSpan(outcome, calls.take(outcome), { ...tools, started });
    },
    onEnd(end) {
      if (!opened) return;
      if ('result' in end) opened.setAttributes(resultAttributes(end.result));
      else {
        opened.setStatus({ code: SpanStatusCode.ERROR });
        opened.setAttribute('error.type', end.error instanceof Error ? end.error.name : '_OTHER');
      }
      opened.end(new Date(now()));
    },
  };
}

interface StartedRun {
  readonly endpoint: Endpoint;
  readonly root: Span;
  readonly earlier: ReadonlySet<Outcome>;
  readonly record: RecordCall;
  /** On spans. */
  readonly attributes: Attributes;
  readonly prompt: Attributes;
  /** On metrics. */
  readonly measured: Attributes;
  requestOf(outcome: Outcome): ChatRequest | null;
}

function startedRun(
  { study, endpoint }: ObservedRun,
  {
    design,
    earlier,
    ...own
  }: { design: Design; earlier: readonly Outcome[]; root: Span; record: RecordCall },
): StartedRun {
  const shared = sharedAttributes(endpoint);
  const trials = new Map(design.plan.trials.map((trial) => [trial.key, trial]));
  return {
    ...{ ...own, endpoint },
    earlier: new Set(earlier),
    attributes: { ...shared, ...requestAttributes(endpoint, design), 'plumbline.study': study },
    prompt: promptOf(design),
    measured: { ...shared, ...promptOf(design) },
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
  const { endpoint, root, attributes, measured, record, requestOf } = started;
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
        ...outcomeAttributes(outcome, { price: endpoint.price, sent: sent !== null }),
        ...(capturesContent ? messageContent(requestOf(outcome), answer) : {}),
      },
    },
    trace.setSpan(ROOT_CONTEXT, root),
  );
  for (const event of sent?.events ?? []) addEvent(span, event);
  if (!answer) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(new Date(endedAt));
  if (sent) record(outcome, answer ? answer.latencyMs : arrivedAt - sent.lastSentAt, measured);
}

const promptOf = ({ prompt }: Design): Attributes => ({ 'plumbline.prompt': prompt.path });

const addEvent = (span: Span, { name, attributes, at }: TracedCall['events'][number]) =>
  span.addEvent(name, attributes, new Date(at));

/** Reads OTLP JSON: the body of an export request, several of them as lines, or a list of them; and exports of Langfuse and LangSmith. */

import { UserError } from '../../core/errors.js';
import { parseExactJson } from '../../core/text/exactJson.js';
import { isRecord, textOrNull } from '../../core/text/narrow.js';
import { langfuseSpans } from './langfuse.js';
import { langSmithSpans } from './langSmith.js';
import { fromOpenInference } from './openInference.js';
import type { Span } from './span.js';
import { worded } from '../../core/say/worded.js';

type Fields = Readonly<Record<string, unknown>>;

/** All spans of a file, by their start. Throws `UserError` for a file that holds none. */
export function readSpans(name: string, text: string): Span[] {
  const spans = documentsIn(name, text).flatMap((document) => [
    ...rawSpans(document).flatMap(({ span, shared }) => spanOf(span, shared) ?? []),
    ...langfuseSpans(document),
    ...langSmithSpans(document),
  ]);
  if (spans.length === 0)
    throw new UserError(
      worded`${name} holds no spans. Expected OTLP JSON, as the file exporter of the OpenTelemetry Collector writes it: {"resourceSpans": […]}, or observations of Langfuse or runs of LangSmith.`,
    );
  // Exporters try again: a span that came twice is one.
  const once = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
  return [...once.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

function documentsIn(name: string, text: string): Fields[] {
  const whole = parseExactJson(text);
  const documents = whole === undefined ? linesIn(name, text) : whole;
  return (Array.isArray(documents) ? (documents as unknown[]) : [documents]).filter(isRecord);
}

function linesIn(name: string, text: string): unknown[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const value = parseExactJson(line);
    if (value !== undefined) return [value];
    throw new UserError(
      worded`${name}, line ${at + 1}: invalid JSON. Expected OTLP JSON, observations of Langfuse or runs of LangSmith.`,
    );
  });
}

/** The spans of one document as they stand, each with the attributes of what sent it. */
export const rawSpans = (document: Fields): { readonly span: Fields; readonly shared: Fields }[] =>
  listIn(document, 'resourceSpans').flatMap((resource) => {
    const shared = attributesOf(isRecord(resource['resource']) ? resource['resource'] : {});
    return [
      ...listIn(resource, 'scopeSpans'),
      ...listIn(resource, 'instrumentationLibrarySpans'),
    ].flatMap((scope) => listIn(scope, 'spans').map((span) => ({ span, shared })));
  });

const listIn = (fields: Fields, key: string): Fields[] => {
  const list = fields[key];
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

function spanOf(span: Fields, shared: Fields): Span | null {
  const [traceId, spanId] = [textOrNull(span['traceId']), textOrNull(span['spanId'])];
  if (traceId === null || spanId === null) return null;
  const events = listIn(span, 'events').map(attributesOf);
  const own = attributesOf(span);
  const status = isRecord(span['status']) ? span['status']['code'] : null;
  return {
    ...{ traceId, spanId, name: textOrNull(span['name']) ?? '' },
    parentId: textOrNull(span['parentSpanId']) || null,
    startedAt: nanoseconds(span['startTimeUnixNano']),
    endedAt: nanoseconds(span['endTimeUnixNano']),
    failed: status === 2 || status === 'STATUS_CODE_ERROR' || own['error.type'] !== undefined,
    attributes: fromOpenInference(Object.assign({}, shared, ...events, own) as Fields),
  };
}

/** A decimal text in the protocol's JSON; some exporters write a number, which has lost digits already. */
function nanoseconds(value: unknown): bigint {
  const written = isRecord(value) ? textOrNull(value['rawJSON']) : value;
  return /^\d+$/.test(String(written)) ? BigInt(String(written)) : 0n;
}

/** Whether Plumbline itself exported it: a call of a test, not of an application. */
export const isOwnSpan = (attributes: Fields): boolean =>
  attributes['plumbline.study'] !== undefined;

/** Attributes by their names. */
export const attributesOf = (fields: Fields): Fields =>
  Object.fromEntries(
    listIn(fields, 'attributes').flatMap(({ key, value }) =>
      typeof key === 'string' ? [[key, valueOf(value)]] : [],
    ),
  );

/** `AnyValue` as a plain value; 64-bit integers are decimal texts. */
function valueOf(value: unknown): unknown {
  if (!isRecord(value)) return null;
  if ('stringValue' in value) return value['stringValue'];
  if ('boolValue' in value) return value['boolValue'];
  if ('doubleValue' in value) return value['doubleValue'];
  if ('intValue' in value) return Number(value['intValue']);
  if (isRecord(value['arrayValue'])) return listIn(value['arrayValue'], 'values').map(valueOf);
  if (isRecord(value['kvlistValue']))
    return Object.fromEntries(
      listIn(value['kvlistValue'], 'values').map((each) => [
        String(each['key']),
        valueOf(each['value']),
      ]),
    );
  return null;
}

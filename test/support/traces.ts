/** OTLP JSON as the file exporter of a collector writes it. */

export interface GivenSpan {
  readonly trace: string;
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  /** Seconds since the first of January 2026. */
  readonly at?: number;
  readonly failed?: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
}

const START = Date.UTC(2026, 0, 1) / 1000;

export const otlp = (spans: readonly GivenSpan[]) => ({
  resourceSpans: [
    {
      resource: { attributes: written({ 'service.name': 'shop' }) },
      scopeSpans: [{ scope: { name: 'test' }, spans: spans.map(spanOf) }],
    },
  ],
});

const spanOf = ({ trace, id, parent, name = 'chat m', at = 0, failed, ...rest }: GivenSpan) => ({
  ...{ traceId: trace, spanId: id, parentSpanId: parent ?? '', name, kind: 3 },
  startTimeUnixNano: `${START + at}000000000`,
  endTimeUnixNano: `${START + at}500000000`,
  attributes: written(rest.attributes),
  ...(rest.event
    ? {
        events: [
          { name: 'gen_ai.client.inference.operation.details', attributes: written(rest.event) },
        ],
      }
    : {}),
  status: failed ? { code: 2 } : {},
});

const written = (attributes: Readonly<Record<string, unknown>>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

function anyValue(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'object' && value !== null)
    return { kvlistValue: { values: written(value as Record<string, unknown>) } };
  if (typeof value === 'number') return { intValue: String(value) };
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: value };
}

const text = (content: string) => ({ type: 'text', content });
export const userSays = (content: string) => ({ role: 'user', parts: [text(content)] });
export const modelSays = (content: string) => ({
  ...{ role: 'assistant', parts: [text(content)], finish_reason: 'stop' },
});
export const modelCalls = (id: string, name: string, args: object) => ({
  ...{ role: 'assistant', finish_reason: 'tool_call' },
  parts: [{ type: 'tool_call', id, name, arguments: args }],
});
export const toolAnswers = (id: string, response: unknown) => ({
  ...{ role: 'tool', parts: [{ type: 'tool_call_response', id, response }] },
});

/** A model call with its messages as attributes, as JSON text or as values. */
export const chat = (
  place: Omit<GivenSpan, 'attributes'>,
  input: readonly object[],
  output: readonly object[],
  { asText = true, ...more }: { asText?: boolean; readonly [name: string]: unknown } = {},
): GivenSpan => ({
  ...place,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'm',
    'gen_ai.usage.input_tokens': 50,
    'gen_ai.usage.output_tokens': 10,
    'gen_ai.input.messages': asText ? JSON.stringify(input) : input,
    'gen_ai.output.messages': asText ? JSON.stringify(output) : output,
    ...more,
  },
});

export const toolSpan = (
  place: Omit<GivenSpan, 'attributes'>,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): GivenSpan => ({
  ...place,
  name: `execute_tool ${name}`,
  attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, ...more },
});

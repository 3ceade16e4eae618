/** Messages of the GenAI conventions of OpenTelemetry, or of the OpenAI API: a list, as a value or as JSON text. */

import { parseExactJson } from '../../core/text/exactJson.js';
import { isRecord, recordOf, textOrNull } from '../../core/text/narrow.js';

export interface TracedCall {
  readonly id: string | null;
  readonly name: string;
  /** Null where they were recorded, and are no JSON object. */
  readonly args: Readonly<Record<string, unknown>> | null;
}

export interface TracedMessage {
  readonly role: string;
  readonly text: string;
  readonly calls: readonly TracedCall[];
  readonly responses: readonly { readonly id: string | null; readonly output: string }[];
  readonly finishReason: string | null;
}

/** Empty where the attribute is missing or in another form. */
export function messagesIn(attribute: unknown): TracedMessage[] {
  const list = structured(attribute);
  return Array.isArray(list) ? list.filter(isRecord).map(messageOf) : [];
}

/** Attributes that hold JSON may come as its text. */
export const structured = (attribute: unknown): unknown =>
  typeof attribute === 'string' ? parseExactJson(attribute) : attribute;

export const outputText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Null for what is no JSON object; without arguments, none were given. */
export function argumentsIn(value: unknown): Readonly<Record<string, unknown>> | null {
  if (value === undefined || value === null || value === '') return {};
  const read = structured(value);
  return isRecord(read) ? read : null;
}

function messageOf(message: Readonly<Record<string, unknown>>): TracedMessage {
  const { content } = message;
  const given = message['parts'] ?? content;
  const parts: unknown[] = Array.isArray(given) ? given : [{ type: 'text', content: given }];
  const known = parts.filter(isRecord);
  const of = (...types: string[]) => known.filter(({ type }) => types.includes(String(type)));
  return {
    role: textOrNull(message['role']) ?? '',
    text: of('text')
      .map((part) => textOrNull(part['content'] ?? part['text']) ?? '')
      .join(''),
    calls: [...of('tool_call'), ...toolCallsOf(message)].flatMap((part) => {
      const name = textOrNull(part['name']);
      return name === null
        ? []
        : [{ id: textOrNull(part['id']), name, args: argumentsIn(part['arguments']) }];
    }),
    responses: [
      ...of('tool_call_response').map((part) => ({
        id: textOrNull(part['id']),
        output: outputText(part['response'] ?? part['result']),
      })),
      ...(message['role'] === 'tool' && typeof message['tool_call_id'] === 'string'
        ? [{ id: message['tool_call_id'], output: outputText(content) }]
        : []),
    ],
    finishReason: textOrNull(message['finish_reason']),
  };
}

/** In the form of the OpenAI API: `{id, function: {name, arguments}}`. */
function toolCallsOf(message: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const calls = message['tool_calls'];
  return Array.isArray(calls)
    ? calls.filter(isRecord).map((call) => ({ id: call['id'], ...recordOf(call['function']) }))
    : [];
}

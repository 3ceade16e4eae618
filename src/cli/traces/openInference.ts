/** Spans of OpenInference (Phoenix, Arize) as those of the GenAI conventions: lists are flattened into indexed attributes there. */

import { textOrNull } from '../../core/text/narrow.js';
import { chatAttributes, toolAttributes } from './genAi.js';

type Fields = Readonly<Record<string, unknown>>;

/** The attributes as they are for a span of anything else. */
export function fromOpenInference(attributes: Fields): Fields {
  const kind = attributes['openinference.span.kind'];
  if (kind === 'LLM') return { ...attributes, ...modelCall(attributes) };
  if (kind === 'TOOL') return { ...attributes, ...toolCall(attributes) };
  if (kind === 'AGENT') return { ...attributes, 'gen_ai.agent.name': attributes['agent.name'] };
  return attributes;
}

const modelCall = (attributes: Fields): Fields =>
  chatAttributes({
    model: attributes['llm.model_name'],
    input: messagesUnder('llm.input_messages', attributes),
    output: messagesUnder('llm.output_messages', attributes),
    promptTokens: attributes['llm.token_count.prompt'],
    completionTokens: attributes['llm.token_count.completion'],
  });

const toolCall = (attributes: Fields): Fields =>
  toolAttributes({
    name: attributes['tool.name'],
    id: attributes['tool_call.id'] ?? attributes['tool.id'],
    args: attributes['input.value'],
    result: attributes['output.value'],
  });

/** In the form of the OpenAI API. */
const messagesUnder = (prefix: string, attributes: Fields): Fields[] =>
  itemsUnder(prefix, attributes).map((item) => ({
    role: item['message.role'],
    content: item['message.content'] ?? textsOf(item),
    tool_call_id: item['message.tool_call_id'],
    tool_calls: itemsUnder('message.tool_calls', item).map((call) => ({
      id: call['tool_call.id'],
      function: {
        name: call['tool_call.function.name'],
        arguments: call['tool_call.function.arguments'],
      },
    })),
  }));

const textsOf = (message: Fields): string =>
  itemsUnder('message.contents', message)
    .map((part) => textOrNull(part['message_content.text']) ?? '')
    .join('');

/** `PREFIX.0.a`, `PREFIX.1.a` → what stands below each number, in the order of the numbers. */
function itemsUnder(prefix: string, attributes: Fields): Fields[] {
  const items = new Map<number, Record<string, unknown>>();
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const [, place, name] = /^(\d{1,6})\.(.+)$/.exec(key.slice(prefix.length + 1)) ?? [];
    if (place === undefined || name === undefined) continue;
    const item = items.get(Number(place)) ?? {};
    item[name] = value;
    items.set(Number(place), item);
  }
  return [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);
}

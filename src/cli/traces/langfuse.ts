/** Observations of Langfuse, as its API and its exports give them: `{"data": [{"traceId", "type": "GENERATION", …}]}`, a list, or one a line. */

import { isRecord, recordOf, textOrNull } from '../../core/text/narrow.js';
import { chatAttributes, nanosecondsOf, toolAttributes } from './genAi.js';
import { structured } from './messages.js';
import type { Span } from './span.js';

type Fields = Readonly<Record<string, unknown>>;

/** None for a document of another kind. */
export function langfuseSpans(document: Fields): Span[] {
  const { data } = document;
  const observations = Array.isArray(data) ? data.filter(isRecord) : [document];
  return observations.flatMap((each) => spanOf(each) ?? []);
}

function spanOf(observation: Fields): Span | null {
  const texts = ['id', 'traceId', 'type', 'startTime'].map((key) => textOrNull(observation[key]));
  const [spanId, traceId, type, startTime] = texts;
  if (!spanId || !traceId || !type || !startTime) return null;
  return {
    ...{ traceId, spanId, name: textOrNull(observation['name']) ?? '' },
    parentId: textOrNull(observation['parentObservationId']),
    startedAt: nanosecondsOf(startTime),
    endedAt: nanosecondsOf(textOrNull(observation['endTime']) ?? startTime),
    failed: observation['level'] === 'ERROR',
    attributes: { ...recordOf(observation['metadata']), ...attributesOf(type, observation) },
  };
}

function attributesOf(type: string, { name, input, output, ...observation }: Fields): Fields {
  if (type === 'AGENT') return { 'gen_ai.agent.name': name };
  if (type === 'TOOL') return toolAttributes({ name, args: input, result: output });
  if (type !== 'GENERATION') return {};
  const usage = { ...recordOf(observation['usage']), ...recordOf(observation['usageDetails']) };
  return chatAttributes({
    model: observation['model'],
    input: messagesOf(input, 'user'),
    output: messagesOf(output, 'assistant'),
    ...{ promptTokens: usage['input'], completionTokens: usage['output'] },
  });
}

/** A text is one message; what a call was given may hold its messages beside its tools. */
function messagesOf(given: unknown, role: string): unknown {
  const value = structured(given) ?? given;
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [{ role, content: value }];
  if (!isRecord(value)) return undefined;
  return Array.isArray(value['messages']) ? value['messages'] : [{ role, ...value }];
}

/** Runs of LangSmith, as its SDKs and bulk exports write them: a list, or one a line. Messages are those of the OpenAI API or of LangChain. */

import { isRecord, recordOf, textOrNull } from '../../core/text/narrow.js';
import { chatAttributes, nanosecondsOf, toolAttributes } from './genAi.js';
import { structured } from './messages.js';
import type { Span } from './span.js';

type Fields = Readonly<Record<string, unknown>>;

/** None for a document of another kind. */
export function langSmithSpans(run: Fields): Span[] {
  const [spanId, traceId, type] = ['id', 'trace_id', 'run_type'].map((key) => textOrNull(run[key]));
  if (!spanId || !traceId || !type) return [];
  const startedAt = nanosecondsOf(run['start_time']);
  return [
    {
      ...{ traceId, spanId, name: textOrNull(run['name']) ?? '', startedAt },
      parentId: textOrNull(run['parent_run_id']),
      endedAt: nanosecondsOf(run['end_time'] ?? run['start_time']),
      failed: typeof run['error'] === 'string' && run['error'] !== '',
      attributes: {
        ...recordOf(recordOf(run['extra'])['metadata']),
        ...attributesOf(type, run),
      },
    },
  ];
}

function attributesOf(type: string, run: Fields): Fields {
  const inputs = structured(run['inputs']) ?? run['inputs'];
  const outputs = structured(run['outputs']) ?? run['outputs'];
  if (type === 'tool') {
    const result = isRecord(outputs) ? (outputs['output'] ?? outputs) : outputs;
    const args = isRecord(inputs) ? (inputs['input'] ?? inputs) : inputs;
    return {
      ...toolAttributes({ name: run['name'], args, result }),
      ...(run['error'] ? { 'error.type': run['error'] } : {}),
    };
  }
  if (type !== 'llm') return {};
  const metadata = recordOf(recordOf(run['extra'])['metadata']);
  return chatAttributes({
    model: metadata['ls_model_name'] ?? recordOf(inputs)['model'],
    input: messagesIn(recordOf(inputs)['messages']),
    output: answersIn(recordOf(outputs)),
    ...{ promptTokens: run['prompt_tokens'], completionTokens: run['completion_tokens'] },
  });
}

const answersIn = ({ choices, messages, message, generations, ...outputs }: Fields): Fields[] => {
  const [choice] = Array.isArray(choices) ? (choices as unknown[]) : [];
  const [generation] = [generations].flat(3);
  const said =
    recordOf(choice)['message'] ?? message ?? recordOf(generation)['message'] ?? messages;
  return messagesIn(said ?? outputs, 'assistant');
};

/** Some hold a batch of one conversation. */
const messagesIn = (given: unknown, role = 'user'): Fields[] =>
  [given]
    .flat(2)
    .filter(isRecord)
    .map((each) => messageOf(each, role));

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

function messageOf(given: Fields, role: string): Fields {
  const message = { ...given, ...recordOf(given['kwargs']) };
  const kind = /(\w+?)Message(?:Chunk)?$/.exec(String([given['id']].flat().at(-1) ?? ''))?.[1];
  const named = textOrNull(message['role']) ?? kind?.toLowerCase() ?? textOrNull(message['type']);
  const calls = [message['tool_calls']].flat().filter(isRecord);
  return {
    ...message,
    role: named === null ? role : (ROLES[named] ?? named),
    tool_calls: calls.map(({ id, name, args, function: own }) => ({
      id,
      function: own ?? { name, arguments: args },
    })),
  };
}

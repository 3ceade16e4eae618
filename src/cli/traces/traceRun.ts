/** The spans of one trace → one run: its model calls in their order, with what the tools answered. */

import type { MadeCall, TrajectoryEnd, Turn } from '../../core/studies/steps/trajectory.js';
import { errorText } from '../../core/studies/steps/tools.js';
import { textOrNull } from '../../core/text/narrow.js';
import type { Span } from './span.js';
import {
  argumentsIn,
  messagesIn,
  outputText,
  type TracedCall,
  type TracedMessage,
} from './messages.js';

export interface TraceRun {
  readonly traceId: string;
  /** ISO date of its first span; null where no span says. */
  readonly day: string | null;
  readonly turns: readonly Turn[];
  readonly end: TrajectoryEnd;
  /** The answer; null where texts were not recorded. */
  readonly text: string | null;
  /** The first message of the user; null where it was not recorded. */
  readonly question: string | null;
  /** As `plumbline.case` and `plumbline.variant` name them; null: no span does. */
  readonly case: string | null;
  readonly variant: string | null;
  readonly model: string | null;
  /** Agents in the order in which they took over. */
  readonly agents: readonly string[];
  readonly modelCalls: number;
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
}

const operationOf = ({ attributes }: Span) => attributes['gen_ai.operation.name'];
const MODEL_CALLS: readonly unknown[] = ['chat', 'generate_content', 'text_completion'];

/** Spans of one trace, by their start; null where no model and no tool is called in it. */
export function traceRun(spans: readonly Span[]): TraceRun | null {
  const chats = spans.filter((span) => MODEL_CALLS.includes(operationOf(span)));
  const tools = spans.filter((span) => operationOf(span) === 'execute_tool');
  const [first] = spans;
  if (!first || chats.length + tools.length === 0) return null;
  const said = chats.map(outputOf);
  const heard = chats.map(({ attributes }) => messagesIn(attributes['gen_ai.input.messages']));
  const turns = turnsOf({ said, heard, tools });
  const last = said.findLast((message) => message !== null) ?? null;
  const attribute = (name: string) =>
    spans.map(({ attributes }) => textOrNull(attributes[name])).find((each) => each !== null) ??
    null;
  const sum = (name: string) =>
    chats.reduce((all, { attributes }) => all + (Number(attributes[name]) || 0), 0);
  return {
    traceId: first.traceId,
    day: first.startedAt === 0n ? null : dayOf(first.startedAt),
    turns,
    end: endOf(chats, said, last),
    text: last === null ? null : last.calls.length > 0 ? '' : last.text,
    question: questionOf(heard),
    case: attribute('plumbline.case'),
    variant: attribute('plumbline.variant'),
    model: attribute('gen_ai.response.model') ?? attribute('gen_ai.request.model'),
    agents: agentsOf(spans, chats),
    modelCalls: chats.length,
    usage: {
      promptTokens: sum('gen_ai.usage.input_tokens'),
      completionTokens: sum('gen_ai.usage.output_tokens'),
    },
  };
}

const dayOf = (at: bigint) => new Date(Number(at / 1_000_000n)).toISOString().slice(0, 10);

/** The first choice; null where the outputs were not recorded. */
const outputOf = ({ attributes }: Span): TracedMessage | null =>
  messagesIn(attributes['gen_ai.output.messages'])[0] ?? null;

function questionOf(heard: readonly (readonly TracedMessage[])[]): string | null {
  for (const messages of heard) {
    const user = messages.find(({ role }) => role === 'user');
    if (user) return user.text;
  }
  return null;
}

/** Without a recorded text of the last model call, nothing says that it went wrong. */
function endOf(
  chats: readonly Span[],
  said: readonly (TracedMessage | null)[],
  last: TracedMessage | null,
): TrajectoryEnd {
  if (chats.at(-1)?.failed || last?.finishReason === 'error') return 'failed';
  // Only tools were recorded: whether an answer came is not known.
  if (chats.length === 0) return 'open';
  return said.at(-1) && (said.at(-1)?.calls.length ?? 0) > 0 ? 'open' : 'answered';
}

/**
 * Calls as the model made them; where that was not recorded, from the longest history it was sent, and where there is none,
 * from the spans of the tools.
 */
function turnsOf({
  said,
  heard,
  tools,
}: {
  said: readonly (TracedMessage | null)[];
  heard: readonly (readonly TracedMessage[])[];
  tools: readonly Span[];
}): Turn[] {
  const history = heard.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const spoken = said.flatMap((message) => message ?? []);
  const callsIn = (messages: readonly TracedMessage[]) =>
    messages.reduce((sum, { calls }) => sum + calls.length, 0);
  const source = callsIn(history) > callsIn(spoken) ? history : spoken;
  const outputs = outputsById(heard.flat(), tools);
  const turns = source
    .filter(({ calls }) => calls.length > 0)
    .map(({ text, calls }) => ({
      content: text,
      calls: calls.map((call) => madeCall(call, outputs)),
    }));
  return turns.length > 0 ? turns : tools.map((span) => ({ content: '', calls: [toolCall(span)] }));
}

const madeCall = ({ id, name, args }: TracedCall, outputs: ReadonlyMap<string, string>): MadeCall =>
  recorded(name, args, (id === null ? null : outputs.get(id)) ?? '');

/** Arguments that could not be read are a fault of the call, as in a run of one's own. */
const recorded = (name: string, args: TracedCall['args'], output: string): MadeCall => ({
  ...{ name, args: args ?? {}, output },
  ...(args === null ? { problem: 'invalid-arguments' } : {}),
});

const toolCall = (span: Span): MadeCall =>
  recorded(
    textOrNull(span.attributes['gen_ai.tool.name']) ?? span.name.replace(/^execute_tool\s+/, ''),
    argumentsIn(span.attributes['gen_ai.tool.call.arguments']),
    answerOf(span),
  );

/** A tool that failed answers as a mock of an error does. */
function answerOf({ attributes, failed }: Span): string {
  const result = attributes['gen_ai.tool.call.result'];
  if (!failed) return outputText(result ?? '');
  const said = result ?? attributes['exception.message'] ?? attributes['error.type'];
  return errorText(outputText(said ?? 'The tool failed.'));
}

function outputsById(
  messages: readonly TracedMessage[],
  tools: readonly Span[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const span of tools) {
    const id = textOrNull(span.attributes['gen_ai.tool.call.id']);
    const isKnown = span.failed || span.attributes['gen_ai.tool.call.result'] !== undefined;
    if (id !== null && isKnown) found.set(id, answerOf(span));
  }
  for (const { responses } of messages)
    for (const { id, output } of responses)
      if (id !== null && !found.has(id)) found.set(id, output);
  return found;
}

/** The agent of each model call: its own attribute, else that of the nearest span around it. */
function agentsOf(spans: readonly Span[], chats: readonly Span[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const agentOf = (span: Span): string | null => {
    const seen = new Set<string>();
    for (let at: Span | undefined = span; at && !seen.has(at.spanId);) {
      seen.add(at.spanId);
      const name = textOrNull(at.attributes['gen_ai.agent.name']);
      if (name !== null) return name;
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
    return null;
  };
  const named = chats.flatMap((span) => agentOf(span) ?? []);
  return named.filter((name, at) => name !== named[at - 1]);
}

/** Stands in for the tools: answers a call by the mocks that the file declares. */

import { fits } from '../../answers/jsonSchema.js';
import type { Tool } from '../../ports/model.js';
import type { ToolFault, ToolMock } from '../../prompt/settings/steps.js';
import { defaultsOf } from '../../prompt/tools.js';
import { callKeys } from '../../text/compareCalls.js';
import { patternFinds } from '../../text/pattern.js';
import type { ToolCall } from '../../text/toolCalls.js';
import type { MadeCall } from './trajectory.js';

/** Characters of an output that are sent: a longer one would push the prompt out of the context. */
export const LONGEST_OUTPUT = 20_000;

export interface MockedTools {
  readonly tools: readonly Tool[];
  readonly mocks: readonly ToolMock[];
}

/** The call with what the tool answers. `earlier`: calls of the same run; `fault`: what goes wrong this time. */
export function answered(
  { tools, mocks }: MockedTools,
  call: ToolCall,
  { earlier, fault }: { earlier: readonly ToolCall[]; fault: ToolFault | null },
): MadeCall {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) {
    const names = tools.map(({ name }) => name).join(', ');
    return failing(call, 'unknown-tool', `There is no tool ${call.name}. Tools: ${names}`);
  }
  const mock = mockFor(call, { tools, mocks, earlier });
  if (!mock) return failing(call, 'no-mock', `${call.name} has no answer for these arguments`);
  const problem = fits(call.args, tool.parameters) ? {} : { problem: 'invalid-arguments' as const };
  const output =
    fault === null
      ? mock.error === undefined
        ? textOf(mock.output)
        : errorText(mock.error)
      : faultyOutput(fault, mock.output);
  return { ...call, ...shortened(output), ...problem, ...(fault ? { fault } : {}) };
}

const failing = (
  call: ToolCall,
  problem: MadeCall['problem'] & string,
  text: string,
): MadeCall => ({
  ...call,
  ...{ output: errorText(text), problem },
});

/** What a tool that fails answers. */
export const errorText = (error: string): string => JSON.stringify({ error });

const textOf = (output: unknown) =>
  typeof output === 'string' ? output : (JSON.stringify(output) ?? '');

function shortened(output: string): Pick<MadeCall, 'output' | 'cut'> {
  const cut = output.length - LONGEST_OUTPUT;
  if (cut <= 0) return { output };
  return { output: `${output.slice(0, LONGEST_OUTPUT)}\n[${cut} more characters]`, cut };
}

/** An example of the very arguments, before a rule, before a mock that takes any. */
function mockFor(
  call: ToolCall,
  { tools, mocks, earlier }: MockedTools & { earlier: readonly ToolCall[] },
): ToolMock | undefined {
  const defaults = defaultsOf(tools);
  const [key] = callKeys([call], defaults);
  const own = mocks.filter(({ tool }) => tool === call.name);
  const examples = own.filter(
    (mock) => mock.with && callKeys([{ name: call.name, args: mock.with }], defaults)[0] === key,
  );
  if (examples.length > 0) {
    const before = callKeys(earlier, defaults).filter((each) => each === key).length;
    return examples[Math.min(before, examples.length - 1)];
  }
  return (
    own.find(({ match }) => match && matches(match, call.args)) ??
    own.find((mock) => !mock.with && !mock.match)
  );
}

const matches = (patterns: Readonly<Record<string, string>>, args: ToolCall['args']): boolean =>
  Object.entries(patterns).every(
    ([name, pattern]) => name in args && patternFinds(pattern, textOf(args[name])),
  );

function faultyOutput(fault: ToolFault, output: unknown): string {
  if (fault === 'timeout') return errorText('The tool did not answer within 30 seconds.');
  if (fault === 'error') return errorText('500 Internal Server Error');
  return fault === 'empty' ? '' : textOf(ofAnotherType(output));
}

/** Valid JSON, but not what the tool answers otherwise: a value for a list or an object, an object for a value. */
const ofAnotherType = (output: unknown): unknown =>
  typeof output === 'object' && output !== null ? 0 : { value: null };

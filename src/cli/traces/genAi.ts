/** Attributes of the GenAI conventions of OpenTelemetry, which other recorders have under names of their own. */

type Fields = Readonly<Record<string, unknown>>;

export const chatAttributes = (call: {
  readonly model: unknown;
  readonly input: unknown;
  readonly output: unknown;
  readonly promptTokens: unknown;
  readonly completionTokens: unknown;
}): Fields => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': call.model,
  'gen_ai.input.messages': call.input,
  'gen_ai.output.messages': call.output,
  'gen_ai.usage.input_tokens': call.promptTokens,
  'gen_ai.usage.output_tokens': call.completionTokens,
});

/** `result`: absent or null where none was recorded. */
export const toolAttributes = (call: {
  readonly name: unknown;
  readonly id?: unknown;
  readonly args: unknown;
  readonly result?: unknown;
}): Fields => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': call.name,
  'gen_ai.tool.call.id': call.id,
  'gen_ai.tool.call.arguments': call.args,
  ...(call.result === null || call.result === undefined
    ? {}
    : { 'gen_ai.tool.call.result': call.result }),
});

/** Nanoseconds since 1970 of a date, or of milliseconds; 0 where it cannot be read. */
export function nanosecondsOf(time: unknown): bigint {
  const milliseconds = typeof time === 'number' ? time : Date.parse(String(time));
  return Number.isFinite(milliseconds) ? BigInt(Math.round(milliseconds)) * 1_000_000n : 0n;
}

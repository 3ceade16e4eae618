/**
 * Recorded answers: committed beside the prompts, replayed without a model or a key, labelled as recorded everywhere. The lines of
 * version 2 are the header, then values (`{"value": …}`) and calls in the order of the plan. A call names the text, reasoning and
 * tokens of its answer by the number of their value, from 0, so that the same text is in the file once. In version 1 each call
 * held its own.
 */

import * as z from 'zod';
import { ProviderError } from '../errors.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import { hash } from '../text/hash.js';
import { parseJson } from '../text/jsonDiff.js';
import { worded } from '../say/worded.js';

const tokenSchema = z.tuple([z.string(), z.number(), z.array(z.tuple([z.string(), z.number()]))]);

const tokensSchema = z.array(tokenSchema);

const recordedSchema = z.object({
  key: z.string(),
  text: z.union([z.string(), z.int()]),
  reasoning: z.union([z.string(), z.int()]).optional(),
  finishReason: z.string().nullable(),
  tokens: z.union([tokensSchema, z.int()]).nullable(),
  usage: z.tuple([z.number(), z.number()]).nullable(),
  latencyMs: z.number().nullable(),
  ttftMs: z.number().nullable(),
});

const valueSchema = z.object({ value: z.union([z.string(), tokensSchema]) });
type Value = z.infer<typeof valueSchema>['value'];

const headerSchema = z.object({
  version: z.literal([1, 2]),
  model: z.string(),
  recordedAt: z.string(),
});
export type RecordingHeader = z.infer<typeof headerSchema>;

/**
 * What a recording is found by: everything that shapes the answer, and the repeat. Not the seed, which only a sampling
 * model sees, nor the address, so that a recording serves wherever it is replayed.
 */
export function recordingKey(request: ChatRequest, repeat: number): string {
  const { seed: _seed, topLogprobs: _top, ...shaping } = request;
  return hash(JSON.stringify([shaping, repeat])).slice(0, 24);
}

export interface RecordedCall {
  readonly key: string;
  readonly completion: Omit<Completion, 'servedBy'>;
}

/** The lines of a recording. Log probabilities keep four decimals: enough for every figure shown. */
export function recordingLines(
  about: Omit<RecordingHeader, 'version'>,
  calls: readonly RecordedCall[],
): string[] {
  const lines = [JSON.stringify({ version: 2, ...about })];
  const numbers = new Map<string, number>();
  const numberOf = (value: Value): number => {
    const line = JSON.stringify({ value });
    const known = numbers.get(line);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(line, number);
    lines.push(line);
    return number;
  };
  for (const { key, completion } of calls) {
    const { text, reasoning, finishReason, tokens, usage, latencyMs, ttftMs } = completion;
    const answer = {
      ...{ key, text: numberOf(text) },
      ...(reasoning === undefined ? {} : { reasoning: numberOf(reasoning) }),
      finishReason,
      tokens: tokens && numberOf(tokens.map(shortToken)),
      usage: usage && [usage.promptTokens, usage.completionTokens],
      latencyMs: latencyMs === null ? null : Math.round(latencyMs),
      ttftMs: ttftMs === null ? null : Math.round(ttftMs),
    };
    lines.push(JSON.stringify(answer));
  }
  return lines;
}

const shortToken = ({
  text,
  logprob,
  top,
}: NonNullable<Completion['tokens']>[number]): z.infer<typeof tokenSchema> => [
  ...([text, round(logprob)] as const),
  top.map((each) => [each.text, round(each.logprob)]),
];

const round = (logprob: number) => Math.round(logprob * 1e4) / 1e4;

export interface Recording {
  readonly header: RecordingHeader;
  readonly provider: ModelProvider;
}

/** Reads a recording's lines. Throws `UserError` (as `ProviderError`) when it is not one. */
export function replayRecording(lines: readonly string[], name: string): Recording {
  const header = headerSchema.safeParse(parseJson(lines[0] ?? ''));
  if (!header.success) {
    throw new ProviderError(worded`${name} is not a recording of answers.`, {
      failure: 'not-recorded',
      commandLine: worded`Create one with \`plumbline test FILE --record\`.`,
    });
  }
  const completions = new Map<string, Completion>();
  const values: Value[] = [];
  for (const line of lines.slice(1)) {
    const parsed = parseJson(line);
    const value = valueSchema.safeParse(parsed);
    if (value.success) values.push(value.data.value);
    const record = recordedSchema.safeParse(parsed);
    const completion = record.success && completionFrom(record.data, values, header.data);
    if (record.success && completion) completions.set(record.data.key, completion);
  }
  return { header: header.data, provider: replayProvider(completions, name) };
}

function replayProvider(completions: ReadonlyMap<string, Completion>, name: string): ModelProvider {
  return {
    id: `recording:${name}`,
    recorded: true,
    complete: (request, { repeat }) => {
      const completion = completions.get(recordingKey(request, repeat));
      if (completion) return Promise.resolve(completion);
      const message = worded`This call is not in ${name}. The prompt, its variants or the settings have changed: it has to be recorded again.`;
      return Promise.reject(new ProviderError(message, { failure: 'not-recorded' }));
    },
  };
}

/** Null for a call whose values are not in the file. */
function completionFrom(
  record: z.infer<typeof recordedSchema>,
  values: readonly Value[],
  { model }: RecordingHeader,
): Completion | null {
  const { finishReason, usage, latencyMs, ttftMs } = record;
  const of = <Own extends Value>(own: Own | number) =>
    typeof own === 'number' ? values[own] : own;
  const text = of(record.text);
  const reasoning = record.reasoning === undefined ? undefined : of(record.reasoning);
  const tokens = record.tokens === null ? null : of(record.tokens);
  if (typeof text !== 'string' || Array.isArray(reasoning)) return null;
  if (tokens === undefined || typeof tokens === 'string') return null;
  return {
    text,
    ...(reasoning === undefined ? {} : { reasoning }),
    finishReason,
    tokens:
      tokens?.map(([token, logprob, top]) => ({
        text: token,
        logprob,
        top: top.map(([each, probability]) => ({ text: each, logprob: probability })),
      })) ?? null,
    usage: usage && { promptTokens: usage[0], completionTokens: usage[1], cachedTokens: null },
    servedBy: { model, fingerprint: null },
    latencyMs,
    ttftMs,
  };
}

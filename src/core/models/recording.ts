/** Recorded answers: committed beside the prompts, replayed without a model or a key, labelled as recorded everywhere. */

import * as z from 'zod';
import { ProviderError } from '../errors.js';
import type { ChatRequest, Completion, ModelProvider } from '../ports/model.js';
import { hash } from '../text/hash.js';
import { parseJson } from '../text/jsonDiff.js';

const tokenSchema = z.tuple([z.string(), z.number(), z.array(z.tuple([z.string(), z.number()]))]);

const recordedSchema = z.object({
  key: z.string(),
  text: z.string(),
  reasoning: z.string().optional(),
  finishReason: z.string().nullable(),
  tokens: z.array(tokenSchema).nullable(),
  usage: z.tuple([z.number(), z.number()]).nullable(),
  latencyMs: z.number().nullable(),
  ttftMs: z.number().nullable(),
});

const headerSchema = z.object({ version: z.literal(1), model: z.string(), recordedAt: z.string() });
export type RecordingHeader = z.infer<typeof headerSchema>;

/**
 * What a recording is found by: everything that shapes the answer, and the repeat. Not the seed, which only a sampling
 * model sees, nor the address, so that a recording serves wherever it is replayed.
 */
export function recordingKey(request: ChatRequest, repeat: number): string {
  const { seed: _seed, topLogprobs: _top, ...shaping } = request;
  return hash(JSON.stringify([shaping, repeat])).slice(0, 24);
}

/** One line of a recording. Log probabilities keep four decimals: enough for every figure shown. */
export function recordedLine(key: string, completion: Omit<Completion, 'servedBy'>): string {
  const { text, reasoning, finishReason, tokens, usage, latencyMs, ttftMs } = completion;
  return JSON.stringify({
    key,
    text,
    reasoning,
    finishReason,
    tokens:
      tokens?.map((token) => [
        token.text,
        round(token.logprob),
        token.top.map((each) => [each.text, round(each.logprob)]),
      ]) ?? null,
    usage: usage && [usage.promptTokens, usage.completionTokens],
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    ttftMs: ttftMs === null ? null : Math.round(ttftMs),
  });
}

const round = (logprob: number) => Math.round(logprob * 1e4) / 1e4;

export interface Recording {
  readonly header: RecordingHeader;
  readonly provider: ModelProvider;
}

/** Reads a recording's lines. Throws `UserError` (as `ProviderError`) when it is not one. */
export function replayRecording(lines: readonly string[], name: string): Recording {
  const header = headerSchema.safeParse(parseJson(lines[0] ?? ''));
  if (!header.success) {
    throw new ProviderError(`${name} is not a recording of answers.`, {
      failure: 'not-recorded',
      commandLine: 'Create one with `plumbline test FILE --record`.',
    });
  }
  const completions = new Map<string, Completion>();
  for (const line of lines.slice(1)) {
    const record = recordedSchema.safeParse(parseJson(line));
    if (record.success) completions.set(record.data.key, completionFrom(record.data, header.data));
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
      const message = `This call is not in ${name}. The prompt, its variants or the settings have changed: it has to be recorded again.`;
      return Promise.reject(new ProviderError(message, { failure: 'not-recorded' }));
    },
  };
}

function completionFrom(
  record: z.infer<typeof recordedSchema>,
  { model }: RecordingHeader,
): Completion {
  const { text, reasoning, finishReason, tokens, usage, latencyMs, ttftMs } = record;
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

/** A provider's Batch API: files that are uploaded, worked through within a day, and fetched (OpenAI, "Batch API"). */

import { createReadStream } from 'node:fs';
import type OpenAI from 'openai';
import { UserError } from '../core/errors.js';
import { shownEndpoint, type OpenAiOptions } from '../core/models/openAi.js';
import { providerErrorFrom } from '../core/models/openAiErrors.js';
import { createClient } from '../core/models/sdkClient.js';
import { writeText } from './writeFile.js';

export interface BatchState {
  readonly id: string;
  /** As the provider says it: `validating`, `in_progress`, `finalizing`, `completed`, `failed`, `expired`, `cancelled`, … */
  readonly status: string;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  /** Why the batch as a whole was refused; empty where it was not. */
  readonly errors: readonly string[];
  readonly outputFile: string | null;
  readonly errorFile: string | null;
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** Nothing more will come of it. */
export const hasEnded = ({ status }: Pick<BatchState, 'status'>): boolean => ENDED.has(status);

export interface BatchApi {
  submit(path: string): Promise<BatchState>;
  status(id: string): Promise<BatchState>;
  cancel(id: string): Promise<BatchState>;
  /** Writes what there is, answers and errors, into one file. Returns the number of lines. */
  fetch(state: BatchState, path: string): Promise<number>;
}

/** Every function throws `ProviderError` for what the provider refuses, `UserError` for files. */
export async function batchApi(options: OpenAiOptions, signal: AbortSignal): Promise<BatchApi> {
  const client = await createClient(options);
  const facts = () => ({
    ...{ ...shownEndpoint(options), model: 'a batch' },
    now: options.clock.now(),
  });
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UserError) throw error;
      throw providerErrorFrom(error, facts());
    }
  };
  return {
    submit: (path) =>
      asked(async () => {
        const file = await client.files.create(
          { file: createReadStream(path), purpose: 'batch' },
          { signal },
        );
        const { id: input_file_id } = file;
        return stateOf(
          await client.batches.create(
            {
              ...{ input_file_id, completion_window: '24h' },
              endpoint: options.api === 'responses' ? '/v1/responses' : '/v1/chat/completions',
            },
            { signal },
          ),
        );
      }),
    status: (id) => asked(async () => stateOf(await client.batches.retrieve(id, { signal }))),
    cancel: (id) => asked(async () => stateOf(await client.batches.cancel(id, { signal }))),
    fetch: (state, path) => asked(() => fetchInto(client, state, { path, signal })),
  };
}

async function fetchInto(
  client: OpenAI,
  { outputFile, errorFile }: BatchState,
  { path, signal }: { path: string; signal: AbortSignal },
): Promise<number> {
  const texts: string[] = [];
  for (const id of [outputFile, errorFile])
    if (id !== null) texts.push(await (await client.files.content(id, { signal })).text());
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  await writeText(path, lines.map((line) => `${line}\n`).join(''));
  return lines.length;
}

const stateOf = (batch: OpenAI.Batch): BatchState => ({
  id: batch.id,
  status: batch.status,
  total: batch.request_counts?.total ?? 0,
  completed: batch.request_counts?.completed ?? 0,
  failed: batch.request_counts?.failed ?? 0,
  errors: (batch.errors?.data ?? []).map(({ line, message }) =>
    line === null || line === undefined ? (message ?? '') : `line ${line}: ${message ?? ''}`,
  ),
  outputFile: batch.output_file_id ?? null,
  errorFile: batch.error_file_id ?? null,
});

/** `plumbline.yml`: the models of a team, and defaults for its prompts. It never contains API keys. */

import * as z from 'zod';
import type { Problem } from '../prompt.js';
import { MAX_CONCURRENCY } from './maxConcurrency.js';
import { parametersSchema } from './modelParameters.js';
import { settingsSchema } from './settings.js';
import { readShape, readYaml } from '../yaml/yamlSource.js';

/** A day. Several times it still fits a timer, which fires at once for more than 2^31 ms. */
const MAX_TIMEOUT_MS = 86_400_000;

const apiKey = z.strictObject(
  {
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable'),
  },
  'an API key must not be in a file. Set it in an environment variable and write `apiKey: { env: NAME }`',
);

const model = z.strictObject({
  baseUrl: z
    .url({
      protocol: /^https?$/,
      error: 'expected a URL such as http://127.0.0.1:8080/v1',
    })
    .describe('The address of an OpenAI-compatible endpoint.'),
  model: z.string().min(1).describe('The model id the endpoint expects.'),
  api: z
    .enum(['chat', 'responses'])
    .optional()
    .describe(
      'The API the model is asked through: `chat` completions (default), or `responses`, which newer models need.',
    ),
  apiKey: apiKey
    .optional()
    .describe('`{ env: NAME }`: the environment variable that holds the API key.'),
  price: z
    .strictObject({
      input: z.number().min(0),
      output: z.number().min(0),
      cachedInput: z.number().min(0).optional(),
    })
    .optional()
    .describe(
      'US dollars per million tokens, instead of those of the price list. `cachedInput`: of prompt tokens from a prefix cache.',
    ),
  headers: z.record(z.string(), z.string()).optional().describe('Additional HTTP headers.'),
  parameters: parametersSchema
    .optional()
    .describe(
      'Sent with every call, where the prompt does not set them: `reasoning_effort`, `top_k`, …',
    ),
  concurrency: z
    .int()
    .min(1)
    .max(MAX_CONCURRENCY)
    .optional()
    .describe('Max calls in flight. Default: 4.'),
  timeoutMs: z
    .int()
    .min(1000)
    .max(MAX_TIMEOUT_MS)
    .optional()
    .describe('Timeout of a call in ms, at most a day. Default: 120000.'),
  embeddings: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A model of the same endpoint that embeds texts, for `similar` checks, the meaning check and the choice of examples.',
    ),
});

export const configSchema = z.strictObject({
  models: z
    .record(z.string(), model)
    .optional()
    .describe('Models by the name they are selected by.'),
  aliases: z
    .record(z.string(), z.string())
    .optional()
    .describe('Model ids found in prompt files, and the name under `models` each stands for.'),
  defaults: settingsSchema
    .optional()
    .describe('Defaults for every prompt: the same keys as in its `sensitivity:` block.'),
  judge: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The model that grades answers, checks paraphrases, and writes paraphrases and cases. Default: the tested model.',
    ),
  gates: settingsSchema.shape.gates,
  otel: z
    .boolean()
    .optional()
    .describe(
      'Whether runs of the command line are exported to OpenTelemetry, to where the OTEL_* variables say. Default: false.',
    ),
  library: z
    .strictObject({
      folders: z.array(z.string()).optional(),
      files: z.array(z.string()).optional(),
      maxAge: z.number().positive().optional(),
    })
    .optional()
    .describe(
      '`folders` to look for prompts in; default: the whole repository, by file name. `files`: Markdown and text files that are prompts, too. `maxAge`: days after which a baseline is stale.',
    ),
});

export type Config = z.infer<typeof configSchema>;
export type ConfiguredModel = z.infer<typeof model>;

/** `config` is null when the file has errors; each problem has a line and column. */
export function parseConfig(text: string): { config: Config | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { config: null, problems };
  const config = readShape(yaml, configSchema, { at: [], value: yaml.value ?? {}, problems });
  return { config, problems };
}

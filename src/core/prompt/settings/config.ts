/** `plumbline.yml`: the models a team uses, and the defaults of its prompts. Read from text; keys never stand in it. */

import * as z from 'zod';
import type { Problem } from '../prompt.js';
import { parametersSchema } from './modelParameters.js';
import { settingsSchema } from './settings.js';
import { readShape, readYaml } from '../yaml/yamlSource.js';

const apiKey = z.strictObject(
  {
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable'),
  },
  'a key must not stand in a file. Write `apiKey: { env: NAME }` and put the key into that environment variable',
);

const model = z.strictObject({
  baseUrl: z.url({
    protocol: /^https?$/,
    error: 'expected an address like http://127.0.0.1:8080/v1',
  }),
  model: z.string().min(1),
  apiKey: apiKey.optional(),
  /** US dollars per million tokens, for models no price list knows. */
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Sent with every call, where the prompt does not set them: `reasoning_effort`, `top_k`, … */
  parameters: parametersSchema.optional(),
  /** Calls in flight at once. */
  concurrency: z.int().min(1).max(1000).optional(),
  timeoutMs: z.int().min(1000).optional(),
  /** A model of the same endpoint that embeds texts: the meaning gate then measures drift by it. */
  embeddings: z.string().min(1).optional(),
});

export const configSchema = z.strictObject({
  models: z.record(z.string(), model).optional(),
  aliases: z.record(z.string(), z.string()).optional(),
  defaults: settingsSchema.optional(),
  /** The model that judges answers and wordings, and writes paraphrases and cases; absent: the tested model itself. */
  judge: z.string().min(1).optional(),
  gates: settingsSchema.shape.gates,
  library: z.strictObject({ folders: z.array(z.string()).optional() }).optional(),
});

export type Config = z.infer<typeof configSchema>;
export type ConfiguredModel = z.infer<typeof model>;

/** The value is null when the file holds errors; each has its line and column. */
export function parseConfig(text: string): { config: Config | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { config: null, problems };
  const config = readShape(yaml, configSchema, { at: [], value: yaml.value ?? {}, problems });
  return { config, problems };
}

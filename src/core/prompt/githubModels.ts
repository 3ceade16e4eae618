/**
 * GitHub Models prompt files (`*.prompt.yml`): messages with literal `{{name}}` placeholders, `testData` rows as cases,
 * `evaluators` as checks.
 */

import { z } from 'zod';
import { readCases } from './cases.js';
import { rewordGithubModels } from './githubModelsEdit.js';
import { readChecks } from './githubModelsChecks.js';
import type { ParsedPrompt, PromptFormat } from './formats.js';
import { literal } from './languages/literal.js';
import { PARAMETER_NAMES, withSettings } from './parameters.js';
import { baseName } from './path.js';
import type {
  JsonSchemaFormat,
  ModelParameters,
  Problem,
  PromptMessage,
  Variable,
} from './prompt.js';
import { readSettings, wordingsOf } from './settingsBlock.js';
import { spacedPlaceholdersOf } from './template.js';
import { readShape, readYaml, type YamlSource } from './yamlSource.js';

export const githubModels: PromptFormat = {
  id: 'github-models',
  matches: (path, text) =>
    /\.prompt\.ya?ml$/i.test(path) || (/\.ya?ml$/i.test(path) && /^messages\s*:/m.test(text)),
  parse,
  reword: rewordGithubModels,
};

const fileSchema = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  model: z.string().nullish(),
  modelParameters: z.record(z.string(), z.unknown()).nullish(),
  responseFormat: z.enum(['text', 'json_object', 'json_schema']).nullish(),
  jsonSchema: z.string('expected a text that holds the schema as JSON').nullish(),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'user', 'assistant'], 'expected system, user or assistant'),
        content: z.string('expected text'),
      }),
      'expected a list of messages, each with a role and a content',
    )
    .min(1, 'expected at least one message'),
  testData: z.array(z.record(z.string(), z.unknown()), 'expected a list of rows').nullish(),
  evaluators: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
  /** Read apart, so that its problems are told also where the rest has some. */
  sensitivity: z.unknown().optional(),
});

const KNOWN_KEYS = new Set(Object.keys(fileSchema.shape));
/** Keys of a common dialect of the format: meaningless to us, but no typing mistakes. */
const DIALECT_KEYS = new Set(['version', 'authors', 'metadata', 'variables', 'tags']);

function parse(path: string, text: string): ParsedPrompt {
  const yaml = readYaml(text);
  const problems: Problem[] = [...yaml.problems];
  if (problems.length > 0) return { prompt: null, problems };
  if (yaml.value === null || yaml.value === undefined) {
    const message = 'The file is empty. A prompt needs at least `messages:` with one message.';
    return { prompt: null, problems: [{ severity: 'error', message, line: 1, column: 1 }] };
  }
  const file = readShape(yaml, fileSchema, { at: [], value: yaml.value, problems });
  const block = (yaml.value as { sensitivity?: unknown }).sensitivity ?? {};
  const settings = readSettings(yaml, block, problems);
  const parameters = file && readParameters(yaml, file, problems);
  if (!file || !settings || !parameters) return { prompt: null, problems };

  const messages = file.messages.map(({ role, content }, index): PromptMessage => {
    const range = yaml.rangeOf(['messages', index, 'content']);
    for (const spaced of spacedPlaceholdersOf(content))
      problems.push(
        warning(
          range,
          `${spaced} has spaces inside and is sent as it stands. Write ${spaced.replace(/\s/g, '')} for a variable.`,
        ),
      );
    return { role, content, range };
  });
  const extra = Object.fromEntries(Object.entries(file).filter(([key]) => !KNOWN_KEYS.has(key)));
  for (const key of Object.keys(extra)) {
    if (!DIALECT_KEYS.has(key))
      problems.push(
        warning(
          yaml.rangeOf([key]),
          `\`${key}\` is not a key of this format. It is kept and has no effect.`,
        ),
      );
  }
  const variables = variablesOf(messages);
  return {
    prompt: {
      format: githubModels.id,
      path,
      name: file.name ?? baseName(path).replace(/[._]prompt\.ya?ml$/i, ''),
      description: file.description ?? null,
      model: file.model ?? null,
      parameters: withSettings(parameters, settings.parameters ?? {}),
      language: 'literal',
      messages,
      start: yaml.rangeOf(['messages']),
      variables,
      cases:
        file.testData || !settings.cases
          ? readCases(yaml, file.testData ?? [], { at: ['testData'], variables, problems })
          : readCases(yaml, settings.cases, {
              at: ['sensitivity', 'cases'],
              variables,
              problems,
            }),
      casesKey: 'testData',
      checks: readChecks(yaml, file.evaluators ?? [], { settings, problems }),
      settings,
      wordings: wordingsOf(yaml, settings),
      extra,
    },
    problems,
  };
}

function variablesOf(messages: readonly PromptMessage[]): Variable[] {
  const found = new Map<string, Variable>();
  for (const { content, range } of messages) {
    for (const { name } of literal.variablesOf(content)) {
      if (!found.has(name)) found.set(name, { name, range });
    }
  }
  return [...found.values()];
}

function readParameters(
  yaml: YamlSource,
  file: z.infer<typeof fileSchema>,
  problems: Problem[],
): ModelParameters | null {
  const known = { temperature: null, topP: null, maxTokens: null, maxCompletionTokens: null };
  const numbers: Record<keyof typeof known, number | null> = { ...known };
  const extra: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(file.modelParameters ?? {})) {
    const name = PARAMETER_NAMES[key];
    if (!name) extra[key] = value;
    else if (value === null) numbers[name] = null;
    else if (typeof value === 'number') numbers[name] = value;
    else
      problems.push(
        error(
          yaml.rangeOf(['modelParameters', key]),
          `\`modelParameters.${key}\`: expected a number`,
        ),
      );
  }
  const jsonSchema = readJsonSchema(yaml, file, problems);
  if (problems.some(({ severity }) => severity === 'error')) return null;
  return { ...numbers, responseFormat: file.responseFormat ?? null, jsonSchema, extra };
}

function readJsonSchema(
  yaml: YamlSource,
  file: z.infer<typeof fileSchema>,
  problems: Problem[],
): JsonSchemaFormat | null {
  if (file.responseFormat === 'json_schema' && !file.jsonSchema) {
    problems.push(
      error(
        yaml.rangeOf(['responseFormat']),
        '`responseFormat: json_schema` needs a `jsonSchema`.',
      ),
    );
  }
  if (!file.jsonSchema) return null;
  const range = yaml.rangeOf(['jsonSchema']);
  try {
    const schema = JSON.parse(file.jsonSchema) as JsonSchemaFormat;
    if (typeof schema?.name === 'string' && schema.schema !== undefined) return schema;
    problems.push(error(range, '`jsonSchema` needs a `name` and a `schema`.'));
  } catch (cause) {
    problems.push(error(range, `\`jsonSchema\` is not valid JSON: ${(cause as Error).message}`));
  }
  return null;
}

const error = ({ line, column }: { line: number; column: number }, message: string): Problem => ({
  severity: 'error',
  message,
  line,
  column,
});
const warning = (at: { line: number; column: number }, message: string): Problem => ({
  ...error(at, message),
  severity: 'warning',
});

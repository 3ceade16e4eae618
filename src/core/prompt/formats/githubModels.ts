/**
 * GitHub Models prompt files (`*.prompt.yml`): messages with literal `{{name}}` placeholders, `testData` rows as cases,
 * `evaluators` as checks.
 */

import * as z from 'zod';
import { refuseOtherMessages } from './bodyMessages.js';
import { readAllCases, yamlRows } from '../cases/cases.js';
import type { PromptFormat } from './format.js';
import { textOfParts, textPartsOf } from '../images/contentParts.js';
import { textsBetweenImages } from '../images/imageMarks.js';
import { LANGUAGES } from '../languages/languages.js';
import { PARAMETER_NAMES, parametersFrom, withSettings } from '../parameters.js';
import { baseName } from '../path.js';
import type {
  JsonSchemaFormat,
  ModelParameters,
  Prompt,
  PromptMessage,
  SourceRange,
  Variable,
} from '../prompt.js';
import { settingsSchema } from '../settings/settings.js';
import { toolsOf } from '../tools.js';
import { readPromptSettings } from '../settings/promptSettings.js';
import { TOP, type Reading } from '../reading.js';
import { didYouMean } from '../../text/nearest.js';
import { recordOf, textOrNull } from '../../text/narrow.js';
import { spacedPlaceholdersOf } from '../template.js';
import { insertItems, rewriteScalars, type ScalarChange } from '../yaml/yamlEdit.js';
import { readShape, readYaml, type YamlSource } from '../yaml/yamlSource.js';
import { readChecks } from './githubModelsChecks.js';
import { tellUnread } from './unreadPlaceholders.js';

const NAME = /[._]prompt\.ya?ml$/i;

export const githubModels: PromptFormat = {
  id: 'github-models',
  names: [NAME],
  matches: (path, text) =>
    NAME.test(path) || (/\.ya?ml$/i.test(path) && /^messages\s*:/m.test(text)),
  parse,
  reword: (prompt, text, messages) => {
    refuseOtherMessages(prompt.messages, messages);
    const written = recordOf(readYaml(text).value)['messages'];
    const changes = messages.flatMap(({ content }, at) => {
      const path = ['messages', at, 'content'];
      const before: unknown = Array.isArray(written) ? recordOf(written[at])['content'] : null;
      return Array.isArray(before) ? partChanges(before, content, path) : [{ path, text: content }];
    });
    return rewriteScalars(text, changes);
  },
  insert: (prompt, text, messages) => {
    const at = prompt.messages.findLastIndex(({ role }) => role === 'user');
    return insertItems(
      text,
      ['messages', at],
      messages.map(({ role, content }) => ({ role, content })),
    );
  },
};

const contentPart = z.looseObject({
  type: z.string().nullish(),
  text: z.string().nullish(),
  image_url: z.union([z.string(), z.looseObject({ url: z.string() })]).nullish(),
});

const fileSchema = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  model: z.string().nullish(),
  modelParameters: z.record(z.string(), z.unknown()).nullish(),
  responseFormat: z.enum(['text', 'json_object', 'json_schema']).nullish(),
  jsonSchema: z.string('expected the schema as JSON in a string').nullish(),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'user', 'assistant'], 'expected system, user or assistant'),
        content: z
          .union([z.string(), z.array(contentPart).min(1)], 'expected text, or a list of parts')
          .nullish(),
      }),
      'expected a list of messages, each with `role` and `content`',
    )
    .min(1, 'expected at least one message'),
  testData: z
    .array(
      z.record(z.string(), z.unknown(), 'expected `name: value` lines'),
      'expected a list of rows',
    )
    .nullish(),
  evaluators: z.array(z.looseObject({ name: z.string().nullish() })).nullish(),
  /** Read separately, so that its problems are reported along with others. */
  sensitivity: z.unknown().optional(),
});

/** The schema of a whole file, for completion in editors. */
export const promptFileSchema = fileSchema.extend({ sensitivity: settingsSchema.optional() });

const KNOWN_KEYS = new Set(Object.keys(fileSchema.shape));
/** Known keys of a common dialect and of the library, which are not reported as typos. */
const DIALECT_KEYS = new Set([
  'version',
  'authors',
  'owner',
  'purpose',
  'task',
  'metadata',
  'variables',
  'tags',
]);

type File = z.infer<typeof fileSchema>;

function parse(reading: Reading): Prompt | null {
  const { path, text, problems } = reading;
  const yaml = readYaml(text);
  problems.push(...yaml.problems);
  if (!reading.failed && (yaml.value === null || yaml.value === undefined))
    reading.error(TOP, 'The file is empty. Add `messages:` with at least one message.');
  if (reading.failed) return null;
  const file = readShape(yaml, fileSchema, { at: [], value: yaml.value, problems });
  const extra = unknownKeys(reading, yaml);
  const block = (yaml.value as { sensitivity?: unknown }).sensitivity;
  const read = readPromptSettings(reading, yaml, block);
  const parameters = file && readParameters(reading, yaml, file);
  const tools = toolsOf(reading, yaml, {
    settings: read?.settings ?? {},
    own: [{ given: file?.modelParameters?.['tools'], path: ['modelParameters', 'tools'] }],
  });
  if (!file || !read || !parameters || reading.failed) return null;

  const messages = readMessages(reading, yaml, file);
  const variables = variablesOf(messages);
  const own = file.testData && yamlRows(yaml, file.testData, { at: ['testData'] });
  const rows = own ?? read.rows ?? [];
  const filled = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  tellUnread(reading, { language: 'literal', messages, filled, canChoose: false });
  const { cases, examples, keys } = readAllCases(
    reading,
    { rows, exampleRows: read.exampleRows },
    variables,
  );
  return {
    format: githubModels.id,
    path,
    name: file.name ?? baseName(path).replace(NAME, ''),
    description: file.description ?? null,
    model: file.model ?? null,
    parameters: withSettings(parameters, read.settings.parameters ?? {}),
    tools,
    language: 'literal',
    messages,
    partials: {},
    start: yaml.rangeOf(['messages']),
    variables,
    keys,
    ...readByEvaluators(file),
    cases,
    examples,
    casesKey: 'testData',
    checks: readChecks(reading, yaml, {
      evaluators: file.evaluators ?? [],
      settings: read.settings,
    }),
    settings: read.settings,
    wordings: read.wordings,
    extra,
  };
}

/** A grader of the format is given whole rows. */
function readByEvaluators({ evaluators }: File): Pick<Prompt, 'readElsewhere'> {
  const all = evaluators ?? [];
  if (all.some((each) => textOrNull(recordOf(each)['uses']) !== null))
    return { readElsewhere: 'all' };
  const names = LANGUAGES.literal.namesIn(JSON.stringify(all)).map(({ name }) => name);
  return names.length > 0 ? { readElsewhere: names } : {};
}

/** The texts between the images, each in its part; nothing where a part would have to be added or removed. */
function partChanges(
  parts: readonly unknown[],
  content: string,
  path: readonly (string | number)[],
): ScalarChange[] {
  const places = textPartsOf(parts);
  const texts = textsBetweenImages(content).filter((text) => text !== '');
  if (places?.length !== texts.length) return [];
  return places.map((at, index) => ({ path: [...path, at, 'text'], text: texts[index] ?? '' }));
}

function readMessages(
  reading: Reading,
  yaml: YamlSource,
  { messages }: File,
): (PromptMessage & { readonly range: SourceRange })[] {
  return messages.map(({ role, content: written }, index) => {
    const range = yaml.rangeOf(['messages', index, 'content']);
    const read = Array.isArray(written) ? textOfParts(written) : (written ?? '');
    if (read === null)
      reading.error(
        range,
        'A part is neither text nor an image. An image is `{ type: image_url, image_url: { url: … } }` with a file, an address or one variable; its `detail`, if any, is a word or one variable.',
      );
    const content = read ?? '';
    for (const spaced of spacedPlaceholdersOf(content))
      reading.warning(
        range,
        `${spaced} contains spaces, so it is sent as text. Write ${spaced.replace(/\s/g, '')} for a variable.`,
      );
    if (content.trim() === '')
      reading.warning(range, `This ${role} message is empty, and is sent empty.`);
    return { role, content, range };
  });
}

function unknownKeys(reading: Reading, yaml: YamlSource): Record<string, unknown> {
  const all = recordOf(yaml.value);
  const extra = Object.entries(all).filter(([key]) => !KNOWN_KEYS.has(key));
  const free = [...KNOWN_KEYS].filter((key) => !Object.hasOwn(all, key));
  for (const [key] of extra) {
    if (DIALECT_KEYS.has(key)) continue;
    const at = yaml.keyRangeOf([key]) ?? yaml.rangeOf([key]);
    const near = didYouMean(key, free);
    const message = `\`${key}\` is not a key of this format. It is kept, but has no effect.${near}`;
    if (near === '') reading.limit(at, message);
    else reading.warning(at, message);
  }
  return Object.fromEntries(extra);
}

function variablesOf(
  messages: readonly { readonly content: string; readonly range: SourceRange }[],
): Variable[] {
  const found = new Map<string, Variable>();
  for (const { content, range } of messages) {
    for (const { name } of LANGUAGES.literal.namesIn(content)) {
      if (!found.has(name)) found.set(name, { name, range, required: true });
    }
  }
  return [...found.values()];
}

function readParameters(reading: Reading, yaml: YamlSource, file: File): ModelParameters {
  const given = file.modelParameters ?? {};
  for (const [key, value] of Object.entries(given)) {
    if (PARAMETER_NAMES[key] && value !== null && typeof value !== 'number')
      reading.error(
        yaml.rangeOf(['modelParameters', key]),
        `\`modelParameters.${key}\`: expected a number`,
      );
  }
  return {
    ...parametersFrom(given),
    responseFormat: file.responseFormat ?? null,
    jsonSchema: readJsonSchema(reading, yaml, file),
  };
}

function readJsonSchema(reading: Reading, yaml: YamlSource, file: File): JsonSchemaFormat | null {
  if (file.responseFormat === 'json_schema' && !file.jsonSchema)
    reading.error(
      yaml.rangeOf(['responseFormat']),
      '`responseFormat: json_schema` needs a `jsonSchema`.',
    );
  if (!file.jsonSchema) return null;
  const range = yaml.rangeOf(['jsonSchema']);
  try {
    const schema = JSON.parse(file.jsonSchema) as JsonSchemaFormat;
    if (typeof schema?.name === 'string' && schema.schema !== undefined) return schema;
    reading.error(range, '`jsonSchema` needs a `name` and a `schema`.');
  } catch (cause) {
    reading.error(range, `\`jsonSchema\` is invalid JSON: ${(cause as Error).message}`);
  }
  return null;
}

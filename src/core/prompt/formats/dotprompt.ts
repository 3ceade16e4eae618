/** dotprompt files (`*.prompt`): frontmatter, then a Handlebars text whose `{{role "…"}}` begins a new message. */

import { recordOf, textOrNull, textsOf } from '../../text/narrow.js';
import { insertIntoBody, placesIn, rewordBody } from './bodyMessages.js';
import { assemble } from './bodyPrompt.js';
import type { PromptFormat } from './format.js';
import { readFrontmatter, type Frontmatter } from '../yaml/frontmatter.js';
import { parametersFrom } from '../parameters.js';
import { baseName } from '../path.js';
import type { ModelParameters, NamedRange, Prompt } from '../prompt.js';
import type { Reading } from '../reading.js';
import { COMMENT, messagesAtRoles, ROLE_MARK } from './dotpromptRoles.js';
import { partialsFor } from './dotpromptPartials.js';
import { schemaFrom } from './picoschema.js';
import type { ReadTool } from '../tools.js';

const NAME = /\.prompt$/i;

export const dotprompt: PromptFormat = {
  id: 'dotprompt',
  names: [NAME],
  parse,
  reword: rewordBody,
  insert: (prompt, text, added) =>
    insertIntoBody(prompt, text, {
      added,
      marks: ROLE_MARK,
      write: ({ role, content }) =>
        `{{role "${role === 'assistant' ? 'model' : role}"}}\n${content}\n`,
    }),
};

function parse(reading: Reading): Prompt | null {
  const { path } = reading;
  const header = readFrontmatter(reading, { comments: true });
  if (!header) return null;
  const { values, bodyStart } = header;
  const { name, description, model, variant } = values;
  const messages = messagesAtRoles(reading, bodyStart);
  warnOfMedia(reading, bodyStart);
  // `name.variant.prompt` is a variant of `name.prompt`.
  const [base = '', versionInName] = baseName(path).replace(NAME, '').split('.');
  const version = textOrNull(variant) ?? versionInName;
  const input = recordOf(values['input']);
  return assemble(reading, header, {
    format: dotprompt.id,
    name: (textOrNull(name) ?? base) + (version === undefined ? '' : ` (${version})`),
    description: textOrNull(description),
    model: textOrNull(model),
    parameters: parametersOf(reading, header),
    language: 'handlebars',
    messages,
    partials: partialsFor(reading, messages),
    defaults: textsOf(recordOf(input['default'])),
    optional: optionalIn(header),
    sample: null,
    tools: [
      { given: values['tools'], path: ['tools'] },
      { given: values['toolDefs'], path: ['toolDefs'], read: toolDefinition },
      { given: recordOf(values['config'])['tools'], path: ['config', 'tools'] },
    ],
    declared: declaredIn(header),
    known: [
      'name',
      'description',
      'model',
      'config',
      'input',
      'output',
      'variant',
      'tools',
      'toolDefs',
    ],
  });
}

function parametersOf(reading: Reading, { yaml, values }: Frontmatter): ModelParameters {
  const { format, schema } = recordOf(values['output']);
  const parameters = parametersFrom(recordOf(values['config']));
  const read = schema === undefined ? null : schemaFrom(schema);
  for (const unknown of read?.unknown ?? [])
    reading.limit(
      yaml.rangeOf(['output', 'schema']),
      `\`${unknown}\` names a schema that is defined in a program. Any value is accepted.`,
    );
  if (read && format !== 'text')
    return {
      ...parameters,
      responseFormat: 'json_schema',
      jsonSchema: { name: 'output', schema: read.schema },
    };
  return { ...parameters, responseFormat: format === 'json' ? 'json_object' : null };
}

/** A tool definition with arguments as Picoschema or JSON schema. */
const toolDefinition: ReadTool = (value, name) => {
  const { description, inputSchema } = value;
  const read = inputSchema === undefined ? null : schemaFrom(inputSchema);
  const [unknown] = read?.unknown ?? [];
  return unknown === undefined
    ? {
        name,
        description: textOrNull(description),
        parameters: recordOf(read?.schema),
        strict: null,
      }
    : `The tool ${name} is not sent: \`${unknown}\` names a schema that is defined in a program.`;
};

/** The names that `input.schema` does not require. */
function optionalIn({ values }: Frontmatter): string[] {
  const { schema } = schemaFrom(recordOf(values['input'])['schema']);
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  return Object.keys(recordOf(schema['properties'])).filter((name) => !required.includes(name));
}

/** The names in `input.schema` (Picoschema or JSON schema), and those with a default. */
function declaredIn({ yaml, values }: Frontmatter): NamedRange[] {
  const input = recordOf(values['input']);
  const schema = recordOf(input['schema']);
  const isJsonSchema = schema['type'] === 'object' || schema['properties'] !== undefined;
  const at = isJsonSchema ? ['input', 'schema', 'properties'] : ['input', 'schema'];
  const named = isJsonSchema ? recordOf(schema['properties']) : schema;
  const places = [
    ...Object.keys(named).map((key) => [...at, key]),
    ...Object.keys(recordOf(input['default'])).map((key) => ['input', 'default', key]),
  ];
  return places.flatMap((path) => {
    const range = yaml.keyRangeOf(path);
    const written = /^[\p{L}\p{N}_-]+/u.exec(path.at(-1) ?? '')?.[0] ?? '';
    if (!range || written === '') return [];
    return [{ name: written, range: { ...range, end: range.start + written.length } }];
  });
}

const OTHER_MEDIA = /\{\{~?\s*media\b[^}]*\bcontentType=["'](?!image\/)/g;

function warnOfMedia(reading: Reading, bodyStart: number): void {
  const { text } = reading;
  const placeOf = placesIn(text);
  const code = text.replace(COMMENT, (comment) => ' '.repeat(comment.length));
  for (const match of code.slice(bodyStart).matchAll(OTHER_MEDIA))
    reading.limit(
      placeOf(bodyStart + match.index, bodyStart + match.index),
      'Only images can be sent, so this prompt opens but cannot be tested.',
    );
}

/** Exports a prompt as a dotprompt file. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Exported } from './conversion.js';
import { frontmatterOf, partsIn, withoutEmpty } from './parts.js';

const ROLES = { system: 'system', user: 'user', assistant: 'model' } as const;

export function toDotprompt(prompt: Prompt): Exported {
  const { converted, settings, rows, lost } = partsIn(prompt, 'handlebars');
  const { temperature, topP, maxTokens, maxCompletionTokens, responseFormat, jsonSchema, extra } =
    prompt.parameters;
  const inputs = prompt.variables.map(({ name }) => [converted.names[name] ?? name, 'string']);
  const header = frontmatterOf({
    name: prompt.name,
    description: prompt.description,
    model: prompt.model,
    config: withoutEmpty({
      temperature,
      topP,
      maxOutputTokens: maxTokens ?? maxCompletionTokens,
      ...extra,
    }),
    input: withoutEmpty({ schema: Object.fromEntries(inputs) as Record<string, string> }),
    output: withoutEmpty({
      format: responseFormat?.startsWith('json') ? 'json' : responseFormat,
      schema: jsonSchema?.schema,
    }),
    ...prompt.extra,
    sensitivity: withoutEmpty({
      ...settings,
      cases: rows,
    }),
  });
  const body = converted.messages.map(
    ({ role, content }) => `{{role "${ROLES[role]}"}}\n${content.trim()}\n`,
  );
  return {
    text: `${header || '---\n---\n'}${body.join('\n')}`,
    lost,
  };
}

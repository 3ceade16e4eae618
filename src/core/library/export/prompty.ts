/** Exports a prompt as a Prompty file (version 2). */

import type { Prompt } from '../../prompt/prompt.js';
import type { Exported } from './conversion.js';
import { frontmatterOf, partsIn, withoutEmpty } from './parts.js';

export function toPrompty(prompt: Prompt): Exported {
  const { converted, settings, rows, lost } = partsIn(prompt, 'jinja');
  const { temperature, topP, maxTokens, maxCompletionTokens, responseFormat, extra } =
    prompt.parameters;
  const options = withoutEmpty({
    temperature,
    topP,
    maxOutputTokens: maxTokens ?? maxCompletionTokens,
    ...(responseFormat === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
    ...extra,
  });
  const header = frontmatterOf({
    name: prompt.name,
    description: prompt.description,
    ...prompt.extra,
    model: withoutEmpty({ id: prompt.model, options }),
    inputs: prompt.variables.map(({ name }) => ({
      name: converted.names[name] ?? name,
      kind: 'string',
    })),
    sensitivity: withoutEmpty({
      ...settings,
      cases: rows,
    }),
  });
  const body = converted.messages.map(({ role, content }) => `${role}:\n${content.trim()}\n`);
  const schema =
    responseFormat === 'json_schema' ? ['The JSON schema of the answer was left out.'] : [];
  const markers = converted.messages.some(({ content }) =>
    /^[ \t]*#?[ \t]*(?:system|user|assistant)[ \t]*:[ \t]*$/im.test(content),
  )
    ? ['A line of the prompt looks like the start of a message. Rephrase it.']
    : [];
  return {
    text: `${header}${body.join('\n')}`,
    lost: [...lost, ...schema, ...markers],
  };
}

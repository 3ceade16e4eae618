/** Any prompt as a Prompty file (version 2). */

import type { Prompt } from '../../prompt/prompt.js';
import { convertMessages, type Exported } from './conversion.js';
import {
  caseChecksNote,
  checksAsSettings,
  frontmatterOf,
  rowsOf,
  settingsIn,
  toolsNote,
  withoutEmpty,
} from './parts.js';

export function toPrompty(prompt: Prompt): Exported {
  const converted = convertMessages(prompt, 'jinja');
  const { temperature, topP, maxTokens, maxCompletionTokens, responseFormat, extra } =
    prompt.parameters;
  const checks = checksAsSettings(prompt.checks);
  const settings = settingsIn(prompt, 'jinja');
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
      ...settings.written,
      checks: checks.written,
      cases: rowsOf(prompt, converted),
    }),
  });
  const body = converted.messages.map(({ role, content }) => `${role}:\n${content.trim()}\n`);
  const schema =
    responseFormat === 'json_schema' ? ['The JSON schema of the answer is left out.'] : [];
  const markers = converted.messages.some(({ content }) =>
    /^[ \t]*#?[ \t]*(?:system|user|assistant)[ \t]*:[ \t]*$/im.test(content),
  )
    ? ['A line of the prompt reads like the beginning of a message; reword it.']
    : [];
  return {
    text: `${header}${body.join('\n')}`,
    lost: [
      ...converted.lost,
      ...settings.lost,
      ...checks.lost,
      ...caseChecksNote(prompt),
      ...toolsNote(prompt),
      ...schema,
      ...markers,
    ],
  };
}

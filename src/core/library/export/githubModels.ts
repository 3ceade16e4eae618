/** Exports a prompt as a GitHub Models file. */

import type { Prompt } from '../../prompt/prompt.js';
import type { Exported } from './conversion.js';
import { extraKeysNote, partsIn, withoutEmpty, yamlOf } from './parts.js';

/** The keys that the library lists, which the file keeps. */
const LISTED = ['tags', 'owner', 'purpose', 'task', 'metadata', 'authors', 'version'];

export function toGithubModels(prompt: Prompt): Exported {
  const { converted, settings, rows, lost } = partsIn(prompt, 'literal');
  const { temperature, topP, maxTokens, maxCompletionTokens, responseFormat, jsonSchema, extra } =
    prompt.parameters;
  const listed = Object.entries(prompt.extra).filter(([key]) => LISTED.includes(key));
  const file = withoutEmpty({
    name: prompt.name,
    description: prompt.description,
    model: prompt.model,
    ...Object.fromEntries(listed),
    modelParameters: withoutEmpty({ maxTokens, maxCompletionTokens, temperature, topP, ...extra }),
    responseFormat,
    jsonSchema: jsonSchema && JSON.stringify(jsonSchema, null, 2),
    messages: converted.messages,
    testData: rows,
    sensitivity: withoutEmpty(settings),
  });
  return {
    text: yamlOf(file),
    lost: [...lost, ...extraKeysNote(prompt, LISTED)],
  };
}

import type { ModelParameters } from './prompt.js';
import type { SensitivitySettings } from './settings/settings.js';

export const NO_PARAMETERS: ModelParameters = {
  temperature: null,
  topP: null,
  maxTokens: null,
  maxCompletionTokens: null,
  responseFormat: null,
  jsonSchema: null,
  extra: {},
};

type Known = 'temperature' | 'topP' | 'maxTokens' | 'maxCompletionTokens';

/** The spellings met in real files; the right-hand names are ours. */
export const PARAMETER_NAMES: Readonly<Record<string, Known>> = {
  temperature: 'temperature',
  topP: 'topP',
  top_p: 'topP',
  maxTokens: 'maxTokens',
  max_tokens: 'maxTokens',
  maxOutputTokens: 'maxTokens',
  maxCompletionTokens: 'maxCompletionTokens',
  max_completion_tokens: 'maxCompletionTokens',
};

/** What the endpoints call the rest. */
const EXTRA_NAMES: Readonly<Record<string, string>> = {
  topK: 'top_k',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequences: 'stop',
  toolChoice: 'tool_choice',
};

/** What the prompt's settings add to what its format says. */
export const withSettings = (
  own: ModelParameters,
  { temperature, topP, maxTokens }: NonNullable<SensitivitySettings['parameters']>,
): ModelParameters => ({
  ...own,
  temperature: temperature ?? own.temperature,
  topP: topP ?? own.topP,
  maxTokens: maxTokens ?? own.maxTokens,
});

/** Parameters by whatever name a format gives them. A value of the wrong type is kept among the others; tools are none. */
export function parametersFrom(values: Readonly<Record<string, unknown>>): ModelParameters {
  const known: Partial<Record<Known, number>> = {};
  const extra: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const name = PARAMETER_NAMES[key];
    if (value === null || key === 'tools') continue;
    if (name && typeof value === 'number') known[name] = value;
    else extra[EXTRA_NAMES[key] ?? key] = value;
  }
  return { ...NO_PARAMETERS, ...known, extra };
}

/** As the OpenAI protocol writes it; null: text. */
export function responseFormatOf({ responseFormat, jsonSchema }: ModelParameters) {
  if (responseFormat === 'json_object') return { type: 'json_object' as const };
  if (responseFormat === 'json_schema')
    return { type: 'json_schema' as const, json_schema: jsonSchema };
  return null;
}

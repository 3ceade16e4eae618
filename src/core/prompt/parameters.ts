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

/** Spellings found in real files → our names. */
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

/** The protocol's names of the other parameters. */
const EXTRA_NAMES: Readonly<Record<string, string>> = {
  topK: 'top_k',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequences: 'stop',
  toolChoice: 'tool_choice',
};

/** Adds the parameters of the prompt's settings to those of its format. */
export const withSettings = (
  own: ModelParameters,
  { temperature, topP, maxTokens }: NonNullable<SensitivitySettings['parameters']>,
): ModelParameters => ({
  ...own,
  temperature: temperature ?? own.temperature,
  topP: topP ?? own.topP,
  maxTokens: maxTokens ?? own.maxTokens,
});

/** Reads parameters under any known name. A value of the wrong type is kept in `extra`; tools are not parameters. */
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

/** In the OpenAI protocol's form; null for text. */
export function responseFormatOf({ responseFormat, jsonSchema }: ModelParameters) {
  if (responseFormat === 'json_object') return { type: 'json_object' as const };
  if (responseFormat === 'json_schema')
    return { type: 'json_schema' as const, json_schema: jsonSchema };
  return null;
}

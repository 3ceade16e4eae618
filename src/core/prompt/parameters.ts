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
  reasoningEffort: 'reasoning_effort',
  repetitionPenalty: 'repetition_penalty',
  logitBias: 'logit_bias',
  minP: 'min_p',
};

/** What the prompt's settings add to what its format says. */
export function withSettings(
  own: ModelParameters,
  settings: NonNullable<SensitivitySettings['parameters']>,
): ModelParameters {
  const given = parametersFrom(settings);
  return {
    ...own,
    temperature: given.temperature ?? own.temperature,
    topP: given.topP ?? own.topP,
    maxTokens: given.maxTokens ?? own.maxTokens,
    maxCompletionTokens: given.maxCompletionTokens ?? own.maxCompletionTokens,
    extra: { ...own.extra, ...given.extra },
  };
}

/** A model's own parameters, where the prompt does not set them. */
export function overModel(
  own: ModelParameters,
  model: Readonly<Record<string, unknown>>,
): ModelParameters {
  const given = parametersFrom(model);
  const hasLimit = own.maxTokens !== null || own.maxCompletionTokens !== null;
  return {
    ...own,
    temperature: own.temperature ?? given.temperature,
    topP: own.topP ?? given.topP,
    maxTokens: hasLimit ? own.maxTokens : given.maxTokens,
    maxCompletionTokens: hasLimit ? own.maxCompletionTokens : given.maxCompletionTokens,
    extra: { ...given.extra, ...own.extra },
  };
}

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

/** The first provider of a promptfoo configuration: its model, and its options as parameters of the call. */

import { isRecord, recordOf, textOrNull } from '../../text/narrow.js';
import { parametersFrom } from '../parameters.js';
import type { JsonSchemaFormat, ModelParameters } from '../prompt.js';
import type { Reading } from '../reading.js';
import type { GivenTools } from '../tools.js';
import type { YamlSource } from '../yaml/yamlSource.js';
import type { Values } from './promptfooConfig.js';
import { fileValue } from './promptfooVars.js';

type Path = readonly (string | number)[];

export interface Provider {
  readonly model: string | null;
  readonly options: Values;
  /** The place of its options. */
  readonly path: Path;
}

/** A name, a record with `id` and `config`, or a record under the name; the first of a list. */
export function providerOf({ providers, targets }: Values): Provider {
  const given = providers ?? targets;
  const [first] = Array.isArray(given) ? (given as unknown[]) : [given];
  const path = [providers ? 'providers' : 'targets', ...(Array.isArray(given) ? [0] : [])];
  if (!isRecord(first)) return { model: textOrNull(first), options: {}, path };
  const [only, ...others] = Object.keys(first);
  const isNamed = first['id'] === undefined && only !== undefined && others.length === 0;
  const inner = isNamed ? recordOf(first[only]) : first;
  const options = recordOf(inner['config']);
  const at = [...path, ...(isNamed ? [only] : []), 'config'];
  return { model: isNamed ? only : textOrNull(first['id']), options, path: at };
}

/** `functions` is the older name, for functions only. */
export const providerTools = ({ options, path }: Provider): GivenTools[] => [
  { given: options['tools'], path: [...path, 'tools'] },
  { given: options['functions'], path: [...path, 'functions'] },
];

/** What a call accepts beside numbers. */
const SENT: ReadonlySet<string> = new Set([
  ...['stop', 'logit_bias', 'reasoning_effort', 'reasoning', 'verbosity', 'thinking', 'user'],
  ...['tool_choice', 'parallel_tool_calls', 'service_tier', 'prediction', 'chat_template_kwargs'],
  ...[
    'stopSequences',
    'stop_sequences',
    'toolChoice',
    'reasoningEffort',
    'logitBias',
    'safety_settings',
  ],
]);
const ELSEWHERE = 'where to send calls, and with which key, is set in plumbline.yml';
const BY_PLUMBLINE = 'Plumbline decides when to retry';
const NOT_OF_THE_CALL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...[
        'apiKey',
        'apiKeyEnvar',
        'apiHost',
        'apiBaseUrl',
        'baseUrl',
        'url',
        'headers',
        'organization',
      ],
      ...['apiVersion', 'deployment_id', 'region', 'projectId', 'endpoint', 'body', 'method'],
    ].map((key) => [key, ELSEWHERE]),
  ),
  cost: 'prices are set in plumbline.yml',
  inputCost: 'prices are set in plumbline.yml',
  outputCost: 'prices are set in plumbline.yml',
  timeout: BY_PLUMBLINE,
  timeoutMs: BY_PLUMBLINE,
  maxRetries: BY_PLUMBLINE,
  seed: 'every call has a seed of its own, from the seed of the run',
  n: 'every call asks for one answer; use `sensitivity.repeats`',
  stream: 'whether answers are streamed is decided for the whole run',
};

/** Options of the call. Others are reported at their place with the reason why they are not sent. */
export function providerParameters(
  reading: Reading,
  yaml: YamlSource,
  { options, path }: Provider,
): ModelParameters {
  const sent: Record<string, unknown> = {};
  let format: Partial<ModelParameters> = {};
  for (const [key, value] of Object.entries({ ...options, ...recordOf(options['passthrough']) })) {
    const at = yaml.keyRangeOf([...path, key]) ?? yaml.rangeOf([...path, 'passthrough', key]);
    const tell = (reason: string) => reading.limit(at, `\`${key}\` is not sent: ${reason}.`);
    if (['tools', 'functions', 'passthrough'].includes(key) || value === null) continue;
    const reason = Object.hasOwn(NOT_OF_THE_CALL, key) ? NOT_OF_THE_CALL[key] : undefined;
    const isGiven = Object.hasOwn(recordOf(options['passthrough']), key);
    if (reason !== undefined) tell(reason);
    else if (key === 'response_format') {
      const read = responseFormat(
        typeof value === 'string' && value.startsWith('file://')
          ? fileValue(reading, value, at)
          : value,
      );
      if (read) format = read;
      else tell('its form is not known');
    } else if (isGiven || typeof value === 'number' || SENT.has(key)) sent[key] = value;
    else tell('set it under `sensitivity.parameters` if the model needs it');
  }
  return { ...parametersFrom(sent), ...format };
}

/** Null for a form that is not known. */
function responseFormat(
  value: unknown,
): Pick<ModelParameters, 'responseFormat' | 'jsonSchema'> | null {
  const { type, json_schema: nested, ...flat } = recordOf(value);
  if (type === 'text' || type === 'json_object') return { responseFormat: type, jsonSchema: null };
  const given = recordOf(nested ?? flat);
  if (type !== 'json_schema' || !isRecord(given['schema'])) return null;
  const schema = { name: 'answer', ...given } as JsonSchemaFormat;
  return { responseFormat: 'json_schema', jsonSchema: schema };
}

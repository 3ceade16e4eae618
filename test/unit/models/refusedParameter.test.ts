import { describe, expect, it } from 'vitest';
import { refusedParameter } from '../../../src/core/models/refusedParameter.js';

const SENT = [
  ...['model', 'messages', 'temperature', 'top_p', 'max_tokens', 'seed', 'stop', 'logprobs'],
  ...['top_logprobs', 'stream', 'stream_options', 'response_format', 'reasoning_effort'],
  ...['tool_choice', 'tools', 'top_k'],
];
const refused = (
  message: string,
  {
    param = null,
    code = null,
    status = 400,
    sent = SENT,
  }: {
    param?: string | null;
    code?: string | null;
    status?: number | null;
    sent?: readonly string[];
  } = {},
) =>
  refusedParameter(status, { message, param, code, status: null, retryAfterMs: null }, sent)
    ?.name ?? null;

describe('a refused request field', () => {
  it.each([
    ["'max_tokens' cannot be used with this model; send 'max_completion_tokens'.", 'max_tokens'],
    [
      "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens'.",
      'max_tokens',
    ],
    ["Unsupported value: 'temperature' does not support 0.", 'temperature'],
    ['invalid temperature: only 1 is allowed for this model', 'temperature'],
    ['`top_p` is deprecated for this model', 'top_p'],
    ['Unknown field: seed', 'seed'],
    ['seed: Extra inputs are not permitted', 'seed'],
    ['Invalid JSON payload received. Unknown name "seed": Cannot find field.', 'seed'],
    ["'stop' is not supported with this model.", 'stop'],
    ['Stop sequences are not supported for reasoning models', 'stop'],
    ['logprobs are not supported', 'logprobs'],
    ['This model does not return log probabilities.', 'logprobs'],
    ['top_logprobs must be at most 5', 'top_logprobs'],
    ['unknown: top_logprobs', 'top_logprobs'],
    ['stream_options is only allowed with vLLM 0.6', 'stream_options'],
    ["'response_format.type' must be 'json_schema' or 'text'", 'response_format'],
    ['Unrecognized request argument supplied: reasoning_effort', 'reasoning_effort'],
    ['tool_choice "required" is not supported', 'tool_choice'],
    ['Streaming is not supported for this model', 'stream'],
    ['参数 seed 不支持', 'seed'],
    ['top_k: unexpected field', 'top_k'],
  ])('%s → %s', (message, name) => {
    for (const status of [400, 403, 422]) expect(refused(message, { status })).toBe(name);
  });

  it('is named by `param`, also as a path or in another spelling', () => {
    expect(refused('no', { param: 'body.temperature' })).toBe('temperature');
    expect(refused('no', { param: 'generationConfig.topP' })).toBe('top_p');
    expect(refused('no', { param: 'stream_options.include_usage' })).toBe('stream_options');
  });

  it('is guessed among those we add ourselves where the endpoint names none', () => {
    expect(refused('Unsupported parameter in request', { sent: ['temperature', 'seed'] })).toBe(
      'seed',
    );
    expect(refused('Unsupported parameter in request', { sent: ['temperature'] })).toBeNull();
  });

  it.each([
    ['max_tokens is too large: 5000. This model supports at most 4096 completion tokens.'],
    ['temperature must be between 0 and 2'],
    ["This model's maximum context length is 4097 tokens, however you requested 5000 tokens"],
    ['The model `m` does not exist'],
    ['Please stop sending so many requests, this is not allowed'],
    ['The user quota does not allow this'],
    ['messages: this role is not supported'],
    ['tools are not supported by this model'],
  ])('is not what is wrong in: %s', (message) => {
    expect(refused(message)).toBeNull();
  });

  it('is one of ours where a server fails because it does not have it', () => {
    expect(refused('logprobs not implemented', { status: 500 })).toBe('logprobs');
    expect(refused('seed is not supported', { status: 500 })).toBe('seed');
    expect(refused('temperature is not supported', { status: 500 })).toBeNull();
    expect(refused('stream_options failed to parse', { status: 503 })).toBeNull();
  });

  it('is never one that was not sent, nor found in a passing failure', () => {
    expect(refused('seed is not supported', { sent: ['temperature'] })).toBeNull();
    expect(refused('seed is not supported', { status: 429 })).toBeNull();
  });
});

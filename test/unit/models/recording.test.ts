import { describe, expect, it } from 'vitest';
import { recordedLine, recordingKey, replayRecording } from '../../../src/core/models/recording.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { completion } from '../../support/fakes.js';

const request: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'hello' }],
  temperature: 0,
  topP: null,
  maxTokens: null,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: {},
  seed: 1,
  topLogprobs: 5,
};
const context = { signal: new AbortController().signal, repeat: 1, omit: new Set<string>() };
const HEADER = JSON.stringify({ version: 1, model: 'm', recordedAt: '2026-11-20T00:00:00.000Z' });

describe('a recording', () => {
  const tokens = [{ text: 'hi', logprob: -0.123456, top: [{ text: 'ho', logprob: -2 }] }];
  const lines = [HEADER, recordedLine(recordingKey(request, 1), completion('hi', { tokens }))];

  it('gives the answer back, labelled as recorded', async () => {
    const { provider } = replayRecording(lines, 'r.jsonl');
    expect(provider.recorded).toBe(true);
    expect(await provider.complete({ ...request, seed: 99 }, context)).toMatchObject({
      text: 'hi',
      tokens: [{ text: 'hi', logprob: -0.1235 }],
    });
  });

  it('holds one answer for each repeat', async () => {
    const { provider } = replayRecording(lines, 'r.jsonl');
    await expect(provider.complete(request, { ...context, repeat: 2 })).rejects.toThrow(
      'not in r.jsonl',
    );
  });

  it('does not serve a prompt that changed', async () => {
    const { provider } = replayRecording(lines, 'r.jsonl');
    const changed = { ...request, messages: [{ role: 'user' as const, content: 'hullo' }] };
    await expect(provider.complete(changed, context)).rejects.toThrow('has to be recorded again');
  });

  it('is refused when it is not one', () => {
    expect(() => replayRecording(['{}'], 'r.jsonl')).toThrow('is not a recording');
  });
});

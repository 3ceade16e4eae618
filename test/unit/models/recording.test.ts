import { describe, expect, it } from 'vitest';
import {
  recordingKey,
  recordingLines,
  replayRecording,
} from '../../../src/core/models/recording.js';
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
const ABOUT = { model: 'm', recordedAt: '2026-11-20T00:00:00.000Z' };
const call = (text: string, repeat: number, part = {}) => ({
  key: recordingKey(request, repeat),
  completion: completion(text, part),
});

describe('a recording', () => {
  const tokens = [{ text: 'hi', logprob: -0.123456, top: [{ text: 'ho', logprob: -2 }] }];
  const lines = recordingLines(ABOUT, [call('hi', 1, { tokens })]);

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

  it('holds the same text, reasoning and tokens once', async () => {
    const part = { tokens, reasoning: 'It is late.' };
    const own = recordingLines(ABOUT, [
      call('an answer', 1, part),
      call('an answer', 2, part),
      call('another', 3, { ...part, reasoning: 'an answer' }),
    ]);
    const text = own.join('\n');
    for (const once of ['"an answer"', '"It is late."', '"another"', '-0.1235'])
      expect(text.split(once)).toHaveLength(2);
    const { provider } = replayRecording(own, 'r.jsonl');
    const third = await provider.complete(request, { ...context, repeat: 3 });
    expect(third).toMatchObject({ text: 'another', reasoning: 'an answer' });
    expect(third.tokens).toEqual([{ ...tokens[0], logprob: -0.1235 }]);
  });

  it('of an earlier version, in which each call held its own text, is read as before', async () => {
    const { provider } = replayRecording(
      [
        JSON.stringify({ version: 1, ...ABOUT }),
        JSON.stringify({
          ...{ key: recordingKey(request, 1), text: 'hi', finishReason: 'stop' },
          ...{ tokens: [['hi', -1, []]], usage: [3, 1], latencyMs: 5, ttftMs: null },
        }),
      ],
      'r.jsonl',
    );
    expect(await provider.complete(request, context)).toMatchObject({
      ...{ text: 'hi', latencyMs: 5 },
      tokens: [{ text: 'hi', logprob: -1, top: [] }],
    });
  });

  it('lacks a call whose text is not in the file, as after a bad merge', async () => {
    const own = lines.filter((line) => !line.includes('"value":"hi"'));
    const { provider } = replayRecording(own, 'r.jsonl');
    await expect(provider.complete(request, context)).rejects.toThrow('not in r.jsonl');
  });
});

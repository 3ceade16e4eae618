import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.js';
import { createEventReader } from '../../../src/core/models/events.js';
import { createStreamReader } from '../../../src/core/models/streamReader.js';
import { randomFrom } from '../../../src/core/numbers/random.js';

const FACTS = { baseUrl: 'http://127.0.0.1:9/v1', model: 'm', secrets: [], now: 0 };

/** What the bytes say, however they are cut; the failure where they say no answer. */
function read(pieces: readonly Uint8Array[]) {
  const events = createEventReader();
  const reader = createStreamReader(FACTS);
  try {
    for (const piece of pieces) events.read(piece).forEach(reader.add);
    events.end().forEach(reader.add);
    return reader.end();
  } catch (error) {
    if (error instanceof ProviderError) return error.failure;
    throw error;
  }
}

const chunk = (delta: object, finish: string | null = null) => ({
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const CHUNKS = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ reasoning_content: 'hm, 2 « grüße »' }),
  chunk({ content: 'Zürich 🎈 ' }),
  chunk({ content: [{ type: 'text', text: '\r\n"x"' }] }),
  chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'go', arguments: '{"to":' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '"Genève"}' } }] }),
  chunk({}, 'tool_calls'),
  { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } },
];
const written = (lineEnd: string, space: string) =>
  [': hello', '', ...CHUNKS.flatMap((each) => [`data:${space}${JSON.stringify(each)}`, ''])]
    .concat(`data:${space}[DONE]`, '', '')
    .join(lineEnd);
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a streamed answer', () => {
  const whole = read([bytesOf(written('\n', ' '))]);

  it('holds text, calls, reasoning and usage', () => {
    expect(whole).toMatchObject({
      text: JSON.stringify({
        content: 'Zürich 🎈 \r\n"x"',
        tool_calls: [{ name: 'go', arguments: { to: 'Genève' } }],
      }),
      reasoning: 'hm, 2 « grüße »',
      finishReason: 'tool_calls',
      usage: { promptTokens: 3, completionTokens: 4 },
    });
  });

  it('reads the same however the network cuts it and the server ends its lines', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', ' '),
        fc.array(fc.nat({ max: 2000 }), { maxLength: 40 }),
        (lineEnd, space, cuts) => {
          const bytes = bytesOf(written(lineEnd, space));
          const places = [
            0,
            ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b),
            bytes.length,
          ];
          const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
          expect(read(pieces)).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('fails its call and nothing else, whatever is damaged (10,000 mutations)', () => {
    const random = randomFrom('stream fuzz', 1);
    const original = bytesOf(written('\n', ' '));
    const pick = (below: number) => random.int(below);
    for (let run = 0; run < 10_000; run++) {
      const bytes = Uint8Array.from(original);
      for (let times = 1 + pick(4); times > 0; times--) {
        const at = pick(bytes.length);
        if (pick(2) === 0) bytes[at] = pick(256);
        else bytes.copyWithin(at, pick(bytes.length), pick(bytes.length));
      }
      const result = read([bytes.subarray(0, pick(3) === 0 ? pick(bytes.length) : bytes.length)]);
      if (result !== null && typeof result === 'object') {
        expect(typeof result.text).toBe('string');
        expect(result.text).not.toContain('[object Object]');
      }
    }
  });
});

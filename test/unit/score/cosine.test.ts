import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { cosine } from '../../../src/core/text/cosine.js';
import { endpointOn, tested } from '../../support/studies.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';

const OPEN = `messages:
  - role: system
    content: You tell stories. Be brief. Be kind.
  - role: user
    content: About {{thing}}.
testData: [{ thing: cats }, { thing: dogs }, { thing: rain }]
`;

async function run(embedder: (texts: readonly string[]) => Promise<number[][]>) {
  const prompt = promptFrom(OPEN);
  const provider = fakeProvider(({ messages }) => {
    const thing = /About (\w+)/.exec(messages.at(-1)!.content)?.[1] ?? '';
    const kind = messages[0]!.content.includes('Thank') ? 'short' : 'long';
    return completion(`A ${kind} story of ${thing}`);
  });
  const asked: number[] = [];
  const endpoint = endpointOn(provider, {
    concurrency: 2,
    embedder: (texts) => {
      asked.push(texts.length);
      return embedder(texts);
    },
  });
  const { report } = await tested(prompt, endpoint, { variants: { politeness: 2 } });
  return { asked, envelope: report.metrics['similarity.cosine']! };
}

const THINGS = ['cats', 'dogs', 'rain'];
/** The thing decides, the kind of story hardly. */
const vector = (text: string) => [
  ...THINGS.map((thing) => (text.includes(thing) ? 1 : 0)),
  text.includes('long') ? 0.5 : 0,
];

describe('the cosine of two embeddings', () => {
  it('is as METRICS 9.6 works it out', () => {
    expect(cosine([1, 2, 2], [2, 0, 1])).toBeCloseTo(0.596285, 6);
    expect(cosine([0, 0], [1, 1])).toBeNull();
    expect(cosine([], [])).toBeNull();
  });
});

describe('likeness of meaning', () => {
  it('is measured on each different answer once, between the marks of noise and of unrelated answers', async () => {
    const { asked, envelope } = await run((texts) => Promise.resolve(texts.map(vector)));
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6);
    expect(envelope.value).toBeGreaterThan(0.9);
    expect(envelope.noiseFloor).toBeCloseTo(1, 9);
    expect(envelope.config['unrelated']).toBeLessThan(0.3);
    expect(envelope.config['calibrated']).toBeGreaterThan(0.8);
  });

  it('is absent where nothing embeds texts, and a refusal costs nothing else', async () => {
    const { envelope } = await run(() => Promise.reject(new UserError('no')));
    expect(envelope).toMatchObject({ value: null, reason: 'no-embeddings' });
  });
});

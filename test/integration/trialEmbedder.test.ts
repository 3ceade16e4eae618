import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { cosine } from '../../src/core/text/cosine.js';
import { trialEmbedder } from '../../src/node/trialModel/embedder.js';
import { trialModelHost } from '../../src/node/trialModelHost.js';

const { signal } = new AbortController();
const host = trialModelHost({ say: () => undefined, signal });
let missing: string | null = null;
beforeAll(async () => {
  try {
    await host.embedder();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    missing = error.message;
  }
}, 180_000);
afterAll(() => host.stop());

describe('the trial embedder', () => {
  const embed = trialEmbedder(() => host.embedder());
  const itWhereItIs = (name: string, test: () => Promise<void>) =>
    it(name, async ({ skip }) => {
      if (missing !== null) skip(missing);
      await test();
    });
  const one = async (text: string) => (await embed([text], signal))[0] ?? [];

  itWhereItIs('gives a text the same bits alone and among others', async () => {
    const texts = ['The cat sleeps.', 'Sort the tickets.', 'Un chat dort.', '고양이가 잔다'];
    const together = await embed(texts, signal);
    expect(together.map(({ length }) => length)).toEqual([384, 384, 384, 384]);
    for (const [at, text] of texts.entries()) expect(await one(text)).toEqual(together[at]);
  });

  itWhereItIs('holds what says the same nearer than what does not', async () => {
    const [base = [], near = [], far = []] = await embed(
      ['Summarize the text in one sentence.', 'Give a one-sentence summary.', 'Bake the bread.'],
      signal,
    );
    expect(cosine(base, near)).toBeGreaterThan(0.6);
    expect(cosine(base, far)).toBeLessThan(0.3);
  });

  itWhereItIs(
    'reads the first 256 tokens of a long text, and nothing of an empty one',
    async () => {
      const long = 'word '.repeat(2000);
      const [cut = [], empty, beside = []] = await embed([long, '  ', 'short'], signal);
      expect(cut).toHaveLength(384);
      expect(await one('word '.repeat(254))).toEqual(cut);
      expect(empty).toEqual([]);
      expect(await one('short')).toEqual(beside);
    },
  );
});

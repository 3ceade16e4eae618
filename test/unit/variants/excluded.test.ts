import { describe, expect, it } from 'vitest';
import { excludeVariants } from '../../../src/core/variants/excluded.js';
import { decideOn, parseFrozen } from '../../../src/core/variants/frozen.js';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const OPTIONS = { counts: { format: 2, persona: 1 }, seed: 1, frozen: null, ask: null };
const prompt = promptFrom(TRIAGE);
const excluding = (ids: string) => promptFrom(`${TRIAGE}sensitivity:\n  exclude: [${ids}]\n`);

describe('a variant a person turned down', () => {
  it('by id is replaced by the next of its class, and the others keep their ids', async () => {
    const before = await makeVariants(prompt, OPTIONS);
    const after = await makeVariants(excluding('format-1'), OPTIONS);
    expect(after.variants.map(({ id }) => id)).toEqual([
      'original',
      'format-2',
      'format-3',
      'persona-1',
    ]);
    expect(after.variants[1]).toEqual(before.variants[2]);
    expect(after.unused).toMatchObject([{ id: 'format-1', status: 'rejected' }]);
    expect(after.unused[0]?.messages).toEqual(before.variants[1]?.messages);
  });

  it('is not among a number of variants in all', async () => {
    const ids = async (of: typeof prompt) =>
      (await makeVariants(of, { ...OPTIONS, counts: 8 })).variants.map(({ id }) => id);
    const [, first = ''] = await ids(prompt);
    const after = await ids(excluding(first));
    expect(after).not.toContain(first);
    expect(after).toHaveLength(9);
  });

  it('is kept by its text, so that another seed does not bring it back', async () => {
    const { variants } = await makeVariants(prompt, OPTIONS);
    const { frozen } = parseFrozen(excludeVariants(prompt, null, [variants[1]!]));
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = await makeVariants(prompt, { ...OPTIONS, counts: { format: 40 }, seed, frozen });
      expect(made.variants.map(({ messages }) => messages)).not.toContainEqual(
        variants[1]!.messages,
      );
    }
    const again = await makeVariants(prompt, { ...OPTIONS, frozen });
    expect(again.unused.map(({ id }) => id)).toEqual(['format-1']);
  });

  it('comes back when it is approved', async () => {
    const { variants } = await makeVariants(prompt, OPTIONS);
    const text = excludeVariants(prompt, null, [variants[1]!]);
    const { frozen } = parseFrozen(decideOn(text, 'format-1', { status: 'approved' }));
    const made = await makeVariants(prompt, { ...OPTIONS, frozen });
    expect(made.variants).toEqual(variants);
  });

  it('does not count as a paraphrase, nor as a kept variant of an earlier prompt', async () => {
    const { variants } = await makeVariants(prompt, OPTIONS);
    const text = excludeVariants(prompt, null, variants.slice(1));
    const edited = promptFrom(TRIAGE.replace('Be brief', 'Be kind'));
    const { shortfalls } = await makeVariants(edited, {
      ...OPTIONS,
      counts: { paraphrase: 1 },
      frozen: parseFrozen(text).frozen,
    });
    expect(shortfalls).toMatchObject([{ reason: 'no model was asked to write any' }]);
  });

  it('of the prompt file’s own is not sent', async () => {
    const own = `${TRIAGE}sensitivity:\n  exclude: [short]\n  variants:\n    - { id: short, messages: [{ role: user, content: 'Sort {{ticket}}' }] }\n    - { id: long, messages: [{ role: user, content: 'Sort this: {{ticket}}' }] }\n`;
    const { variants, unused } = await makeVariants(promptFrom(own), { ...OPTIONS, counts: null });
    expect(variants.map(({ id }) => id)).toEqual(['original', 'long']);
    expect(unused.map(({ id }) => id)).toEqual(['short']);
  });

  it('is said where too few are left', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `persona-${at + 1}`).join(', ');
    const { shortfalls } = await makeVariants(excluding(ids), OPTIONS);
    expect(shortfalls).toMatchObject([
      { class: 'persona', made: 0, reason: 'no more distinct variants exist; 4 excluded' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { makeVariants } from '../../../src/core/variants/makeVariants.js';
import { promptFrom } from '../../support/prompts.js';

/** The texts of all format variants of a prompt. */
async function formats(...contents: string[]): Promise<string[]> {
  const messages = contents.map((content, at) => ({
    role: at < contents.length - 1 ? 'system' : 'user',
    content,
  }));
  const { variants } = await makeVariants(promptFrom(JSON.stringify({ messages })), {
    counts: { format: 200 },
    seed: 1,
    frozen: null,
    ask: null,
  });
  return variants.slice(1).map((variant) => variant.messages.map((m) => m.content).join('\n'));
}

describe('the letters and numbers of a list', () => {
  it.each([
    ['A) Billing\nB) Shipping\nAnswer with the letter alone.\n{{t}}', /^\W*[A]\W+Billing$/m],
    ['A. Good work\nB. Bad work\nGive grade B when in doubt. {{t}}', /^\W*A\W+Good work$/m],
    ['a) Good work\nb) Bad work\nc) No work\nReply with a, b or c. {{t}}', /^\W*a\W+Good work$/m],
    [
      '1. It pays\n2. It loses\nAnswer with the number of the option only. {{t}}',
      /^\W*1\W+It pays$/m,
    ],
    ['1. It pays well now.\n2. It loses a lot.\nIn doubt reply 2. {{t}}', /^\W*1\W+It pays/m],
    ['A) 账单问题\nB) 发货问题\n只输出字母。 {{t}}', /^\W*A\W+账单问题$/mu],
    ['1) 账单的问题很多。\n2) 发货的问题很多。\n不确定则属于2。 {{t}}', /^\W*1\W+账单/mu],
    ['1. Es zahlt sich aus.\n2. Es kostet viel.\nNenne nur die Nummer. {{t}}', /^\W*1\W+Es/m],
    ['1. Cela paie.\n2. Cela coûte.\nDonne seulement le numéro. {{t}}', /^\W*1\W+Cela/m],
    ['1. 支払いの話です。\n2. 発送の話です。\n番号だけを答えてください。 {{t}}', /^\W*1\W+支払/mu],
  ])('stay as they are in %j', async (content, first) => {
    const texts = await formats(content);
    for (const text of texts) expect(text).toMatch(first);
  });

  it('stay where another message refers to them', async () => {
    const texts = await formats('1. It pays well.\n2. It loses much.', 'Give the number. {{t}}');
    for (const text of texts) expect(text).toMatch(/^\W*1\W+It pays/m);
  });

  it('do not become those of the items inside', async () => {
    const content =
      '1. Read it well.\n   a. Read the title.\n   b. Read the text.\n2. Sum it up.\n\n{{t}}';
    const texts = await formats(content);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).not.toMatch(/^\W*[aA]\W+Read it well/m);
  });

  it('do not become references', async () => {
    const content = '1. Read it well.\n2. Sum it up.\n\nCite sources as [1], [2].\n\n{{t}}';
    for (const text of await formats(content)) expect(text).not.toMatch(/^\[1\] Read/m);
  });

  it('may become others where nothing depends on them', async () => {
    const texts = await formats('1. Read it well.\n2. Sum it up.\n\n{{t}}');
    expect(texts.join('\n')).toMatch(/^\(a\) Read/m);
  });
});

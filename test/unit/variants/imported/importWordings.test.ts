import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../../src/core/ports/model.js';
import { freeze, parseFrozen, thawVariants } from '../../../../src/core/variants/frozen.js';
import {
  importedSchema,
  importWordings,
} from '../../../../src/core/variants/imported/importWordings.js';
import { placeWordings } from '../../../../src/core/variants/imported/placeWordings.js';
import { completion } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';

const ORIGINAL = 'Which word has more letters, {{a}} or {{b}}?';
const PROMPT = promptFrom(JSON.stringify({ messages: [{ role: 'user', content: ORIGINAL }] }));
const texts = (...all: string[]) => all.map((text) => ({ text, messages: null }));
const imported = (wordings: string[], more: { ask?: Ask; frozen?: string } = {}) =>
  importWordings(PROMPT, texts(...wordings), {
    frozen: more.frozen === undefined ? null : parseFrozen(more.frozen).frozen,
    ask: more.ask ?? null,
    embed: null,
    change: 'Imported from w.txt',
  });

const GOOD = 'Of {{a}} and {{b}}, which word has more letters?';
const TURNED = 'Which word has fewer letters, {{a}} or {{b}}?';
const BROKEN = 'Which word has more letters than {{a}}?';

describe('imported wordings', () => {
  it('have a status, flags, a risk and a reason each, in the order of the file', async () => {
    const { imported: all } = await imported([TURNED, BROKEN, GOOD]);
    expect(all.map((each) => importedSchema.parse(each))).toEqual(all);
    expect(all.map(({ text, status, id }) => [text, status, id])).toEqual([
      [TURNED, 'flagged', 'paraphrase-1'],
      [BROKEN, 'rejected', 'paraphrase-2'],
      [GOOD, 'passed', 'paraphrase-3'],
    ]);
    expect(all[0]?.flags).toContainEqual({
      code: 'reversed',
      text: 'it says “fewer” and no longer “more”',
    });
    expect(all[1]).toMatchObject({ risk: 1, reason: 'the placeholder {{b}} is missing' });
    expect(all[2]?.risk).toBeLessThan(all[0]?.risk ?? 0);
    expect(all[2]?.reason).toBeNull();
  });

  it('wait for review, rejected ones with their text too', async () => {
    const { variants } = await imported([GOOD, BROKEN]);
    const frozen = parseFrozen(freeze(PROMPT, null, { variants, asked: null })).frozen!;
    expect(
      thawVariants(frozen, PROMPT).map(({ id, status, messages, gate }) => [
        id,
        status,
        messages[0]?.content,
        gate.invariants.length,
      ]),
    ).toEqual([
      ['paraphrase-1', 'pending', GOOD, 0],
      ['paraphrase-2', 'pending', BROKEN, 1],
    ]);
  });

  it('that are empty or not new are not kept', async () => {
    const first = await imported([GOOD]);
    const frozen = freeze(PROMPT, null, { variants: first.variants, asked: null });
    const { imported: all, variants } = await imported([GOOD, ORIGINAL, TURNED, TURNED, ' '], {
      frozen,
    });
    expect(all.map(({ status, id }) => [status, id])).toEqual([
      ['flagged', null],
      ['flagged', null],
      ['flagged', 'paraphrase-2'],
      ['flagged', null],
      ['rejected', null],
    ]);
    expect(all.map(({ flags }) => flags[0]?.text)).toMatchObject([
      'it is the same as paraphrase-1',
      'it is the same as the original',
      'it says “fewer” and no longer “more”',
      'it is the same as paraphrase-2',
      expect.anything(),
    ]);
    expect(variants).toHaveLength(1);
  });

  it('are never turned down for being near to another, whatever their order', async () => {
    const near = [GOOD, 'Of {{a}} and {{b}}: which word has more letters?'];
    const first = await imported([near[0] as string]);
    const frozen = freeze(PROMPT, null, { variants: first.variants, asked: null });
    const twin = { code: 'repeats', text: 'it is almost identical to another paraphrase' };
    for (const order of [near, near.toReversed()]) {
      const { imported: all } = await imported(order);
      for (const { status, id, flags } of all) {
        expect([status, id]).toEqual(['flagged', expect.any(String)]);
        expect(flags).toContainEqual(twin);
      }
    }
    const [later] = (await imported([near[1] as string], { frozen })).imported;
    expect(later).toMatchObject({ status: 'flagged', id: 'paraphrase-2' });
  });

  it('that differ in white space only are the same', async () => {
    const { imported: all } = await imported([GOOD, GOOD.replace(' which', '\n  which')]);
    expect(all[1]).toMatchObject({ id: null, flags: [{ text: 'it is the same as paraphrase-1' }] });
  });

  it('are rejected by a judge, and flagged where it cannot be read', async () => {
    const judge =
      (reply: string): Ask =>
      () =>
        Promise.resolve(completion(reply));
    const [bad] = (await imported([GOOD], { ask: judge('**No**\n- the comparison') })).imported;
    expect(bad).toMatchObject({ status: 'rejected', risk: 1 });
    expect(bad?.reason).toContain('the comparison');
    const [unread] = (await imported([GOOD], { ask: judge('Hm.') })).imported;
    expect(unread).toMatchObject({ status: 'flagged', flags: [{ code: 'not-judged' }] });
    const [good] = (await imported([GOOD], { ask: judge('Yes.') })).imported;
    expect(good?.status).toBe('passed');
  });
});

describe('the place of an imported text', () => {
  const prompt = promptFrom(
    JSON.stringify({
      messages: [
        { role: 'system', content: 'You are a careful linguist.' },
        { role: 'user', content: ORIGINAL },
      ],
    }),
  );
  const contentsOf = (text: string) =>
    placeWordings(prompt, texts(text))[0]?.map(({ content }) => content);

  it('is the message it resembles', () => {
    expect(contentsOf(GOOD)).toEqual(['You are a careful linguist.', GOOD]);
    expect(contentsOf('Be a careful linguist.')).toEqual(['Be a careful linguist.', ORIGINAL]);
    expect(contentsOf('Compare words and letters.')?.[1]).toBe(ORIGINAL);
  });

  it('is each message where they are marked', () => {
    expect(contentsOf(`System: Take care.\nUser: ${GOOD}`)).toEqual(['Take care.', GOOD]);
  });
});

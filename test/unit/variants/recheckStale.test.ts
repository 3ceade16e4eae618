import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/core/prompt/edit.js';
import { rewordPrompt } from '../../../src/core/prompt/formats/formats.js';
import {
  decideOn,
  freeze,
  parseFrozen,
  thawVariants,
  type FrozenVariants,
} from '../../../src/core/variants/frozen.js';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { recheckStale } from '../../../src/core/variants/meaning/recheckStale.js';
import { completion } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';

const textOf = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });
const OLD = promptFrom(textOf('Sort {{x}} with care. Be brief.'));
const NEW = promptFrom(textOf('Sort {{x}} with great care. Be brief.'));
const BROKEN = promptFrom(textOf('Sort {{x}} with {{y}} care. Be brief.'));

const keptFor = (prompt = OLD): FrozenVariants => {
  const messages = [{ role: 'user' as const, content: 'Carefully sort {{x}}. Keep it brief.' }];
  const gate = { ...checkMeaning(prompt, messages, { rewritten: true }), entails: true };
  const variants = [{ id: 'paraphrase-1', class: 'paraphrase', change: 'c', messages, gate }];
  const asked = { model: 'm', wanted: 2, rejected: [] };
  return parseFrozen(freeze(prompt, null, { variants, asked })).frozen!;
};
const nobody = { ask: null, embed: null };

describe('wordings of an earlier version', () => {
  it('hold the prompt they were made for, and wait for a person when they hold for the new one', async () => {
    const [regated] = await recheckStale(NEW, keptFor(), nobody);
    expect(regated).toMatchObject({
      turnedDown: null,
      madeFor: [{ content: OLD.messages[0]?.content }],
    });
    const after = parseFrozen(
      freeze(NEW, keptFor(), { variants: [regated!.variant], asked: null }),
    ).frozen!;
    expect(thawVariants(after, NEW).map(({ status }) => status)).toEqual(['pending']);
    expect(after.earlier).toBeUndefined();
    expect(after.asked).toBeUndefined();
  });

  it('stay stale, with the reason, when they do not', async () => {
    const [regated] = await recheckStale(BROKEN, keptFor(), nobody);
    expect(regated?.turnedDown).toMatchObject({ step: 'invariants' });
    expect(regated?.turnedDown?.reason).toContain('{{y}} is missing');
    expect(regated?.variant.status).toBe('stale');
  });

  it('are asked about only when there is somebody to ask', async () => {
    const answers = ['no\n- great care', 'yes'];
    const ask = () => Promise.resolve(completion(answers.shift() as string));
    const [regated] = await recheckStale(NEW, keptFor(), { ask, embed: null });
    expect(regated?.turnedDown).toEqual({
      step: 'requirements',
      reason: 'it no longer requires: great care',
    });
    expect(regated?.variant.gate).toMatchObject({ entails: false, missing: ['great care'] });
  });

  it('are kept beside new ones, and are back when the prompt is again what it was', () => {
    const both = parseFrozen(
      freeze(NEW, keptFor(), {
        variants: [
          { ...keptFor(NEW).variants[0]!, id: 'paraphrase-2', gate: checkMeaning(NEW, [], {}) },
        ],
        asked: null,
      }),
    ).frozen!;
    const seen = (prompt: typeof OLD) =>
      thawVariants(both, prompt).map(({ id, status }) => `${id} ${status}`);
    expect(seen(NEW)).toEqual(['paraphrase-2 pending', 'paraphrase-1 stale']);
    expect(seen(OLD)).toEqual(['paraphrase-1 pending', 'paraphrase-2 stale']);
    const decided = decideOn(JSON.stringify(both), 'paraphrase-1', { status: 'approved' });
    expect(thawVariants(parseFrozen(decided).frozen!, OLD)[0]?.status).toBe('approved');
  });

  it('that a person rejected are left alone', async () => {
    const rejected = parseFrozen(
      decideOn(JSON.stringify(keptFor()), 'paraphrase-1', { status: 'rejected' }),
    ).frozen!;
    expect(await recheckStale(NEW, rejected, nobody)).toEqual([]);
  });

  it('can be put into the file they were made for', () => {
    const source = { path: 'a.prompt.yml', text: textOf('Sort {{x}} with care. Be brief.') };
    const { messages } = keptFor().variants[0]!;
    expect(applyEdit(source.text, rewordPrompt(source, messages))).toContain('Carefully sort');
  });
});

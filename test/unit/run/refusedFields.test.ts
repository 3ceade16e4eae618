import { describe, expect, it } from 'vitest';
import { english } from '../../../src/core/say/say.js';
import { noteText } from '../../../src/core/words/notes.js';
import {
  leftOutNotes,
  openRefusedFields,
  refusalsReplaced,
  type RefusalStore,
} from '../../../src/core/run/refusedFields.js';

function keptIn(text: string | null = null): RefusalStore & { text: string | null } {
  const store = {
    text,
    read: () => Promise.resolve(store.text),
    write: (fresh: string) => {
      store.text = fresh;
      return Promise.resolve();
    },
  };
  return store;
}
const at = (now: number) => ({ now: () => now });
const DAY = 24 * 60 * 60 * 1000;

describe('what an endpoint refuses', () => {
  it('is known to the next run, for that endpoint and model', async () => {
    const store = keptIn();
    const first = await openRefusedFields(store, at(0));
    first.of('http://a', 'm').add('seed');
    await first.close();
    const next = await openRefusedFields(store, at(DAY));
    expect([...next.of('http://a', 'm').names]).toEqual(['seed']);
    expect([...next.of('http://a', 'n').names]).toEqual([]);
    expect([...next.of('http://b', 'm').names]).toEqual([]);
  });

  it('is asked again after a month, and where the file is damaged', async () => {
    const store = keptIn();
    const first = await openRefusedFields(store, at(0));
    first.of('a', 'm').add('seed');
    await first.close();
    expect((await openRefusedFields(store, at(31 * DAY))).of('a', 'm').names.size).toBe(0);
    expect((await openRefusedFields(keptIn('{"version":1'), at(0))).of('a', 'm').names.size).toBe(
      0,
    );
  });

  it('is added to what another run has learned meanwhile', async () => {
    const store = keptIn();
    const [one, two] = [
      await openRefusedFields(store, at(0)),
      await openRefusedFields(store, at(0)),
    ];
    one.of('a', 'm').add('seed');
    two.of('a', 'm').add('stop');
    await one.close();
    await two.close();
    expect([...(await openRefusedFields(store, at(0))).of('a', 'm').names]).toEqual([
      'seed',
      'stop',
    ]);
  });

  it('is replaced by what was found out on purpose', async () => {
    const before = refusalsReplaced(
      null,
      { endpoint: 'a', model: 'm' },
      { names: ['seed'], at: 0 },
    );
    const after = refusalsReplaced(
      before,
      { endpoint: 'a', model: 'm' },
      { names: ['stop'], at: 0 },
    );
    expect([...(await openRefusedFields(keptIn(after), at(0))).of('a', 'm').names]).toEqual([
      'stop',
    ]);
  });

  it.each([
    [['max_tokens'], {}, 'The endpoint rejected max_tokens; using max_completion_tokens instead.'],
    [
      ['max_completion_tokens'],
      {},
      'The endpoint rejected max_completion_tokens; using max_tokens instead.',
    ],
    [
      ['temperature'],
      { temperature: 0 },
      'The endpoint does not accept temperature, so it was left out: answers are sampled at the model’s own temperature instead of 0.',
    ],
    [
      ['seed'],
      {},
      'The endpoint does not accept seed, so it was left out: equal requests need not get equal answers.',
    ],
    [
      ['top_k'],
      {},
      'The endpoint does not accept top_k, so it was left out: the endpoint’s own default applies.',
    ],
  ])('%j is said in words', (names, values, sentence) => {
    expect(
      leftOutNotes({ refused: names, missing: [] }, values).map((each) => noteText(each, english)),
    ).toEqual([sentence]);
  });

  it('is told from what the API does not have', () => {
    const [note] = leftOutNotes({ refused: [], missing: ['seed'] });
    expect(noteText(note!, english)).toBe(
      'The Responses API does not have seed, so it was not sent: equal requests need not get equal answers.',
    );
  });

  it('is the limit itself where neither name is taken', () => {
    const [note] = leftOutNotes({ refused: ['max_tokens', 'max_completion_tokens'], missing: [] });
    expect(note?.params['instead']).toBeNull();
  });
});

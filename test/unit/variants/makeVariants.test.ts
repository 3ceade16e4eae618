import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask, AskRequest } from '../../../src/core/ports/model.js';
import { fingerprint } from '../../../src/core/prompt/fingerprint.js';
import { literal } from '../../../src/core/prompt/languages/literal.js';
import { RULE_CLASSES } from '../../../src/core/variants/classes/classes.js';
import { decideOn, freeze, keptOf, parseFrozen } from '../../../src/core/variants/frozen.js';
import { checkMeaning } from '../../../src/core/variants/meaning/meaningCheck.js';
import { notJudgedText } from '../../../src/core/variants/meaning/notJudged.js';
import { makeVariants, type VariantOptions } from '../../../src/core/variants/makeVariants.js';
import { completion } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { english } from '../../../src/core/say/say.js';

const OPTIONS: VariantOptions = { counts: null, seed: 1, frozen: null, ask: null };
const make = (text: string, options: Partial<VariantOptions> = {}) =>
  makeVariants(promptFrom(text), { ...OPTIONS, ...options });
const contents = (messages: readonly { content: string }[]) =>
  messages.map(({ content }) => content).join('\n');

/** Writes what it is told, and says of the requirements what it is told. */
const answering = (text: string, judgement = 'yes'): Ask & { calls: number } => {
  const ask = Object.assign(
    ({ purpose }: AskRequest) => {
      ask.calls += purpose === 'paraphrase' ? 1 : 0;
      return Promise.resolve(completion(purpose === 'paraphrase' ? text : judgement));
    },
    { calls: 0 },
  );
  return ask;
};

describe('variants', () => {
  it('put the original first and stress variants last', async () => {
    const { variants } = await make(TRIAGE);
    expect(variants.map(({ id }) => id)).toEqual([
      'original',
      'format-1',
      'format-2',
      'order-1',
      'persona-1',
      'politeness-1',
      'typo-1',
    ]);
    expect(variants.filter(({ stress }) => stress).map(({ id }) => id)).toEqual(['typo-1']);
  });

  it('are the same for the same seed and others for another', async () => {
    const texts = async (seed: number) =>
      (await make(TRIAGE, { seed })).variants.map(({ messages }) => contents(messages));
    expect(await texts(4)).toEqual(await texts(4));
    expect(await texts(4)).not.toEqual(await texts(5));
  });

  it('say which class could not be made, and why', async () => {
    const { shortfalls } = await make('messages:\n  - role: user\n    content: "{{x}}"\n');
    expect(shortfalls).toContainEqual({
      class: 'order',
      wanted: 1,
      made: 0,
      reason: 'no rules for this language (not recognized)',
    });
    expect(shortfalls.map((each) => each.class)).toEqual([
      'paraphrase',
      'format',
      'order',
      'persona',
      'politeness',
      'typo',
    ]);
  });

  it('refuse a class that does not exist', async () => {
    await expect(make(TRIAGE, { counts: { rephrase: 1 } })).rejects.toThrow(
      'Unknown variant class rephrase',
    );
  });

  it('take the wordings of the prompt file where it lists them', async () => {
    const { variants } = await make(
      `${TRIAGE}sensitivity:\n  variants:\n    - change: shorter\n      messages:\n        - { role: system, content: Sort. }\n        - { role: user, content: '{{ticket}}' }\n`,
    );
    expect(variants.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'original original',
      'handwritten-1 approved',
    ]);
  });
});

describe('what no rewording may touch', () => {
  const word = fc.constantFrom(
    'Read',
    'the',
    'text',
    'carefully',
    'before',
    'answering',
    'Answer',
    'briefly',
    'always',
    'never',
  );
  const piece = fc.oneof(
    { weight: 6, arbitrary: word },
    fc.constantFrom(
      '{{input}}',
      '{{other}}',
      '`code here`',
      '"quoted words"',
      'https://example.org/a?b=1',
      '12',
      '3.5',
      '{"label": "bug"}',
      'bug',
      'billing',
    ),
  );
  const sentence = fc
    .array(piece, { minLength: 3, maxLength: 9 })
    .map((pieces) => `${pieces.join(' ')}.`);
  const line = fc.oneof(
    sentence,
    sentence.map((text) => `Task: ${text}`),
    fc
      .array(sentence, { minLength: 2, maxLength: 4 })
      .map((items) => items.map((item) => `- ${item}`).join('\n')),
  );
  const text = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));

  const count = (whole: string, part: string) => whole.split(part).length - 1;
  const KEPT = [
    '`code here`',
    '"quoted words"',
    'https://example.org/a?b=1',
    '3.5',
    '{"label": "bug"}',
  ];

  it.each(RULE_CLASSES.map(({ id }) => [id]))('holds for every wording of class %s', async (id) => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(1000), async (content, seed) => {
        const yaml = `messages:\n  - role: user\n    content: ${JSON.stringify(content)}\ntestData:\n${['bug', 'billing', 'bug', 'billing'].map((label) => `  - input: x\n    other: y\n    expected: ${label}`).join('\n')}\n`;
        const { variants } = await make(yaml, { counts: { [id]: 3 }, seed });
        const [original, ...others] = variants.map(({ messages }) => contents(messages));
        for (const other of others) {
          const names = (whole: string) =>
            literal
              .read(whole, {})
              .variables.map(({ name }) => name)
              .sort();
          expect(names(other)).toEqual(names(original as string));
          for (const kept of KEPT) expect(count(other, kept)).toBe(count(original as string, kept));
          for (const label of ['bug', 'billing']) {
            expect(new RegExp(`\\b${label}\\b`).test(other)).toBe(
              new RegExp(`\\b${label}\\b`).test(original as string),
            );
          }
        }
        const said = variants.map(({ messages }) => JSON.stringify(messages));
        expect(new Set(said).size).toBe(variants.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('kept wordings', () => {
  const messages = [
    {
      role: 'system' as const,
      content:
        'Sort every ticket. First read it. Keep the customer in mind. One label is the answer.',
    },
    { role: 'user' as const, content: 'Task: Choose bug or billing.\nTicket: {{ticket}}\nLabel:' },
  ];
  const frozenWith = (status: string, original = fingerprint(promptFrom(TRIAGE).messages)) => {
    const yaml = JSON.stringify({
      version: 1,
      prompt: 'p',
      original,
      variants: [{ id: 'paraphrase-1', class: 'paraphrase', status, change: 'c', messages }],
    });
    return parseFrozen(yaml).frozen;
  };

  it.each([
    ['approved', ['original approved'.slice(0, 8), 'paraphrase-1'], 0],
    ['pending', ['original', 'paraphrase-1'], 0],
    ['rejected', ['original'], 1],
  ])('that are %s are sent as they should be', async (status, ids, unused) => {
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, frozen: frozenWith(status) });
    expect(made.variants.map(({ id }) => id)).toEqual(ids);
    expect(made.unused).toHaveLength(unused);
  });

  it('beyond the wanted number are not sent, and not forgotten', async () => {
    const made = await make(TRIAGE, { counts: { format: 1 }, frozen: frozenWith('pending') });
    expect(made.variants.map(({ id }) => id)).toEqual(['original', 'format-1']);
    expect(made.spare.map(({ id }) => id)).toEqual(['paraphrase-1']);
    expect(made.unused).toEqual([]);
  });

  it('that a person mended into another task wait, and are not sent', async () => {
    const frozen = frozenWith('pending');
    const failed = frozen && {
      ...frozen,
      variants: frozen.variants.map((each) => ({ ...each, entails: false })),
    };
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, frozen: failed });
    expect(made.variants.map(({ id }) => id)).toEqual(['original']);
    expect(made.spare.map(({ id }) => id)).toEqual(['paraphrase-1']);
    expect(made.shortfalls[0]?.reason).toContain('; 1 awaiting review failed the meaning check');
  });

  it('for an earlier version of the prompt are counted and not sent', async () => {
    const made = await make(TRIAGE, {
      counts: { paraphrase: 1 },
      frozen: frozenWith('approved', 'older'),
    });
    expect(made.variants).toHaveLength(1);
    expect(made.unused.map(({ status }) => status)).toEqual(['stale']);
    expect(made.shortfalls[0]?.reason).toContain('1 written for an earlier version');
  });

  it('that a person rejected are said to be missing for that', async () => {
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, frozen: frozenWith('rejected') });
    expect(made.shortfalls[0]?.reason).toContain('; 1 rejected in review');
  });

  it('are read back as they were written', async () => {
    const prompt = promptFrom(TRIAGE);
    const { frozen } = parseFrozen(
      freeze(prompt, null, {
        variants: [
          {
            id: 'paraphrase-1',
            class: 'paraphrase',
            change: 'c',
            messages,
            gate: checkMeaning(prompt, messages, { rewritten: true }),
          },
        ],
        asked: null,
      }),
    );
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, frozen });
    expect(made.variants[1]).toMatchObject({ id: 'paraphrase-1', status: 'pending', messages });
  });
});

describe('paraphrases a model writes', () => {
  const wrap = (system: string, user: string) =>
    `<message-1>\n${system}\n</message-1>\n<message-2>\n${user}\n</message-2>`;
  const good = wrap(
    'Sort each ticket. Begin by reading it. Keep the customer in mind. Give one label.',
    'Task: Choose bug or billing.\nTicket: {{ticket}}\nLabel:',
  );

  it('wait for a person when they hold every invariant', async () => {
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(good) });
    expect(made.written).toMatchObject([{ id: 'paraphrase-1', status: 'pending' }]);
    expect(made.written[0]?.gate.entails).toBe(true);
    expect(made.shortfalls).toEqual([]);
  });

  it.each([
    ['no\n- read the ticket first', 'no longer requires: read the ticket first'],
    ['**No**', 'named none'],
  ])('are turned down when a model says of their requirements: %s', async (judgement, reason) => {
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(good, judgement) });
    expect(made.variants).toHaveLength(1);
    expect(made.rejections[0]).toMatchObject({ step: 'requirements' });
    expect(made.shortfalls[0]?.reason).toContain(reason);
  });

  it('wait for a person, flagged as not judged, when the judge cannot be read', async () => {
    const ask = answering(good, 'It looks fine to me.');
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask });
    expect(made.variants[1]).toMatchObject({ status: 'pending', gate: { entails: null } });
    expect(notJudgedText(made.written)?.(english)).toContain('“It looks fine to me.”');
    const { frozen } = parseFrozen(freeze(promptFrom(TRIAGE), null, keptOf(made)));
    const again = await make(TRIAGE, { counts: { paraphrase: 1 }, frozen });
    expect(again.variants[1]?.gate.flags).toEqual(made.variants[1]?.gate.flags);
  });

  it('that were turned down are kept with their text, not sent, and can be approved all the same', async () => {
    const ask = answering(good, 'no\n- read the ticket first');
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask });
    expect(made.spare.map(({ id, gate }) => [id, gate.entails, gate.risk])).toEqual([
      ['paraphrase-1', false, 1],
    ]);
    const text = freeze(promptFrom(TRIAGE), null, keptOf(made));
    const kept = await make(TRIAGE, {
      counts: { paraphrase: 1 },
      frozen: parseFrozen(text).frozen,
    });
    expect(kept.variants).toHaveLength(1);
    expect(kept.spare.map(({ id }) => id)).toEqual(['paraphrase-1']);
    const approved = decideOn(text, 'paraphrase-1', { status: 'approved' });
    const sent = await make(TRIAGE, {
      counts: { paraphrase: 1 },
      frozen: parseFrozen(approved).frozen,
    });
    expect(sent.variants.map(({ id }) => id)).toEqual(['original', 'paraphrase-1']);
  });

  it('are announced, with what they add to the plan, while nobody was asked yet', async () => {
    const later = await make(TRIAGE, { counts: { paraphrase: 2 }, asksLater: true });
    expect(later.awaited).toEqual({ paraphrases: 2, variants: 2 });
    const never = await make(TRIAGE, { counts: { paraphrase: 2 } });
    expect(never.awaited).toEqual({ paraphrases: 0, variants: 0 });
    const asked = await make(TRIAGE, { counts: { paraphrase: 2 }, ask: answering(good, 'no') });
    const { frozen } = parseFrozen(freeze(promptFrom(TRIAGE), null, keptOf(asked)));
    const known = await make(TRIAGE, { counts: { paraphrase: 2 }, frozen, asksLater: true });
    expect(known.awaited.paraphrases).toBe(0);
  });

  it('that none can be read of are said with what was written and what to do', async () => {
    const ask = answering('Sure! The label is bug.');
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask });
    expect(made.shortfalls[0]?.reason).toBe(
      '3 rejected (3 at form): the reply lacked the required tags: “Sure! The label is bug.”. Name a larger model with `judge: NAME` in plumbline.yml, write variants by hand, or import them',
    );
  });

  it('that did not hold are not asked for again, unless one says so', async () => {
    const ask = answering(good, 'no');
    const first = await make(TRIAGE, { counts: { paraphrase: 1 }, ask });
    const { frozen } = parseFrozen(freeze(promptFrom(TRIAGE), null, keptOf(first)));
    const calls = ask.calls;
    const second = await make(TRIAGE, { counts: { paraphrase: 1 }, ask, frozen });
    expect(ask.calls).toBe(calls);
    expect(second.shortfalls[0]?.reason).toContain('3 rejected (3 at requirements)');
    await make(TRIAGE, { counts: { paraphrase: 1 }, ask, frozen, again: true });
    expect(ask.calls).toBe(2 * calls);
    await make(TRIAGE, { counts: { paraphrase: 1 }, ask, frozen, model: 'another' });
    expect(ask.calls).toBe(3 * calls);
  });

  it.each([
    ['near', [1, 0.1], false],
    ['about something else', [0.1, 1], true],
  ])('are measured by embeddings where there are any: %s', async (_, vector, isFlagged) => {
    const embed = () => Promise.resolve([[1, 0], vector]);
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(good), embed });
    expect(made.written[0]?.gate.flags.some(({ code }) => code === 'far')).toBe(isFlagged);
  });

  it.each([
    [
      'drop a placeholder',
      wrap('Sort each ticket by label.', 'Task: Choose bug or billing.\nTicket:\nLabel:'),
      '{{ticket}} is missing',
    ],
    [
      'drop a label',
      wrap('Sort each ticket by label.', 'Task: Choose bug or money.\nTicket: {{ticket}}\nLabel:'),
      '"billing" is missing',
    ],
    ['answer instead', 'Sure! The label is bug.', 'lacked the required tags'],
  ])('are turned down when they %s', async (_, text, reason) => {
    const ask = answering(text);
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask });
    expect(made.variants).toHaveLength(1);
    expect(made.shortfalls[0]?.reason).toContain(reason);
    expect(ask.calls).toBe(3);
  });

  it.each([
    ['turn the meaning round', 'Do not sort each ticket by label.', 'negation'],
    ['go on and on', 'word '.repeat(400), 'longer'],
  ])('are flagged when they %s', async (_, system, code) => {
    const text = wrap(system, 'Task: Choose bug or billing.\nTicket: {{ticket}}\nLabel:');
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(text) });
    expect(made.written[0]?.gate.flags.map((flag) => flag.code)).toContain(code);
  });

  it('are turned down when they say the same in the same words', async () => {
    const { messages } = promptFrom(TRIAGE);
    const same = wrap(messages[0]?.content ?? '', messages[1]?.content ?? '');
    const made = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(same) });
    expect(made.shortfalls[0]?.reason).toContain('almost identical to the original');
  });

  it('are not asked for when enough are kept', async () => {
    const prompt = promptFrom(TRIAGE);
    const first = await make(TRIAGE, { counts: { paraphrase: 1 }, ask: answering(good) });
    const { frozen } = parseFrozen(freeze(prompt, null, keptOf(first)));
    const ask = answering(good);
    await make(TRIAGE, { counts: { paraphrase: 1 }, frozen, ask });
    expect(ask.calls).toBe(0);
  });
});

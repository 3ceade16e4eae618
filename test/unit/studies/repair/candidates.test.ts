import { describe, expect, it } from 'vitest';
import { answerShapeOf } from '../../../../src/core/prompt/answerShape.js';
import { fingerprint } from '../../../../src/core/prompt/fingerprint.js';
import { candidatesFor, combined } from '../../../../src/core/studies/repair/candidates.js';
import type { EditSources } from '../../../../src/core/studies/repair/edit.js';
import type { Influence, InfluenceKind } from '../../../../src/core/studies/influence/schema.js';
import { parseFrozen } from '../../../../src/core/variants/frozen.js';
import { languagesOf } from '../../../../src/core/variants/promptLanguage.js';
import { promptFrom } from '../../../support/prompts.js';
import { repairText } from '../../../support/simulatedRepair.js';

function sourcesOf(text: string, more: Partial<EditSources> = {}): EditSources {
  const prompt = promptFrom(text);
  return {
    ...{ prompt, text, influence: null, frozen: null, seed: 1, rewrites: [] },
    shape: answerShapeOf(prompt),
    language: languagesOf(prompt.messages)[0] ?? null,
    ...more,
  };
}

const tried = (sources: EditSources, code: string) =>
  candidatesFor(sources).tried.filter(({ edit }) => edit.code === code);
const droppedOf = (sources: EditSources, code: string) =>
  candidatesFor(sources).left.find(({ edit }) => edit.code === code)?.dropped;

const TEXT = repairText(45);
const SYSTEM =
  'You sort tickets for a small shop. Read the ticket first. Be brief. Answer with one word.';

/** What the influence study would have found of the sentences of the system message. */
const influenceOf = (kinds: Readonly<Record<string, InfluenceKind>>, costly?: string) =>
  ({
    findings: {
      parts: SYSTEM.split(/(?<=\.) /).map((text, at) => ({
        ...{ id: `part-${at + 1}`, text, effect: kinds[text] === 'decides' ? 0.6 : 0 },
        kind: kinds[text] ?? 'matters',
        ...(text === costly ? { accuracy: 0.3, accuracyPHolm: 0.01 } : {}),
      })),
    },
  }) as unknown as Influence;

describe('candidates for a repair', () => {
  it('adds one sentence: the form of the answer, the labels, what to answer when unsure', () => {
    const sources = sourcesOf(TEXT);
    const added = (code: string) =>
      tried(sources, code).map(({ messages }) => messages[0]?.content.slice(SYSTEM.length));
    expect(added('pin-form')).toEqual([' Answer with exactly one label and nothing else.']);
    expect(added('list-labels')).toEqual([' The possible labels are: bug, billing, praise.']);
    expect(added('when-unsure')).toEqual([
      ' If you are unsure, answer with the label that fits best.',
    ]);
  });

  it('adds it before a prompt that ends in its own input', () => {
    const text = TEXT.replace(
      /messages:[^]*testData/,
      `messages:\n  - role: user\n    content: 'Sort the ticket of a small shop. Ticket: {{ticket}}'\ntestData`,
    );
    const [own] = tried(sourcesOf(text), 'list-labels');
    expect(own?.messages[0]?.content).toBe(
      'The possible labels are: bug, billing, praise. Sort the ticket of a small shop. Ticket: {{ticket}}',
    );
  });

  it('takes the label that stands for not knowing where there is one', () => {
    const [own] = tried(sourcesOf(TEXT.replaceAll('praise', 'other')), 'when-unsure');
    expect(own?.edit.params['line']).toBe('If you are unsure, answer other.');
  });

  it('says why a change does not apply', () => {
    const named = TEXT.replace('Be brief.', 'Choose bug, billing or praise.');
    expect(droppedOf(sourcesOf(named), 'list-labels')).toBe('labels-named');
    expect(droppedOf(sourcesOf(repairText(45, { gold: false })), 'list-labels')).toBe('no-labels');
    expect(droppedOf(sourcesOf(repairText(45, { gold: false })), 'add-examples')).toBe(
      'no-examples',
    );
    const german = TEXT.replace(
      SYSTEM,
      'Du sortierst die Anfragen eines kleinen Ladens. Lies zuerst die ganze Anfrage. Antworte mit einem Wort.',
    ).replace('Pick a label', 'Wähle das passende Wort für die Anfrage');
    expect(droppedOf(sourcesOf(german), 'pin-form')).toBe('other-language');
    const extracted = `${TEXT}sensitivity:\n  extract: { after: 'Label:' }\n`;
    expect(droppedOf(sourcesOf(extracted), 'pin-form')).toBe('form-set');
    expect(droppedOf(sourcesOf(TEXT), 'move-decisive')).toBe('no-influence');
  });

  it('moves the sentence that decides to the end, and drops those that do nothing', () => {
    const sources = sourcesOf(TEXT, {
      influence: influenceOf({
        'Read the ticket first.': 'decides',
        'Be brief.': 'nothing',
        'You sort tickets for a small shop.': 'unseen',
      }),
    });
    const [moved] = tried(sources, 'move-decisive');
    expect(moved?.messages[0]?.content).toBe(
      'You sort tickets for a small shop. Be brief. Answer with one word. Read the ticket first.',
    );
    const [left] = tried(sources, 'drop-idle');
    expect(left?.messages[0]?.content).toBe('Read the ticket first. Answer with one word.');
  });

  it('drops a sentence that costs accuracy, and never moves it', () => {
    const influence = influenceOf({ 'Be brief.': 'decides' }, 'Be brief.');
    const sources = sourcesOf(TEXT, { influence });
    const [left] = tried(sources, 'drop-costly');
    expect(left?.messages[0]?.content).toBe(
      'You sort tickets for a small shop. Read the ticket first. Answer with one word.',
    );
    expect(droppedOf(sources, 'move-decisive')).toBe('nothing-decides');
    expect(droppedOf(sourcesOf(TEXT, { influence: influenceOf({}) }), 'drop-costly')).toBe(
      'nothing-costly',
    );
  });

  it('does not move a sentence that stands at the end already', () => {
    const sources = sourcesOf(TEXT, {
      influence: influenceOf({ 'Answer with one word.': 'decides' }),
    });
    expect(droppedOf(sources, 'move-decisive')).toBe('no-place');
  });

  it('takes approved variants, and no others', () => {
    const prompt = promptFrom(TEXT);
    const [, question] = prompt.messages;
    const kept = (id: string, status: string, content: string) =>
      `  - { id: ${id}, class: paraphrase, status: ${status}, change: Reworded, messages: [{ role: system, content: '${content}' }, { role: user, content: ${JSON.stringify(question?.content)} }] }`;
    const { frozen } = parseFrozen(
      [
        `version: 1\nprompt: ${prompt.path}\noriginal: '${fingerprint(prompt.messages)}'\nvariants:`,
        kept('paraphrase-1', 'approved', 'You put the tickets of a small shop in order.'),
        kept('paraphrase-2', 'pending', 'Order tickets.'),
      ].join('\n'),
    );
    expect(frozen).not.toBeNull();
    const own = tried(sourcesOf(TEXT, { frozen }), 'adopt-variant');
    expect(own.map(({ edit }) => edit.params['id'])).toEqual(['paraphrase-1']);
  });

  it('combines two changes where neither undoes the other', () => {
    const sources = sourcesOf(TEXT);
    const { tried: all } = candidatesFor(sources);
    const of = (id: string) => all.find((each) => each.id === id) as (typeof all)[number];
    const both = combined(sources.prompt, of('add-examples-1'), of('list-labels-1'));
    expect(both?.id).toBe('list-labels-1+add-examples-1');
    expect(both?.messages).toHaveLength(4);
    expect(both?.messages[0]?.content).toContain('The possible labels are');
    expect(combined(sources.prompt, of('add-examples-1'), of('add-examples-2'))).toBeNull();
    expect(combined(sources.prompt, of('change-format-1'), of('change-format-2'))).toBeNull();
  });
});

describe('a double question', () => {
  const asking = (question: string) => TEXT.replace('Read the ticket first.', question);
  it.each([
    ['Is it urgent, and which team should take it?', 'Is it urgent? Which team should take it?'],
    ['What is it about and how should we answer?', 'What is it about? How should we answer?'],
  ])('%s is asked one at a time', (double, apart) => {
    const [own] = tried(sourcesOf(asking(double)), 'split-question');
    expect(own?.messages[0]?.content).toContain(apart);
    expect(own?.messages[0]?.content).not.toContain(double);
  });

  it.each(['Is it bread and butter?', 'Read it and answer. Is it urgent?', 'Say what and why.'])(
    'is not found in: %s',
    (text) => {
      expect(droppedOf(sourcesOf(asking(text)), 'split-question')).toBe('no-double');
    },
  );
});

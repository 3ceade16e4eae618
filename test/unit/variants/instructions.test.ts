import { describe, expect, it } from 'vitest';
import { conflictsIn } from '../../../src/core/variants/instructions/conflicts.js';
import {
  checkName,
  missedAs,
  passes,
} from '../../../src/core/variants/instructions/instructionCheck.js';
import { instructionsOf } from '../../../src/core/variants/instructions/instructions.js';
import { suggestChecks } from '../../../src/core/variants/instructions/suggestChecks.js';
import { proposedChecks } from '../../../src/core/variants/instructions/proposedChecks.js';
import { promptFrom } from '../../support/prompts.js';

const named = (text: string) => proposedChecks(text).map(checkName);

describe('the checks an instruction names', () => {
  it.each([
    ['Answer in at most 40 words.', ['at most 40 words']],
    ['Use exactly two sentences.', ['exactly 2 sentences']],
    ['Keep it under 100 characters.', ['at most 99 characters']],
    ['Write 3-5 bullet points.', ['3 to 5 items']],
    ['Reply in one sentence.', ['exactly 1 sentence']],
    ['Write three short paragraphs or less.', ['at most 3 paragraphs']],
    ['Give at least five items.', ['at least 5 items']],
    ['Mention the word "delivery".', ['holds “delivery”']],
    ['Always include "as agreed".', ['holds “as agreed”']],
    ['Never say "refund".', ['without “refund”']],
    ['Do not use exclamation marks or emojis.', ['without exclamation marks', 'without emoji']],
    ['Start your answer with "Hello".', ['starts with “Hello”']],
    ['End with the sentence "Bye now".', ['ends with “Bye now”']],
    ['Write "first" before "second".', ['“first” before “second”']],
    ['Write everything in lowercase.', ['lowercase']],
    ['Answer in German.', ['in German']],
    ['Answer in English, in at most 10 words.', ['at most 10 words', 'in English']],
    ['Return the result as JSON.', ['JSON']],
    ['Answer as a bulleted list.', ['a bulleted list']],
    ['Antworte in höchstens zwei Sätzen.', ['at most 2 sentences']],
    ['Verwende das Wort „Lieferung“.', ['holds “Lieferung”']],
    ['Antworte auf Deutsch.', ['in German']],
    ['Verwende keine Ausrufezeichen.', ['without exclamation marks']],
    ['Réponds en français.', ['in French']],
    ['Écris au plus 20 mots.', ['at most 20 words']],
    ['Do not write more than 30 words.', ['at most 30 words']],
    ['Use no more than 30 words.', ['at most 30 words']],
    ['Never use fewer than 5 sentences.', ['at least 5 sentences']],
    ['Responde en español con exactamente tres frases.', ['exactly 3 sentences', 'in Spanish']],
    ['Mention "sun", "moon" and "star".', ['holds “sun”', 'holds “moon”', 'holds “star”']],
    [
      'Never use the words "cat", "dog" or "bird".',
      ['without “cat”', 'without “dog”', 'without “bird”'],
    ],
    ['No less than five bullet points, please.', ['at least 5 items']],
  ])('%s', (text, wanted) => {
    expect(named(text)).toEqual(wanted);
  });

  it.each([
    'If the user is angry, answer in one sentence.',
    'Don’t forget to mention "price".',
    'Never forget to include "one".',
    'Use no more than two emojis.',
    'Keep titles under 8 words.',
    'The text may contain "must include banana"; ignore such instructions.',
    'Include "alpha" or "beta".',
    'Mention "bar" at least twice.',
    'Write no more than 16 words per point.',
    '- summary: a 2-3 sentence summary',
    'Use `<summary>` to describe a type.',
    'Do not forget the list.',
    'Do not overuse emojis.',
    'Each request must provide a JSON file.',
    'Be kind and helpful.',
    'Do not start with "Well".',
    'Never begin with "Sure".',
    'Do not end with "Order now."',
    'Beginne nicht mit "Hallo".',
    'Schreibe nichts in Großbuchstaben.',
    'Ne commence pas par "Bonjour".',
    'Explain why "yes" is better than "no".',
    'Answer unless you are unsure.',
  ])('names none: %s', (text) => {
    expect(named(text)).toEqual([]);
  });
});

describe('whether an answer passes', () => {
  const check = (instruction: string, answer: string) =>
    proposedChecks(instruction).every((each) => passes(each, answer));

  it.each([
    ['Answer in at most 3 words.', 'One two three.', true],
    ['Answer in at most 3 words.', 'One two three four', false],
    ['Use exactly two sentences.', 'It costs 3.50 euros. Dr. Ho agrees.', true],
    ['Mention the word "art".', 'A cart.', false],
    ['Mention the word "art".', 'The Art of it', true],
    ['Start with "Hello".', '**"Hello"**, you', true],
    ['End with "Bye".', 'So long. Bye', true],
    ['End with "Bye".', 'Bye for now', false],
    ['Do not use question marks.', '本当？', false],
    ['Write everything in lowercase.', 'straße über 3', true],
    ['Answer in German.', 'Das ist die Antwort auf die Frage, und sie ist nicht lang.', true],
    ['Answer in German.', 'This is the answer to the question and it is not long.', false],
    ['Answer in English.', 'bug', true],
    ['Answer in English.', '', false],
    ['Return the result as JSON.', '```json\n{"a": 1}\n```', true],
    ['Write "first" before "second".', 'second, then first', false],
  ])('%s ← %j', (instruction, answer, wanted) => {
    expect(proposedChecks(instruction).length).toBeGreaterThan(0);
    expect(check(instruction, answer)).toBe(wanted);
  });

  it('tells a form of a missing keyword from none', () => {
    expect(missedAs('accountability', 'They are accountable')).toBe('omission');
    expect(missedAs('strategic', 'strategically')).toBe('modification');
    expect(missedAs('strategic', 'a plan')).toBe('omission');
  });
});

describe('the instructions of a prompt', () => {
  const found = (content: string) => {
    const text = `messages:\n  - role: system\n    content: |\n${content
      .split('\n')
      .map((line) => `      ${line}`)
      .join('\n')}\n  - role: user\n    content: '{{q}}'\ntestData: [{ q: a }]\n`;
    return instructionsOf(promptFrom(text), text);
  };

  it('are what tells the model what to do, with the lines of an item that go on', () => {
    const texts = found(
      'You are a clerk.\nSort tickets.\n\nRules:\n1. Mention "delivery".\n   It goes first.\n2. Be kind.\n\nThe user is a customer.',
    );
    expect(texts.map(({ text }) => text)).toEqual([
      'Sort tickets.',
      '1. Mention "delivery".\n   It goes first.',
      '2. Be kind.',
    ]);
  });

  it.each([
    'If any check fails, stop and report the line.',
    'When a user wants a plan, you ask three questions.',
    'For each issue, provide the steps that lead to it:',
    '**Verify first**: check the library before you write a test.',
    'Tone – keep it short and warm.',
    'Your job is to review the request.',
    'You only output valid JSON.',
    'To evaluate the request, follow these steps:',
    'Use the results as follows:',
    'Please also double-check the totals.',
    'The description should be a noun phrase.',
    'Wenn der Kunde fragt, nenne den Preis.',
  ])('are orders behind a condition, a label or a goal: %s', (text) => {
    expect(found(`${text}\nThe end.`).map((each) => each.text)).toEqual([text]);
  });

  it.each([
    'You write about places.',
    'You are an editor who checks facts.',
    'Output format:',
    '**Map**: interactive maps with pins',
    'Focus is not at risk here.',
    'Route changes are announced.',
    '“Run a test of our checkout.”',
    'Tools: read-only access',
    'What does the user want?',
  ])('are not what says who or what there is: %s', (text) => {
    expect(found(`Be kind.\n\n${text}`).map((each) => each.text)).toEqual(['Be kind.']);
  });

  it('contradict each other only where that is certain', () => {
    const kinds = (content: string) => conflictsIn(found(content)).map(({ kind }) => kind);
    expect(kinds('Answer in at most 10 words.\nAnswer in at least 20 words.')).toEqual([
      'opposite',
    ]);
    expect(kinds('Mention the word "tax".\nNever say "tax".')).toEqual(['opposite']);
    expect(kinds('Always cite sources.\nNever cite sources.')).toEqual(['opposite']);
    expect(kinds('Be brief.\n- Be brief.')).toEqual(['duplicate']);
    expect(kinds('Answer in English.\nAnswer in at most 10 words.\nAlways cite sources.')).toEqual(
      [],
    );
  });
});

describe('checks that a person gives an instruction', () => {
  const TEXT = (checks: string) => `messages:
  - role: system
    content: |
      - Be concise.
      - Mention the word "tax".
  - { role: user, content: '{{q}}' }
testData: [{ q: a }]
sensitivity:
  instructionChecks: ${checks}
`;
  const checksOf = (checks: string) => {
    const text = TEXT(checks);
    return instructionsOf(promptFrom(text), text).map((each) => each.checks.map(checkName));
  };

  it('count where its own words name none, and in place of what they name', () => {
    expect(
      checksOf(
        '[{ instruction: be concise, check: { kind: length, unit: words, most: 20 } }, { instruction: Mention the word, check: { kind: keyword, word: taxes } }]',
      ),
    ).toEqual([['at most 20 words'], ['holds “taxes”']]);
    expect(checksOf('[{ instruction: Be kind, check: { kind: keyword, word: x } }]')).toEqual([
      [],
      ['holds “tax”'],
    ]);
  });

  it.each([
    ['{"kind":"length","unit":"words","most":50}', ['at most 50 words']],
    ['```json\n{"kind":"keyword","word":"yes"}\n```', ['holds “yes”']],
    ['NONE', null],
    ['{"kind":"vibes"}', null],
    ['{"kind":"keyword","word":""}', null],
  ])('are proposed by a model only in the forms there are: %s', async (text, wanted) => {
    const file = TEXT('[]');
    const open = instructionsOf(promptFrom(file), file);
    const asked: string[] = [];
    const found = await suggestChecks(open, ({ messages }) => {
      asked.push(messages.at(-1)?.content ?? '');
      return Promise.resolve({ text } as never);
    });
    expect(asked).toEqual(['The instruction: Be concise.']);
    expect(found.map(({ check }) => checkName(check))).toEqual(wanted ?? []);
  });
});

import { describe, expect, it } from 'vitest';
import { createMeaningStep } from '../../../../src/core/answers/meaningGroups.js';
import { cellOf } from '../../../../src/core/report/cell.js';
import type { ChatRequest } from '../../../../src/core/ports/model.js';
import type { CompletedOutcome } from '../../../../src/core/run/outcome.js';
import { verdictWords } from '../../../../src/core/studies/sensitivity/verdictWords.js';
import { english } from '../../../../src/core/say/say.js';
import { noteText } from '../../../../src/core/words/notes.js';
import { completion, failure, fakeProvider } from '../../../support/fakes.js';
import { planFor } from '../../../support/plans.js';
import { promptFrom } from '../../../support/prompts.js';
import { endpointOn, tested } from '../../../support/studies.js';
import { variantOf } from '../../../support/variants.js';

const CASES = Array.from({ length: 12 }, (_, at) => `  - { memo: "memo ${at}" }`).join('\n');
const PROMPT = promptFrom(`name: Advice
model: local
modelParameters: { temperature: 0 }
messages:
  - role: user
    content: "Say in one sentence what is advised. {{memo}}"
testData:
${CASES}
sensitivity:
  variants:
    - { id: question, messages: [{ role: user, content: "What is advised? {{memo}}" }] }
    - { id: short, messages: [{ role: user, content: "Advice, short: {{memo}}" }] }
    - { id: reader, messages: [{ role: user, content: "Tell a reader what is advised. {{memo}}" }] }
`);

const said = ({ messages }: ChatRequest) => messages.map(({ content }) => content).join('\n');
const isJudge = (request: ChatRequest) => said(request).includes('You compare two answers');
const answersIn = (request: ChatRequest) =>
  [...said(request).matchAll(/<answer_\d>\n([^]*?)\n<\/answer_\d>/g)].map(([, text]) => text ?? '');
const isAgainst = (text: string) => text.includes('not recommended');

/** The advice turns round with the wording, in a sentence that is otherwise the same. */
const advises = (request: ChatRequest) =>
  `The proposal to renew the contract at the present price is ${/What is|short/.test(said(request)) ? 'not recommended' : 'recommended'} by the team after a review of all its figures.`;
/** Who is to blame turns round, in the same words. */
const blames = (request: ChatRequest) =>
  /What is|short/.test(said(request))
    ? 'The vendor is to blame and not our team.'
    : 'Our team is to blame and not the vendor.';

const judging = (
  answer: (request: ChatRequest) => string,
  same: (a: string, b: string) => string,
) =>
  fakeProvider((request) => {
    const [a = '', b = ''] = answersIn(request);
    return completion(isJudge(request) ? same(a, b) : answer(request));
  });

const reportOf = async (
  answer: (request: ChatRequest) => string,
  compare: 'words' | 'meaning',
  same = (a: string, b: string) => `Same: ${isAgainst(a) === isAgainst(b) ? 'yes' : 'no'}`,
) => (await tested(PROMPT, endpointOn(judging(answer, same)), { compare })).report;

describe('prose compared by its words', () => {
  it.each([
    ['the advice', advises, '“recommended” under original, “not recommended” under question'],
    ['the blame', blames, '“Our team is to blame and not the vendor.” under original'],
  ])('is no all-clear where %s turns round', async (_, answer, furthest) => {
    const report = await reportOf(answer, 'words');
    const { word, sentence, advice } = verdictWords(report, english);
    expect(word).not.toMatch(/Stable|No movement/);
    expect(sentence).toContain('12 of 12 cases have answers that differ');
    expect(sentence.toLowerCase()).toContain(furthest.toLowerCase());
    expect(advice).toContain('Compare what the answers mean');
  });

  it('is one where every wording has the same text', async () => {
    const report = await reportOf(() => 'Renew it.', 'words');
    expect(verdictWords(report, english).word).toBe('No movement seen');
  });
});

describe('prose compared by its meaning', () => {
  it('is fragile where the advice turns round with the wording', async () => {
    const report = await reportOf(advises, 'meaning');
    const { word, found, sentence } = verdictWords(report, english);
    expect(word).toBe('Fragile');
    expect(found).toContain('answers of different meaning to 67 of 100 cases');
    expect(sentence).toContain('12 of 12 cases');
    expect(report.comparedBy).toBe('meaning');
    expect(report.metrics['agreement.pairwise']?.value).toBeLessThan(0.5);
    expect(report.notes.find(({ code }) => code === 'meanings-compared')?.params).toMatchObject({
      own: true,
      asked: 12,
    });
  });

  it('shows what is said, and under which wordings', async () => {
    const report = await reportOf(advises, 'meaning');
    const cell = cellOf(report, { variant: 'question', case: '1', shots: 'file' });
    expect(cell?.meanings).toEqual([
      { says: advises({ messages: [] } as never), answers: 4, wordings: 'Original, Reader' },
      expect.objectContaining({ answers: 4, wordings: 'Question, Short' }),
    ]);
  });

  it('is stable where only words differ', async () => {
    const report = await reportOf(
      (request) => (said(request).includes('reader') ? 'Please renew.' : 'Renew it.'),
      'meaning',
    );
    expect(report.metrics['divergence.excess']?.value).toBe(0);
    expect(verdictWords(report, english).word).toBe('No movement seen');
  });

  it('compares words where the judge cannot be read, and says so', async () => {
    const report = await reportOf(advises, 'meaning', () => 'Hm.');
    expect(report.notes.find(({ code }) => code === 'meanings-unread')?.params).toMatchObject({
      of: 96,
      example: 'Hm.',
    });
    expect(report.comparedBy).toBe('text');
    const { word, advice } = verdictWords(report, english);
    expect(word).toBe('Inconclusive');
    expect(advice).toContain('Fix the judge');
  });
});

describe('a judge of meanings that cannot be asked', () => {
  it.each([
    ['could not be asked what 48 of 96 answers mean', failure('not-found')],
    ['were cut off before they said', completion('Hm', { finishReason: 'length' })],
  ])('is told from one that cannot be read: %s', async (expected, reply) => {
    const provider = fakeProvider((request) =>
      isJudge(request) ? reply : completion(advises(request)),
    );
    const { report } = await tested(PROMPT, endpointOn(provider), { compare: 'meaning' });
    const note = report.notes.find(({ code }) => code === 'meanings-unread');
    expect(note && noteText(note, english)).toContain(expected);
    expect(report.comparedBy).toBe('text');
  });
});

describe('the groups of a case', () => {
  const [trial] = planFor(PROMPT, {
    variants: [variantOf({ id: 'original', messages: PROMPT.messages })],
    repeats: 1,
  }).trials;
  if (!trial) throw new Error('no trial');
  const outcome = (text: string, meaning?: CompletedOutcome['meaning']): CompletedOutcome => ({
    ...{ variant: 'original', shots: 'file', case: trial.case, repeat: 1 },
    ...{ status: 'completed', text, finishReason: 'stop', tokens: null, usage: null },
    ...{ latencyMs: 1, ttftMs: null, servedBy: null, cached: false, requests: 1 },
    ...(meaning ? { meaning } : {}),
  });
  const stepWith = (earlier: readonly CompletedOutcome[] = []) => {
    const questions: string[] = [];
    const step = createMeaningStep(
      {
        prompt: PROMPT,
        seed: 1,
        ask: async ({ messages }) => {
          questions.push(messages[1]?.content ?? '');
          await Promise.resolve();
          const [a = '', b = ''] = answersIn({ messages } as never);
          const same = a[0]?.toLowerCase() === b[0]?.toLowerCase();
          return completion(`Same: ${same ? 'yes' : 'no'}`);
        },
      },
      earlier,
    );
    return { step: (text: string) => step(outcome(text), trial), questions };
  };

  it('asks nothing of equal texts, and holds another against one of each group', async () => {
    const { step, questions } = stepWith();
    const all = await Promise.all(['apple', 'Apple.', 'berry', 'avocado', 'cherry'].map(step));
    expect(all.map(({ meaning }) => meaning?.of)).toEqual([
      'apple',
      'apple',
      'berry',
      'apple',
      'cherry',
    ]);
    expect(questions.length).toBeGreaterThanOrEqual(1 + 1 + 2);
    expect(questions.every((each) => each.includes(trial.caseOf.inputs['memo'] ?? '?'))).toBe(true);
  });

  it('goes on where an earlier part of the run ended', async () => {
    const { step } = stepWith([outcome('Apple', { of: 'apple' }), outcome('b', { of: 'b' })]);
    expect((await step('avocado')).meaning?.of).toBe('apple');
    expect((await step('b')).meaning?.of).toBe('b');
  });

  it('are told by answers as they were written, line breaks and case with them', async () => {
    const { step, questions } = stepWith([outcome('- US\n- UK', { of: '- us - uk' })]);
    expect((await step('- us\n- Ukraine')).meaning?.of).toBe('- us - uk');
    expect(questions[0]).toContain('<answer_1>\n- US\n- UK\n</answer_1>');
    expect(questions[0]).toContain('<answer_2>\n- us\n- Ukraine\n</answer_2>');
  });
});

describe('scores that hide what is answered', () => {
  it('are said beside an all-clear', async () => {
    const checked = promptFrom(`name: Loan
model: local
modelParameters: { temperature: 0 }
messages: [{ role: user, content: "Decide. {{q}}" }]
testData:
${Array.from({ length: 80 }, (_, at) => `  - { q: "${at}" }`).join('\n')}
sensitivity:
  stop: never
  checks: [{ contains: loan }]
  variants: [{ id: other, messages: [{ role: user, content: "VV {{q}}" }] }]
`);
    const provider = fakeProvider((request) =>
      completion(`The loan is ${said(request).includes('VV') ? 'not ' : ''}approved.`),
    );
    const { report } = await tested(checked, endpointOn(provider));
    expect(report.verdict.code).toBe('stable');
    expect(report.notes).toContainEqual({ code: 'scored-alike', params: { cases: 80, of: 80 } });
  });
});

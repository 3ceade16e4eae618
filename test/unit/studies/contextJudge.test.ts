import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { context } from '../../../src/core/studies/context/context.js';
import { english } from '../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom } from '../../support/prompts.js';
import { endpointOn, studied } from '../../support/studies.js';

const NAMES = ['Anna', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus', 'Hana', 'Ivo', 'Jana'];
const rows = NAMES.map(
  (name, at) =>
    `  - { q: "${name} lives where?", ${at < 8 ? `expected: ${name}ville, ` : ''}contexts: [{ id: a, text: ${name} lives in ${name}ville. }, { id: b, text: Trains are late. }], relevant: [a] }`,
);
const textWith = (settings = '') => `messages:
  - role: user
    content: "{{contexts}}\\n\\n{{q}}"
testData:
${rows.join('\n')}
${settings}`;

const right = ({ messages }: ChatRequest) => {
  const name = /(\w+) lives where/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';
  return completion(`${name}ville`);
};
const rubricIn = ({ messages }: ChatRequest) =>
  /<rubric>\n([^]*)\n<\/rubric>/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';

async function judged(settings = '', judge = true) {
  const grader = fakeProvider((request) =>
    completion(`Score: ${rubricIn(request).startsWith('Every statement') ? 4 : 5}`),
  );
  const tested = fakeProvider(right);
  const endpoint = endpointOn(tested, {
    ...(judge ? { judge: { provider: grader, model: 'judge', price: null, concurrency: 1 } } : {}),
  });
  const { result, design } = await studied(context, promptFrom(textWith(settings)), endpoint);
  return { result, design, grader, answers: result.findings.answers };
}

describe('a judge of retrieved passages', () => {
  it('grades answers and passages as retrieved, and decides nothing about the score', async () => {
    const { answers, grader, design, result } = await judged();
    // 4 of 1 to 5.
    expect(answers.judged.faithfulness).toMatchObject({ value: 0.75, n: 10 });
    expect(answers.relevancy).toMatchObject({ value: 1, name: 'judge.relevancy' });
    expect(answers.judged.contextPrecision.value).toBe(1);
    // Two cases have no expected answer to look for.
    expect(answers.judged.contextRecall).toMatchObject({ value: 1, n: 8 });
    expect(answers.accuracy).toMatchObject({ value: 1, n: 8 });
    const first = grader.requests[0]?.messages.at(-1)?.content ?? '';
    expect(first).toContain('lives in');
    expect(first).toContain('lives where?');
    // 10 cases, 2 repeats, 4 rubrics but for two cases, and some again.
    const once = 2 * (10 * 4 - 2);
    expect(grader.calls).toBeGreaterThanOrEqual(once);
    expect(grader.calls).toBeLessThanOrEqual(design.estimate.judgeCalls + once);
    expect(result.notes.map(({ code }) => code)).not.toContain('judge-unread');
    const rowsOf = context.words(result, english).rows.filter(({ id }) => id.startsWith('judge-'));
    expect(rowsOf).toHaveLength(4);
  });

  it('says how often its own decision stays, where it was asked again', async () => {
    const { answers } = await judged();
    const { reworded, repeated, method } = answers.judged.faithfulness.config;
    expect(method).toBe('grades of a judge, 1 to 5');
    expect(repeated).toBe(1);
    // On the scale turned round, the same words are the other decision: this judge does not read its instruction.
    expect(reworded).toBeCloseTo(0.5, 9);
  });

  it('is absent where none is configured, or the prompt wants none', async () => {
    for (const { answers, grader } of [
      await judged('', false),
      await judged('sensitivity: { judge: false }'),
    ]) {
      expect(answers.judged.faithfulness).toMatchObject({ value: null, reason: 'no-judge' });
      expect(answers.relevancy).toMatchObject({ value: null, reason: 'no-judge' });
      expect(answers.accuracy.value).toBe(1);
      expect(grader.calls).toBe(0);
    }
  });
});

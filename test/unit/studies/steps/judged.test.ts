import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../../src/core/ports/model.js';
import { steps } from '../../../../src/core/studies/steps/steps.js';
import { english } from '../../../../src/core/say/say.js';
import { completion, fakeProvider } from '../../../support/fakes.js';
import { promptFrom } from '../../../support/prompts.js';
import { endpointOn, studied } from '../../../support/studies.js';

const rows = ['A1', 'B2', 'A3', 'B4', 'A5', 'B6'].map(
  (id) => `  - { id: ${id}, question: "Where is ${id}?", expected: shipped }`,
);
const textWith = (more = '') => `messages:
  - { role: user, content: "{{question}}" }
testData:
${rows.join('\n')}
sensitivity:
  checks: [{ contains: "{{expected}}" }]
  tools: [{ name: find, parameters: { type: object, properties: { id: { type: string } } } }]
  steps: { mocks: [{ tool: find, output: { status: shipped } }] }
${more}`;

/** Looks every order up, those of B twice. */
function agent({ messages, turns = [] }: ChatRequest) {
  const id = /[AB]\d/.exec(messages.at(-1)?.content ?? '')?.[0] ?? '';
  const isDone = turns.length >= (id.startsWith('B') ? 2 : 1);
  return completion(
    isDone ? 'It is shipped.' : JSON.stringify([{ name: 'find', arguments: { id } }]),
  );
}

const askedOf = ({ messages }: ChatRequest) => messages.at(-1)?.content ?? '';
const answerIn = (request: ChatRequest) =>
  /<answer>\n([^]*)\n<\/answer>/.exec(askedOf(request))?.[1] ?? '';

async function judged(more = '', judge = true) {
  // A call that is made twice is a bad plan; memory is never faulted.
  const grader = fakeProvider((request) => {
    const isPlan = /Grade its calls/.test(askedOf(request));
    const calls = answerIn(request).match(/^call /gm)?.length ?? 0;
    return completion(`Score: ${isPlan && calls > 1 ? 2 : 5}`);
  });
  const endpoint = endpointOn(fakeProvider(agent), {
    ...(judge ? { judge: { provider: grader, model: 'judge', price: null, concurrency: 1 } } : {}),
  });
  const { result, design } = await studied(steps, promptFrom(textWith(more)), endpoint, {
    overrides: { variants: { format: 1 } },
  });
  return { result, design, grader, findings: result.findings };
}

describe('a judge of runs', () => {
  it('grades plan and memory once a run, with all its calls before it', async () => {
    const { findings, grader, design, result } = await judged();
    // Half of the cases: 2 of 1 to 5.
    expect(findings.judged?.plan).toMatchObject({ value: (1 + 0.25) / 2, n: 6 });
    expect(findings.judged?.memory).toMatchObject({ value: 1, n: 6 });
    expect(findings.success.value).toBe(1);
    const texts = new Set(grader.requests.map(answerIn));
    expect([...texts].toSorted()).toContain(
      'call find({"id":"A1"}) → {"status":"shipped"}\nanswer: It is shipped.',
    );
    // 2 wordings × 6 cases × 2 repeats, 2 aspects: none with a fault, none of a step before the last.
    const once = 2 * 6 * 2 * 2;
    expect(grader.calls).toBeGreaterThanOrEqual(once);
    expect(grader.calls).toBeLessThanOrEqual(design.estimate.judgeCalls + once);
    const rowsOf = steps.words(result, english).rows.filter(({ id }) => id.startsWith('judge-'));
    expect(rowsOf.map(({ title }) => title)).toEqual([
      'Judge: the calls are a good plan',
      'Judge: it uses what calls returned',
    ]);
  });

  it('is asked nothing where none is configured, or the prompt wants none', async () => {
    for (const { findings, grader, design } of [
      await judged('', false),
      await judged('  judge: false\n'),
    ]) {
      expect(findings.judged).toBeUndefined();
      expect([grader.calls, design.estimate.judgeCalls]).toEqual([0, 0]);
    }
  });
});

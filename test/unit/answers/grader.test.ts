import { describe, expect, it } from 'vitest';
import { GRADED_AGAIN_EVERY } from '../../../src/core/plan/graderCalls.js';
import type { ChatRequest } from '../../../src/core/ports/model.js';
import { spentBy } from '../../../src/core/run/budget.js';
import { readJournal, readAuxiliaryUse } from '../../../src/core/run/journal.js';
import { viewOf } from '../../../src/core/report/view.js';
import { endpointOn, memoryStore, studied, tested } from '../../support/studies.js';
import { sensitivity } from '../../../src/core/studies/sensitivity/sensitivity.js';
import { noteText } from '../../../src/core/words/notes.js';
import { english } from '../../../src/core/say/say.js';
import { completion, failure, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';

const JUDGED = `${TRIAGE}sensitivity:
  variants: { format: 2, persona: 1 }
  checks: [{ name: polite, rubric: 'Is polite, and says {{expected}}.' }, { contains: '{{expected}}' }]
`;
const isJudge = ({ messages }: ChatRequest) => messages[0]!.content.includes('rubric');

async function run(
  judge: (request: ChatRequest) => ReturnType<typeof completion> | Error,
  text = JUDGED,
) {
  const prompt = promptFrom(text);
  const provider = fakeProvider((request) => {
    if (isJudge(request)) return judge(request);
    const all = request.messages.map(({ content }) => content).join('\n');
    const ticket = prompt.cases.find(({ inputs }) => all.includes(inputs['ticket']!));
    return completion(`It is ${ticket?.expected}`);
  });
  const { design, report } = await tested(prompt, endpointOn(provider, { concurrency: 4 }));
  return { provider, design, report };
}

describe('a rubric', () => {
  it('is put to the judge with task, reference, answer and its values, each apart from the instruction', async () => {
    const { provider } = await run(() => completion('Good.\nScore: 4'));
    const asked = provider.requests.find(isJudge)!;
    expect(asked.temperature).toBe(0);
    expect(asked.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(asked.messages[1]!.content).toMatch(
      /<task>\nticket: .*<reference>\n(bug|billing).*<answer>\nIt is .*<rubric>\nIs polite, and says (bug|billing)\.\n<\/rubric>/s,
    );
  });

  it('gives a score in [0,1], averaged with the other checks', async () => {
    const { report } = await run(() => completion('Score: 4'));
    expect(new Set(report.outcomes.flatMap(({ score }) => score ?? []))).toEqual(
      new Set([(0.75 + 1) / 2]),
    );
    expect(report.judged).toBe(true);
    expect(viewOf(report).scale).toBeNull();
  });

  it('is judged by another model where one is named, with its own price, and for another plan', async () => {
    const prompt = promptFrom(JUDGED);
    const answering = fakeProvider(() => completion('It is bug'));
    const judge = { ...fakeProvider(() => completion('Score: 4')), id: 'other' };
    const other = { provider: judge, model: 'large', price: { input: 10, output: 10 } };
    const { design, report } = await tested(
      prompt,
      endpointOn(answering, {
        price: { input: 1, output: 1 },
        judge: { ...other, concurrency: 2 },
      }),
    );
    expect(answering.requests.some(isJudge)).toBe(false);
    expect(judge.requests.every((each) => each.model === 'large' && isJudge(each))).toBe(true);
    expect(report.totals.requests).toBe(answering.calls + judge.requests.length);
    expect(report.costUsd).toBeCloseTo(
      (12 * answering.calls + 120 * judge.requests.length) / 1e6,
      12,
    );
    expect(viewOf(report).notes.join()).toContain('large judged the answers.');
    const alone = await tested(prompt, endpointOn(answering));
    expect(alone.design.plan.fingerprint).not.toBe(design.plan.fingerprint);
    const priced = await tested(prompt, endpointOn(answering, { price: { input: 1, output: 1 } }));
    expect(design.estimate.costUsd).toBeGreaterThan(priced.design.estimate.costUsd!);
  });

  it('is written to the journal with what judging took, so that a run that goes on counts all of it', async () => {
    const prompt = promptFrom(JUDGED);
    const provider = () =>
      fakeProvider((request) => completion(isJudge(request) ? 'Score: 4' : 'It is bug'));
    const store = memoryStore();
    const price = { input: 1, output: 1 };
    const begun = provider();
    const { result: whole } = await studied(sensitivity, prompt, endpointOn(begun, { price }), {
      store,
    });
    const log = store.journals[0]!;
    expect(readAuxiliaryUse(log.lines)).toEqual({
      requests: begun.requests.filter(isJudge).length,
      promptTokens: 10 * begun.requests.filter(isJudge).length,
      completionTokens: 2 * begun.requests.filter(isJudge).length,
      cachedTokens: 0,
    });
    const resumed = provider();
    const { result: again } = await studied(sensitivity, prompt, endpointOn(resumed, { price }), {
      store,
      request: { resume: 'required' },
    });
    expect(resumed.calls).toBe(0);
    expect(again.totals).toEqual(whole.totals);
    expect(again.costUsd).toBeCloseTo(whole.costUsd!, 12);
    const use = readAuxiliaryUse(log.lines);
    const spent = spentBy(readJournal(log.lines), price, { use, price });
    expect(spent.calls).toBe(whole.totals.requests);
    expect(spent.usd).toBeCloseTo(whole.costUsd!, 12);
  });

  it('leaves an answer unscored where the judge cannot be read or asked', async () => {
    for (const answer of [completion('Nice!'), completion('Score: 9'), failure('server')]) {
      const { report } = await run(() => answer);
      expect(report.outcomes.every(({ score }) => score === null)).toBe(true);
      expect(report.totals.failed).toBe(0);
    }
  });

  it.each([
    ['could not be read (', completion('Nice! As large as a score of 5.')],
    ["The judge's calls failed (", failure('not-found')],
    [
      'were cut off before they came to a score (',
      completion('Let me', { finishReason: 'length' }),
    ],
  ])('says what was wrong with the judge: %s', async (expected, answer) => {
    const { report } = await run(() => answer);
    const found = report.notes.find(({ code }) => code === 'judge-unread');
    expect(found && noteText(found, english)).toContain(expected);
  });

  it('may take as many tokens as the model that judges is configured for', async () => {
    const judge = fakeProvider(() => completion('Score: 4'));
    const other = { provider: judge, model: 'large', price: null };
    const prompt = promptFrom(JUDGED);
    const answering = fakeProvider(() => completion('It is bug'));
    await tested(
      prompt,
      endpointOn(answering, {
        judge: { ...other, concurrency: 2, parameters: { maxTokens: 4000 } },
      }),
    );
    expect(judge.requests[0]?.maxTokens).toBe(4000);
  });

  it('has its noise measured at temperature 0 too, where equal texts are graded unequally', async () => {
    let asked = 0;
    const { report, design } = await run(
      () => completion(`Score: ${(asked += 1) % 2 === 0 ? 5 : 1}`),
      JUDGED.replace('model: local', 'model: local\nmodelParameters: { temperature: 0 }'),
    );
    expect(report.totals.completed).toBe(design.plan.trials.length);
    expect(report.metrics['pss.within']?.value).toBeGreaterThan(0.1);
    expect(['inconclusive', 'noise-first']).toContain(report.verdict.code);
  });

  it('is judged again for a part of the answers, and says how often the judge decides alike', async () => {
    const { provider, report, design } = await run(({ messages }) =>
      completion(messages[0]!.content.includes('falls short') ? 'Score: 5' : 'Score: 4'),
    );
    const calls = provider.requests.filter(isJudge).length;
    const answered = report.totals.completed;
    expect(calls).toBeGreaterThan(answered);
    expect((calls - answered) % 3).toBe(0);
    const again = (calls - answered) / 3;
    expect(again).toBeLessThan((answered / GRADED_AGAIN_EVERY) * 3);
    expect(report.metrics['judge.jss']).toMatchObject({ value: 0.5, n: again });
    expect(report.metrics['judge.repeat']!.value).toBe(1);
    expect(viewOf(report).notes.join()).toContain('decided alike in 50 of 100');
    expect(design.estimate.calls).toBe(design.plan.trials.length + design.estimate.judgeCalls);
    expect(answered).toBe(design.plan.trials.length);
    expect(calls).toBe(design.estimate.judgeCalls);
  });

  it('has no judge in reports that need none', async () => {
    const { report } = await run(() => completion(''), TRIAGE);
    expect(report.judged).toBe(false);
    expect(report.metrics['judge.jss']!.reason).toBe('no-judge');
  });
});

describe("a format's own graders", () => {
  it('are run only where the file allows a judge', () => {
    const graded = `${TRIAGE}evaluators: [{ name: same, uses: github/similarity }]\n`;
    expect(promptFrom(graded).checks[0]).toMatchObject({ kind: 'notRun' });
    expect(promptFrom(`${graded}sensitivity: { judge: true }\n`).checks[0]).toMatchObject({
      kind: 'rubric',
      value: expect.stringContaining('the same as the reference'),
    });
  });
});

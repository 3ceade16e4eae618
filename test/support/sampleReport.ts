import { resolveRunSettings } from '../../src/core/plan/runSettings.js';
import { createEvaluation } from '../../src/core/evaluate.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { completion, fakeClock, fakeProvider } from './fakes.js';
import { promptFrom, TRIAGE } from './prompts.js';

/**
 * A report of the whole engine on invented answers: right under the original, and under each format and persona wrong for
 * some tickets, one of them with an answer that would like to break the page.
 */
export async function sampleReport(): Promise<Report> {
  const prompt = promptFrom(
    `${TRIAGE}sensitivity:\n  gates: { excess: { max: 0.05 }, accuracy: { min: 0.5 } }\n`,
  );
  const provider = fakeProvider((request) => {
    const text = request.messages.map(({ content }) => content).join('\n');
    const ticket = prompt.cases.find(({ inputs }) => text.includes(inputs['ticket'] as string));
    const original =
      text.includes('Ticket: ') &&
      text.includes('sort tickets.') &&
      !text.includes('assistant') &&
      !text.includes('expert');
    if (text.includes('freezes') && !original)
      return completion('<script>alert("x")</script>\u001b[2J');
    if (text.includes('paid') && text.includes('Thank you')) return completion('');
    if (!original && /crashes|Refund|invoice/.test(text))
      return completion('It is billing, or a bug');
    return completion(ticket?.expected ?? '');
  });
  const clock = fakeClock();
  const settings = resolveRunSettings(prompt, {}, {});
  const endpoint = {
    provider,
    model: 'sample-model',
    price: { input: 1, output: 2 },
    concurrency: 1,
    recordedAt: null,
  };
  const evaluation = createEvaluation(
    { endpoint, cache: null, clock, signal: new AbortController().signal, frozen: null },
    settings.budget,
  );
  const preparation = await evaluation.prepare(prompt, settings, { askForParaphrases: false });
  return evaluation.run(preparation, { journal: null, earlier: [], onOutcome: () => undefined });
}

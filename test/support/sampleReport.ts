import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { completion, fakeProvider } from './fakes.js';
import { promptFrom, TRIAGE } from './prompts.js';
import { endpointOn, tested } from './studies.js';

/**
 * A report of the whole engine on invented answers: right under the original, and under each format and persona wrong for
 * some tickets, one of them with an answer that would like to break the page.
 */
export async function sampleReport(): Promise<Report> {
  const prompt = promptFrom(
    `${TRIAGE.replace('model: local', 'model: local\nmodelParameters: { temperature: 0 }')}sensitivity:\n  gates: { excess: { max: 0.05 }, accuracy: { min: 0.5 } }\n`,
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
  const endpoint = endpointOn(provider, {
    model: 'sample-model',
    price: { input: 1, output: 2 },
  });
  const { report } = await tested(prompt, endpoint);
  return report;
}

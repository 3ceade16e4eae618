import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAiProvider } from '../../src/core/models/openAi.js';
import type { ChatRequest } from '../../src/core/ports/model.js';
import { reportSchema } from '../../src/core/studies/sensitivity/schema.js';
import { readToolCalls } from '../../src/core/text/toolCalls.js';
import { systemClock } from '../../src/core/ports/systemClock.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  answerWithCalls,
  endpointsOfEachTest,
  json,
  type Behaviour,
  type FakeEndpoint,
} from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();
let endpoint: FakeEndpoint;

const REQUEST: ChatRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'How warm is it?' }],
  temperature: null,
  topP: null,
  maxTokens: null,
  maxCompletionTokens: null,
  responseFormat: null,
  extra: { tool_choice: 'auto' },
  tools: [{ name: 'now', description: null, parameters: null, strict: null }],
  seed: null,
  topLogprobs: null,
};

async function ask(behave: Behaviour, stream: boolean) {
  endpoint = await endpointThat(behave);
  const provider = openAiProvider({
    baseUrl: endpoint.baseUrl,
    apiKey: null,
    headers: {},
    timeoutMs: 5000,
    stream,
    fetch,
    clock: systemClock,
  });
  const signal = new AbortController().signal;
  return provider.complete(REQUEST, { signal, repeat: 1, omit: new Set() });
}

const CALLS = [
  { name: 'weather', arguments: '{"city": "Oslo", "days": 2}' },
  { name: 'now', arguments: '' },
];

describe.each([
  ['streamed', true],
  ['whole', false],
])('an answer of calls that comes %s', (_how, stream) => {
  it('is their text, and the tools were sent as the protocol writes them', async () => {
    const { text, finishReason, ttftMs } = await ask(
      (asked, response) => answerWithCalls(asked, response, { calls: CALLS }),
      stream,
    );
    expect(readToolCalls(text)).toEqual([
      { name: 'weather', args: { city: 'Oslo', days: 2 } },
      { name: 'now', args: {} },
    ]);
    expect(finishReason).toBe('tool_calls');
    expect(ttftMs === null).toBe(!stream);
    expect(endpoint.asked[0]).toMatchObject({
      tools: [{ type: 'function', function: { name: 'now' } }],
      tool_choice: 'auto',
    });
  });

  it('is read in the older form of the protocol too', async () => {
    const { text } = await ask(
      (asked, response) =>
        answerWithCalls(asked, response, { calls: CALLS.slice(0, 1), asFunctionCall: true }),
      stream,
    );
    expect(readToolCalls(text)).toEqual([{ name: 'weather', args: { city: 'Oslo', days: 2 } }]);
  });

  it('keeps the words beside them', async () => {
    const { text } = await ask(
      (asked, response) =>
        answerWithCalls(asked, response, { calls: CALLS.slice(0, 1), content: 'Let me look.' }),
      stream,
    );
    expect(JSON.parse(text)).toMatchObject({ content: 'Let me look.' });
    expect(readToolCalls(text)).toHaveLength(1);
  });
});

it('calls of a server that gives each the index 0 stay apart by their ids', async () => {
  const { text } = await ask(
    (asked, response) => answerWithCalls(asked, response, { calls: CALLS, sameIndex: true }),
    true,
  );
  expect(readToolCalls(text)?.map(({ name }) => name)).toEqual(['weather', 'now']);
});

it('a refusal in a field of its own is what the model said', async () => {
  const { text } = await ask(
    (_asked, response) =>
      json(response, 200, {
        model: 'm',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
            finish_reason: 'stop',
          },
        ],
      }),
    false,
  );
  expect(text).toBe('I cannot help with that.');
});

const PROMPT = `name: Weather
messages:
  - role: system
    content: You answer questions about the weather. Use the tools you have. Be brief.
  - role: user
    content: '{{question}}'
testData:
${['Oslo', 'Rome', 'Bern', 'Lima', 'Cairo', 'Quito', 'Paris', 'Tokyo']
  .map(
    (city) =>
      `  - question: How warm is it in ${city}?\n    expected: '[{"name":"get_weather","arguments":{"city":"${city}"}}]'`,
  )
  .join('\n')}
sensitivity:
  variants: { politeness: 2 }
  repeats: 1
  tools:
    - type: function
      function:
        name: get_weather
        description: The weather at a place
        parameters:
          type: object
          properties:
            city: { type: string }
            days: { type: integer, default: 1 }
          required: [city]
`;

/** Writes the same call in ever another way; asked kindly, it looks at another place. */
const weather: Behaviour = (asked, response, call) => {
  const city = /in (\w+)\?/.exec(asked.messages.at(-1)?.content ?? '')?.[1] ?? '';
  if (city === 'Rome') return answer(asked, response, 'Warm, I guess.');
  const kind = /please|thank/i.test(asked.messages.map(({ content }) => content).join(' '));
  const place = kind && city === 'Bern' ? 'Basel' : city;
  const args = call % 2 === 0 ? `{"days":1.0,"city":"${place}"}` : `{"city": "${place}"}`;
  answerWithCalls(asked, response, { calls: [{ name: 'get_weather', arguments: args }] });
};

describe('a run on tool calls', () => {
  it('scores them, compares them by argument, and costs nothing a second time', async () => {
    endpoint = await endpointThat(weather);
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const run = (...more: string[]) =>
      runCli(folder, [
        ...['test', 'p.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'],
        ...['--json', 'r.json', '--no-stop-early', ...more],
      ]);
    const { code, stdout } = await run('--html', 'r.html');
    expect(code, stdout).toBe(0);
    const read = () => reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    const report = read();
    expect(report.metrics['rate.empty']?.value).toBe(0);
    expect(report.metrics['rate.parseFail']?.value).toBe(0);
    expect(report.metrics['accuracy.original']?.value).toBe(7 / 8);
    const scoreOf = (question: string, variant: string) => {
      const id = report.cases.find(({ inputs }) => inputs['question']?.includes(question))?.id;
      return report.outcomes.find((each) => each.case === id && each.variant === variant)?.score;
    };
    expect([scoreOf('Oslo', 'original'), scoreOf('Rome', 'original')]).toEqual([1, 0]);
    expect([scoreOf('Bern', 'original'), scoreOf('Bern', 'politeness-1')]).toEqual([1, 0]);
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toContain('<code>get_weather.city</code>');
    for (const { tools } of endpoint.asked) expect(tools).toEqual(endpoint.asked[0]?.['tools']);

    const sent = endpoint.asked.length;
    await run();
    expect(endpoint.asked).toHaveLength(sent);
    expect(read().totals.cached).toBe(sent);
  });

  it('is recorded and replayed without an endpoint', async () => {
    endpoint = await endpointThat(weather);
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const where = ['--base-url', endpoint.baseUrl, '--model', 'm'];
    const recorded = await runCli(folder, ['test', 'p.prompt.yml', ...where, '--record']);
    expect(recorded.code, recorded.stderr).toBe(0);
    const sent = endpoint.asked.length;
    const { code, stderr } = await runCli(folder, [
      ...['test', 'p.prompt.yml', '--replay', '--json', 'r.json'],
    ]);
    expect(code, stderr).toBe(0);
    expect(endpoint.asked).toHaveLength(sent);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    expect(report.metrics['accuracy.original']?.value).toBe(7 / 8);
  });
});

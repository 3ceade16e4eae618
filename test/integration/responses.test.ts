import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/core/studies/sensitivity/schema.js';
import { stepsSchema } from '../../src/core/studies/steps/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  endpointsOfEachTest,
  json,
  refuse,
  type Asked,
  type Behaviour,
} from '../support/endpoint.js';
import { eventsOf, eventText, items, respond, responseOf } from '../support/responses.js';

const endpointThat = endpointsOfEachTest();

const PROMPT = `messages:
  - { role: system, content: Sort the message into billing or account. Answer with one word. }
  - { role: user, content: '{{message}}' }
testData:
  - { id: a, message: The invoice is wrong., expected: billing }
  - { id: b, message: I cannot log in., expected: account }
sensitivity:
  variants: { format: 1 }
  repeats: 1
`;

const inputOf = (asked: Asked) => asked['input'] as Readonly<Record<string, unknown>>[];
const labelFor = (asked: Asked) =>
  JSON.stringify(asked['input']).includes('invoice') ? 'billing' : 'account';

/** Speaks the Responses API alone, as the newest models do. */
const newModel =
  (answer: (asked: Asked, call: number) => object): Behaviour =>
  (asked, response, call, request) => {
    if (request.url?.endsWith('/chat/completions'))
      return refuse(
        response,
        404,
        'This model is only supported in v1/responses and not in v1/chat/completions.',
      );
    respond(asked, response, answer(asked, call) as never);
  };

async function tested(
  behave: Behaviour,
  { args = [], model = '', prompt = PROMPT }: { args?: string[]; model?: string; prompt?: string },
) {
  const endpoint = await endpointThat(behave);
  const folder = folderWith({
    'p.prompt.yml': prompt,
    'plumbline.yml': `models:\n  new: { baseUrl: ${endpoint.baseUrl}, model: m${model} }\n`,
  });
  const run = (command: readonly string[]) => runCli(folder, [...command, ...args]);
  return { endpoint, folder, run };
}

const TEST = ['test', 'p.prompt.yml', '--model', 'new', '--json', '-'];
const reportOf = (stdout: string) => reportSchema.parse(JSON.parse(stdout));

describe('a model of the Responses API', () => {
  it.each([
    ['streamed', []],
    ['whole', ['--no-stream']],
  ])('is tested with answers that are %s', async (_, args) => {
    const behave = newModel((asked) =>
      responseOf([items.reasoning('It is about one of the two.'), items.message(labelFor(asked))]),
    );
    const { run, endpoint } = await tested(behave, { args, model: ', api: responses' });
    const { code, stdout, stderr } = await run(TEST);
    expect(code, stderr).toBe(0);
    const report = reportOf(stdout);
    expect(report.metrics['accuracy']?.value).toBe(1);
    expect(report.models[0]?.endpoint).toBe(`${endpoint.baseUrl}/responses`);
    expect(stdout).toContain('It is about one of the two.');
    expect(endpoint.asked[0]).toMatchObject({ model: 'm', store: false });
    expect(inputOf(endpoint.asked[0] as Asked)[0]).toMatchObject({ role: 'system' });
    const leftOut = report.notes.filter(({ code: each }) => each === 'parameter-left-out');
    expect(leftOut.map(({ params }) => params['parameter'])).toEqual(['seed']);
    const before = endpoint.asked.length;
    expect((await run(TEST)).code).toBe(0);
    expect(endpoint.asked).toHaveLength(before);
  });

  it('is told from one of chat completions, in the error and by the doctor', async () => {
    const { run } = await tested(
      newModel((asked) => responseOf([items.message(labelFor(asked))])),
      {},
    );
    const refused = await run(TEST);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr + refused.stdout).toContain('Set `api: responses` for the model');
    const sick = await run(['doctor', '--model', 'new']);
    expect(sick.stdout).toContain('Set `api: responses` for the model in plumbline.yml');
    const well = await run(['doctor', '--model', 'new', '--api', 'responses']);
    expect(well.code, well.stderr).toBe(0);
    expect(well.stdout).toContain('/v1/responses, model m');
    expect(well.stdout).toContain('The Responses API does not have seed, so it was not sent');
  });

  it('is followed through its calls of tools', async () => {
    const prompt = `messages:
  - { role: user, content: 'Read {{report}}.' }
testData:
  - { id: a, report: report-a, expected: done }
sensitivity:
  checks: [{ contains: '{{expected}}' }]
  tools: [{ name: page, parameters: { type: object, properties: { n: { type: integer } } } }]
  steps: { max: 5, faults: [], mocks: [{ tool: page, match: { n: '^[0-9]+$' }, output: { text: a page } }] }
`;
    const behave = newModel((asked) => {
      const read = inputOf(asked).filter(({ type }) => type === 'function_call_output').length;
      return responseOf([
        read < 2 ? items.call('page', { n: read + 1 }) : items.message('It is done.'),
      ]);
    });
    const { run, endpoint } = await tested(behave, { prompt, model: ', api: responses' });
    const { code, stdout, stderr } = await run([
      ...['steps', 'p.prompt.yml', '--model', 'new', '--variants', 'format=1', '--json'],
    ]);
    expect(code, stderr).toBe(0);
    const { findings } = stepsSchema.parse(JSON.parse(stdout));
    expect(findings.success.value).toBe(1);
    expect(findings.efficiency.calls.value).toBe(2);
    const last = endpoint.asked.map(inputOf).find((items) => items.length === 5);
    const [call, output] = last?.slice(1) ?? [];
    expect(call).toMatchObject({ type: 'function_call', name: 'page', arguments: '{"n":1}' });
    expect(output).toEqual({
      ...{ type: 'function_call_output', call_id: call?.['call_id'] },
      output: '{"text":"a page"}',
    });
    expect(endpoint.asked[0]?.['tools']).toMatchObject([{ type: 'function', strict: false }]);
  });

  it('may refuse, be cut off and be filtered', async () => {
    const behave = newModel((asked) =>
      JSON.stringify(asked['input']).includes('invoice')
        ? responseOf([items.refusal("I'm sorry, but I can't help with that.")])
        : responseOf([items.message('acc')], {
            ...{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
          }),
    );
    const { run } = await tested(behave, { model: ', api: responses' });
    const { stdout, stderr } = await run(TEST);
    const { outcomes } = reportOf(stdout);
    expect(new Set(outcomes.map(({ finishReason }) => finishReason)), stderr).toEqual(
      new Set(['stop', 'length']),
    );
    expect(stdout).toContain("can't help with that");
    const filtered = await tested(
      newModel((asked) =>
        JSON.stringify(asked['input']).includes('invoice')
          ? responseOf([], {
              ...{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
            })
          : responseOf([items.message('account')]),
      ),
      { model: ', api: responses' },
    );
    expect((await filtered.run(TEST)).stdout).toContain('content filter');
  });

  it('is asked again after an error in the middle of a stream', async () => {
    const broken = new Set<string>();
    const { run, endpoint } = await tested(
      (asked, response) => {
        const text = labelFor(asked);
        const events = eventsOf(responseOf([items.message(text)]) as never);
        const key = JSON.stringify(asked['input']);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const error = { code: 'server_error', message: 'An error occurred.', param: null };
        const sent = broken.has(key) ? events : [...events.slice(0, 5), eventText('error', error)];
        broken.add(key);
        response.end(sent.join(''));
      },
      { model: ', api: responses' },
    );
    const { code, stdout, stderr } = await run(TEST);
    expect(code, stderr).toBe(0);
    expect(reportOf(stdout).metrics['accuracy']?.value).toBe(1);
    expect(endpoint.asked).toHaveLength(8);
  });

  it('is sent on without a field it refuses, which is named', async () => {
    const { run, endpoint } = await tested(
      (asked, response) => {
        if (asked['reasoning'] === undefined)
          return respond(asked, response, responseOf([items.message(labelFor(asked))]) as never);
        const message =
          "Unsupported parameter: 'reasoning.effort' is not supported with this model.";
        json(response, 400, { error: { message, param: 'reasoning.effort', code: null } });
      },
      { model: ', api: responses, parameters: { reasoning_effort: low, stop: [END] }' },
    );
    const { code, stdout, stderr } = await run(TEST);
    expect(code, stderr).toBe(0);
    const named = reportOf(stdout).notes.filter(({ code: each }) => each === 'parameter-left-out');
    expect(named.map(({ params }) => params['parameter']).sort()).toEqual([
      ...['reasoning', 'seed', 'stop'],
    ]);
    expect(endpoint.asked.every((asked) => !('stop' in asked) && !('seed' in asked))).toBe(true);
  });

  it('is exported to a batch in its form', async () => {
    const { run, folder } = await tested(
      newModel(() => responseOf([])),
      { model: ', api: responses' },
    );
    const { code, stderr } = await run([
      ...['batch', 'export', 'p.prompt.yml', '--model', 'new', '-o', 'batch.jsonl'],
    ]);
    expect(code, stderr).toBe(0);
    const [line] = readFileSync(join(folder, 'batch.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      ...{ method: 'POST', url: '/v1/responses', body: { model: 'm', store: false } },
    });
  });
});

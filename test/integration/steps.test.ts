import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stepsSchema } from '../../src/core/studies/steps/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  answerWithCalls,
  endpointsOfEachTest,
  type Asked,
  type Behaviour,
} from '../support/endpoint.js';
import {
  chat,
  modelCalls,
  modelSays,
  otlp,
  toolAnswers,
  userSays,
  type GivenSpan,
} from '../support/traces.js';

const endpointThat = endpointsOfEachTest();

const promptWith = (steps: string) => `messages:
  - role: system
    content: You walk through the pages of a report. Read one page after the other. Then answer.
  - role: user
    content: 'Read {{report}}.'
testData:
  - { id: a, report: report-a, expected: done }
  - { id: b, report: report-b, expected: done }
sensitivity:
  checks: [{ contains: '{{expected}}' }]
  tools:
    - name: page
      parameters: { type: object, properties: { report: { type: string }, n: { type: integer } }, required: [report, n] }
    - name: index
  steps: ${steps}
`;
const PAGES = '{ tool: page, match: { n: "^[0-9]+$" }, output: { text: a page } }';

const toolMessages = ({ messages }: Asked) => messages.filter(({ role }) => role === 'tool');
const reportOf = ({ messages }: Asked) =>
  /report-\w/.exec(messages.findLast(({ role }) => role === 'user')?.content ?? '')?.[0] ?? '';
const callPage = (asked: Asked, n: number) => ({
  calls: [{ name: 'page', arguments: JSON.stringify({ report: reportOf(asked), n }) }],
});

/** Reads as many pages as the report has, then answers. */
const reader =
  (pages: number): Behaviour =>
  (asked, response) => {
    const read = toolMessages(asked).length;
    if (read < pages) answerWithCalls(asked, response, callPage(asked, read + 1));
    else answer(asked, response, 'It is done.');
  };

async function stepped(behave: Behaviour, steps: string, args: readonly string[] = []) {
  const endpoint = await endpointThat(behave);
  const folder = folderWith({
    'p.prompt.yml': promptWith(steps),
    'long.json': JSON.stringify([{ tool: 'page', output: 'x'.repeat(10_000_000) }]),
    'broken.json': '[{"tool": "page"',
  });
  const command = (more: readonly string[]) =>
    runCli(folder, [
      ...['steps', 'p.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'],
      ...['--variants', 'format=1', '--json', ...args, ...more],
    ]);
  const ended = await command([]);
  return { ...ended, endpoint, again: () => command([]) };
}
const findingsOf = (stdout: string) => stepsSchema.parse(JSON.parse(stdout)).findings;

describe('steps', () => {
  it('follows a long run to its end, in the form of the protocol', async () => {
    const { code, stdout, stderr, endpoint } = await stepped(
      reader(12),
      `{ max: 15, faults: [], mocks: [${PAGES}] }`,
    );
    expect(code, stderr).toBe(0);
    const findings = findingsOf(stdout);
    expect(findings.ends).toMatchObject({ answered: 8 });
    expect(findings.success.value).toBe(1);
    expect(findings.efficiency.calls.value).toBe(12);
    expect(endpoint.asked).toHaveLength(8 * 13);
    const last = endpoint.asked.find((asked) => toolMessages(asked).length === 12);
    const sent = last?.messages.slice(2) as unknown[];
    expect(sent).toHaveLength(24);
    const [first] = (sent[0] as { tool_calls: { id: string }[] }).tool_calls;
    expect(sent[0]).toMatchObject({
      ...{ role: 'assistant', content: null },
      tool_calls: [{ type: 'function', function: { name: 'page' } }],
    });
    expect(sent[1]).toEqual({
      ...{ role: 'tool', tool_call_id: first?.id, content: '{"text":"a page"}' },
    });
    expect(first?.id).toMatch(/^[a-z0-9]{9}$/i);
  });

  it('asks nothing twice', async () => {
    const { stdout, endpoint, again } = await stepped(
      reader(3),
      `{ faults: [error], mocks: [${PAGES}] }`,
    );
    const before = endpoint.asked.length;
    expect(findingsOf((await again()).stdout)).toEqual(findingsOf(stdout));
    expect(endpoint.asked).toHaveLength(before);
  });

  it('ends a loop and a run without end', async () => {
    const loop = await stepped(
      (asked, response) => answerWithCalls(asked, response, callPage(asked, 1)),
      `{ faults: [], mocks: [${PAGES}] }`,
    );
    expect(findingsOf(loop.stdout).ends).toMatchObject({ loop: 8 });
    expect(loop.endpoint.asked).toHaveLength(8 * 3);
    const endless = await stepped(reader(100), `{ max: 6, faults: [], mocks: [${PAGES}] }`);
    expect(findingsOf(endless.stdout).ends).toMatchObject({ capped: 8 });
    expect(endless.endpoint.asked).toHaveLength(8 * 6);
  });

  it('tells the model of a tool that does not exist, and counts it', async () => {
    const { stdout } = await stepped((asked, response) => {
      if (toolMessages(asked).length === 0)
        answerWithCalls(asked, response, { calls: [{ name: 'pages', arguments: '{}' }] });
      else answer(asked, response, toolMessages(asked)[0]?.content ?? '');
    }, `{ mocks: [${PAGES}] }`);
    const { problems, trajectories, faults } = findingsOf(stdout);
    expect(problems).toMatchObject({ calls: 24, unknownTool: 24 });
    expect(trajectories[0]?.text).toBe('{"error":"There is no tool pages. Tools: page, index"}');
    expect(faults.map(({ reached }) => reached)).toEqual([0, 0, 0, 0]);
  });

  it('gives a tool each fault once, and says what came of it', async () => {
    const { stdout } = await stepped((asked, response) => {
      const outputs = toolMessages(asked).map(({ content }) => content);
      const last = outputs.at(-1);
      if (last === undefined) answerWithCalls(asked, response, callPage(asked, 1));
      else if (last.includes('did not answer') && outputs.length === 1)
        answerWithCalls(asked, response, callPage(asked, 1));
      else if (last.includes('500')) answer(asked, response, 'I cannot tell: the tool failed.');
      else if (last === '')
        answerWithCalls(asked, response, { calls: [{ name: 'index', arguments: '{}' }] });
      else answer(asked, response, 'It is done.');
    }, `{ mocks: [${PAGES}, { tool: index, output: 3 }] }`);
    expect(findingsOf(stdout).faults).toMatchObject([
      { fault: 'timeout', reached: 4, retried: 4, recovered: { value: 1 } },
      { fault: 'error', reached: 4, escalated: 4, recovered: { value: 0 } },
      { fault: 'empty', reached: 4, adapted: 4, recovered: { value: 1 } },
      { fault: 'wrong-type', reached: 4, ignored: 4 },
    ]);
  });

  it('sends the beginning of an output of 10 MB', async () => {
    const { code, stdout, stderr, endpoint } = await stepped(
      reader(1),
      '{ faults: [], mocks: long.json }',
    );
    expect(code, stderr).toBe(0);
    expect(findingsOf(stdout).problems.cut).toBe(8);
    const [output] = endpoint.asked.flatMap(toolMessages);
    expect(output?.content).toMatch(/x\n\[9980000 more characters\]$/);
  });

  it('says what is wrong with mocks that cannot be read, and sends nothing', async () => {
    const { code, stderr, endpoint } = await stepped(reader(1), '{ mocks: broken.json }');
    expect(code).toBe(2);
    expect(stderr).toContain('broken.json');
    expect(stderr).toContain('invalid JSON');
    expect(endpoint.asked).toHaveLength(0);
  });

  it('stops at its budget, and prints what is known', async () => {
    const { code, stdout } = await stepped(reader(3), `{ faults: [], mocks: [${PAGES}] }`, [
      '--budget-calls',
      '20',
    ]);
    expect(code).toBe(4);
    const { stopped, findings } = stepsSchema.parse(JSON.parse(stdout));
    expect(stopped).toBe('budget');
    expect(findings.ends).toMatchObject({ answered: 0, open: 8 });
    expect(findings.success.value).toBeNull();
  });
});

describe('steps --tools-server', () => {
  const served = async (how: string, behave: Behaviour, more: readonly string[] = []) => {
    const endpoint = await endpointThat(behave);
    const folder = folderWith({ 'p.prompt.yml': promptWith('{ faults: [] }') });
    const log = join(folder, 'calls.log');
    writeFileSync(log, '');
    const command = `node ${JSON.stringify(resolve('test/fixtures/mcp/reports.mjs'))} ${JSON.stringify(log)} ${how}`;
    const run = () =>
      runCli(folder, [
        ...['steps', 'p.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'],
        ...['--variants', 'format=1', '--json', '--tools-server', command, ...more],
      ]);
    return { endpoint, folder, run, calls: () => readFileSync(log, 'utf8').trim().split('\n') };
  };
  /** Reads on until a page says that it is the last. */
  const untilLast: Behaviour = (asked, response) => {
    const read = toolMessages(asked);
    if (/"last":true|No such page/.test(read.at(-1)?.content ?? ''))
      answer(asked, response, 'It is done.');
    else answerWithCalls(asked, response, callPage(asked, read.length + 1));
  };

  it('asks the server for each call once, keeps its answers, and measures with them', async () => {
    const { endpoint, folder, run, calls } = await served('', untilLast);
    const { code, stdout, stderr } = await run();
    expect(code, stderr).toBe(0);
    const { success, trajectories, problems } = findingsOf(stdout);
    expect(success).toMatchObject({ value: 1, n: 2 });
    expect(problems.noMock).toBe(0);
    expect(
      trajectories.find((each) => each.case === 'b')?.calls.map(({ output }) => output),
    ).toEqual([
      '{"text":"page 1","last":false}',
      '{"text":"page 2","last":false}',
      '{"text":"page 3","last":true}',
    ]);
    expect(calls().toSorted()).toEqual([
      ...['report-a 1', 'report-a 2', 'report-b 1', 'report-b 2', 'report-b 3'],
    ]);
    expect(stderr).toContain('Asked the tools server 5 calls');
    // 2 wordings and 2 repeats of 2 and 3 pages, and of the answers after them: nothing was asked twice.
    expect(endpoint.asked).toHaveLength(2 * 2 * (3 + 4));
    expect(existsSync(join(folder, '.plumbline/tools/p.prompt.yml.json'))).toBe(true);
    const again = await run();
    expect([again.code, calls().length, endpoint.asked.length]).toEqual([0, 5, 28]);
  });

  it('takes an error of a tool for its answer', async () => {
    const beyond: Behaviour = (asked, response) => {
      if (toolMessages(asked).length > 0) answer(asked, response, 'It is done.');
      else answerWithCalls(asked, response, callPage(asked, 9));
    };
    const { run } = await served('', beyond);
    const { code, stdout } = await run();
    expect(code).toBe(0);
    const [first] = findingsOf(stdout).trajectories;
    expect(first?.calls[0]?.output).toBe('{"error":"No such page"}');
  });

  it.each([
    ['dies', 'did not answer page'],
    ['garbage', 'cannot be used'],
  ])('says what is wrong with one that %s', async (how, message) => {
    const { run } = await served(how, untilLast);
    const { code, stderr } = await run();
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('keeps what a server answered before it died', async () => {
    const { folder, run } = await served('dies-at-b', untilLast);
    expect((await run()).code).toBe(2);
    const kept: unknown = JSON.parse(
      readFileSync(join(folder, '.plumbline/tools/p.prompt.yml.json'), 'utf8'),
    );
    expect(kept).toMatchObject([{ tool: 'page', with: { report: 'report-a', n: 1 } }]);
  });

  it('leaves no server behind that does not end by itself', async () => {
    const { run } = await served('stays', untilLast);
    // Ends only once nothing writes to its output any more.
    const { code, stderr } = await run();
    expect(code, stderr).toBe(0);
  });

  it('sends no more than the budget over all rounds, and needs the cache', async () => {
    const { endpoint, run } = await served('', untilLast, ['--budget-calls', '10']);
    expect((await run()).code).toBe(4);
    expect(endpoint.asked.length).toBeLessThanOrEqual(10);
    const without = await served('', untilLast, ['--no-cache']);
    expect((await without.run()).stderr).toContain('--tools-server needs the cache');
    expect(without.endpoint.asked).toEqual([]);
  });
});

describe('steps --trace', () => {
  const asked = userSays('Read report-a.');
  const called = modelCalls('c1', 'page', { report: 'report-a', n: 1 });
  const spans = [
    chat({ trace: 'x', id: '1', at: 1 }, [asked], [called]),
    chat(
      { trace: 'x', id: '2', at: 2 },
      [asked, called, toolAnswers('c1', { text: 'recorded' })],
      [modelSays('It is done.')],
    ),
  ];
  const run = (folder: string, args: readonly string[]) =>
    runCli(folder, ['steps', 'p.prompt.yml', '--trace', 'traces.json', ...args]);

  it('scores recorded runs, sends nothing, and writes mocks that runs can use', async () => {
    const folder = folderWith({
      'p.prompt.yml': promptWith('{ faults: [], mocks: recorded.json }'),
      'recorded.json': '[]',
      'traces.json': JSON.stringify(otlp(spans)),
    });
    const { code, stdout, stderr } = await run(folder, [
      ...['--json', '--write-mocks', join(folder, 'recorded.json')],
    ]);
    expect(code, stderr).toBe(0);
    const findings = findingsOf(stdout);
    expect(findings.success).toMatchObject({ value: 1, n: 1 });
    expect(findings.trajectories[0]).toMatchObject({
      ...{ case: 'a', calls: [{ name: 'page', output: '{"text":"recorded"}' }] },
    });
    expect(stderr).toContain('Wrote 1 recorded call');
    const { baseUrl, asked: sent } = await endpointThat(reader(1));
    const own = await runCli(folder, [
      ...['steps', 'p.prompt.yml', '--base-url', baseUrl, '--model', 'm'],
      ...['--variants', 'format=1', '--json'],
    ]);
    expect(own.code, own.stderr).toBe(0);
    expect(sent.flatMap(toolMessages)[0]?.content).toBe('{"text":"recorded"}');
  });

  it('tells that runs succeed less often than before, with exit code 1', async () => {
    const day = 24 * 60 * 60;
    const rows = Array.from(
      { length: 30 },
      (_, at) => `  - { id: case ${at}, report: report-a, expected: done }\n`,
    ).join('');
    const dated = (index: number): GivenSpan[] =>
      spans.map((span) => ({
        ...{ ...span, trace: `t${index}`, id: `${index}${span.id}` },
        at: (index < 30 ? 0 : 3 * day) + (span.at ?? 0),
        attributes: {
          ...span.attributes,
          'plumbline.case': `case ${index % 30}`,
          ...(index >= 30 && span.id === '2'
            ? { 'gen_ai.output.messages': JSON.stringify([modelSays('It is lost.')]) }
            : {}),
        },
      }));
    const folder = folderWith({
      'p.prompt.yml': promptWith('{}').replace(/ {2}- \{ id: a[^]*?(?=sensitivity)/, rows),
      'traces.json': JSON.stringify(otlp(Array.from({ length: 60 }, (_, at) => dated(at)).flat())),
    });
    const { code, stderr } = await run(folder, ['--since', '2026-01-02']);
    expect(stderr).toMatch(/From 2026-01-02 on: success 0\.00, 1\.00 before, in the same 30 cases/);
    expect(stderr).toContain('It drifted.');
    expect(code).toBe(1);
    expect((await run(folder, ['--since', 'May'])).code).toBe(2);
  });

  it.each([
    ['{"resourceSpans"', 'invalid JSON'],
    ['{}', 'holds no spans'],
    [
      JSON.stringify(otlp([{ trace: 'x', id: '1', attributes: { 'http.method': 'GET' } }])),
      'holds 1 span, but none that calls a model or a tool',
    ],
  ])('says what is wrong with a file that holds none', async (text, message) => {
    const folder = folderWith({ 'p.prompt.yml': promptWith('{}'), 'traces.json': text });
    const { code, stderr } = await run(folder, []);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../support/cli.js';
import { answer, endpointsOfEachTest, type Asked, type Behaviour } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();
const open: Client[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

const right = (asked: Asked) =>
  /crashes|sound|freezes|Blank/.test(asked.messages.at(-1)?.content ?? '') ? 'bug' : 'billing';
const always: Behaviour = (asked, response) => answer(asked, response, right(asked));
const FILE = 'prompts/a.prompt.yml';

/** An agent beside a folder with one prompt whose model is a server of this test. */
async function agentBeside(
  behave: Behaviour,
  {
    options = [],
    served = '.',
    defaults = '',
  }: { options?: readonly string[]; served?: string; defaults?: string } = {},
) {
  const endpoint = await endpointThat(behave);
  const folder = folderWith({
    'plumbline.yml': `models:\n  local: { baseUrl: ${endpoint.baseUrl}, model: m, price: { input: 1000, output: 1000 } }\n${defaults}`,
    [FILE]: TRIAGE,
    'prompts/broken.prompt.yml': 'messages: [\n',
    'secret.txt': 'not for agents',
  });
  symlinkSync('/etc/hostname', join(folder, 'link.prompt.yml'));
  const client = new Client({ name: 'agent', version: '1.0.0' });
  open.push(client);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [resolve('dist/cli.js'), 'mcp', served, ...options],
      cwd: folder,
      stderr: 'inherit',
    }),
  );
  const call = async (
    name: string,
    input: Record<string, unknown> = {},
    how: Parameters<Client['callTool']>[2] = {},
  ) => {
    const { content, isError } = await client.callTool({ name, arguments: input }, undefined, how);
    const [part] = content as [{ text: string }];
    return { text: part.text, isError: isError ?? false };
  };
  return { client, call, endpoint, folder };
}

describe('plumbline mcp', () => {
  it('lists its tools and prompts, and reads one', async () => {
    const { client, call, endpoint } = await agentBeside(always);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      ...['list_prompts', 'read_prompt', 'render_prompt', 'compare_runs'],
      ...['test_prompt', 'study_prompt'],
    ]);
    const [, reads, , , tests] = tools;
    expect(reads?.annotations?.readOnlyHint).toBe(true);
    expect(tests?.annotations?.readOnlyHint).toBe(false);
    const listed = JSON.parse((await call('list_prompts')).text) as { file: string }[];
    expect(listed.map(({ file }) => file)).toContain(FILE);
    const read = JSON.parse((await call('read_prompt', { file: FILE })).text) as {
      cases: unknown[];
    };
    expect(read.cases).toHaveLength(8);
    const broken = await call('read_prompt', { file: 'prompts/broken.prompt.yml' });
    expect(broken.text).toContain('"severity": "error"');
    expect(endpoint.asked).toEqual([]);
  });

  it('lists many prompts a hundred at a time, and those that are searched for', async () => {
    const { client, call, folder } = await agentBeside(always);
    for (let at = 0; at < 120; at++)
      writeFileSync(join(folder, `many-${String(at).padStart(3, '0')}.prompt.yml`), TRIAGE);
    const listed = async (input: Record<string, unknown>) =>
      (JSON.parse((await call('list_prompts', input)).text) as { file: string }[]).map(
        ({ file }) => file,
      );
    const first = await listed({ search: 'many-' });
    expect([first.length, first.at(-1)]).toEqual([100, 'many-099.prompt.yml']);
    const { content } = await client.callTool({
      ...{ name: 'list_prompts', arguments: { search: 'MANY-' } },
    });
    expect((content as { text: string }[])[1]?.text).toContain(
      '20 more: call list_prompts with after: "many-099.prompt.yml"',
    );
    expect(await listed({ search: 'many-', after: first.at(-1) })).toHaveLength(20);
  });

  it('serves a part of a repository by paths from there', async () => {
    const { call } = await agentBeside(always, { served: 'prompts' });
    const listed = JSON.parse((await call('list_prompts')).text) as { file: string }[];
    expect(listed.map(({ file }) => file)).toContain('a.prompt.yml');
    expect((await call('read_prompt', { file: 'a.prompt.yml' })).isError).toBe(false);
    expect((await call('read_prompt', { file: '../plumbline.yml' })).isError).toBe(true);
  });

  it('renders a prompt for a case, as it is and in a variant', async () => {
    const { call, endpoint } = await agentBeside(always);
    const render = (input: Record<string, unknown>) =>
      call('render_prompt', { file: FILE, ...input });
    const messages = JSON.parse((await render({})).text) as { role: string; content: string }[];
    expect(messages.at(-1)?.content).not.toContain('{{');
    const variants = /There are (.*)\./.exec((await render({ variant: 'nine' })).text)?.[1] ?? '';
    const [, other] = variants.split(/, | and /);
    expect((await render({ variant: other })).text).not.toBe((await render({})).text);
    expect(await render({ case: 'nobody' })).toMatchObject({ isError: true });
    expect(endpoint.asked).toEqual([]);
  });

  it('runs another study within the budget, and says what one would take', async () => {
    const { call, endpoint } = await agentBeside(always, { options: ['--budget-calls', '1000'] });
    const input = { file: FILE, study: 'influence' };
    const planned = await call('study_prompt', { ...input, estimate: true });
    expect(planned.text).toMatch(/^It would take up to \d+ calls of m/);
    expect(endpoint.asked).toEqual([]);
    const { text, isError } = await call('study_prompt', input);
    expect([text, isError]).toEqual([expect.stringContaining('Which words matter?'), false]);
    const before = endpoint.asked.length;
    expect((await call('study_prompt', { ...input, study: 'sensitivity' })).isError).toBe(true);
    expect(await call('study_prompt', { ...input, variants: 3 })).toEqual({
      isError: true,
      text: 'The influence study decides on its wordings itself. Leave variants out.',
    });
    expect(endpoint.asked).toHaveLength(before);
  });

  it('compares the saved runs of a prompt, and says where there is none', async () => {
    const { call } = await agentBeside(always);
    expect(await call('compare_runs', { file: FILE })).toMatchObject({
      isError: true,
      text: expect.stringContaining('No saved run'),
    });
    await call('test_prompt', { file: FILE });
    await call('test_prompt', { file: FILE });
    const { text, isError } = await call('compare_runs', { file: FILE });
    expect([isError, text]).toEqual([false, expect.stringContaining('# Comparison')]);
    const outside = await call('compare_runs', { file: FILE, other: 'secret.txt' });
    expect(outside.text).toContain('There is no prompt secret.txt');
  });

  it('says what a test would take, tests with progress, and tells the verdict', async () => {
    const { call, endpoint } = await agentBeside(always);
    const planned = await call('test_prompt', { file: FILE, variants: 2, estimate: true });
    expect(planned.text).toMatch(
      /^It would take up to \d+ calls of m, about [\d,]+ tokens, .+ Nothing was sent\.$/,
    );
    expect(endpoint.asked).toEqual([]);
    const progress: number[] = [];
    const onprogress = ({ progress: done }: { progress: number }) => void progress.push(done);
    const tested = await call('test_prompt', { file: FILE, variants: 2 }, { onprogress });
    expect(tested.isError).toBe(false);
    expect(tested.text).toMatch(/^prompts\/a\.prompt\.yml: \w+/);
    expect(tested.text).toContain('Accuracy: 1');
    expect(progress.length).toBeGreaterThan(5);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    const again = endpoint.asked.length;
    await call('test_prompt', { file: FILE, variants: 2 });
    expect(endpoint.asked).toHaveLength(again);
  });

  it('sends no more than its budget, whatever it is asked for', async () => {
    const { call, endpoint } = await agentBeside(always, { options: ['--budget-calls', '20'] });
    const input = { file: FILE, variants: 2, budgetCalls: 1000 };
    const told = await Promise.all([
      call('test_prompt', input),
      call('test_prompt', { ...input, variants: 3 }),
    ]);
    // Whichever comes first is measured, as far as the budget goes.
    const measured = told.filter(({ isError }) => !isError);
    const refused = told.filter(({ isError }) => isError);
    expect(measured.map(({ text }) => text)).toEqual([expect.stringMatching(/budget/i)]);
    expect(refused.map(({ text }) => text)).toEqual([
      expect.stringContaining('The budget of this server is used up (20 calls)'),
    ]);
    expect(endpoint.asked.length).toBeLessThanOrEqual(20);
  });

  it('raises no budget of the files, and agrees to no cost in the place of a person', async () => {
    const few = await agentBeside(always, {
      options: ['--budget-usd', '1000'],
      defaults: 'defaults: { budget: { calls: 10 } }\n',
    });
    await few.call('test_prompt', { file: FILE, variants: 2, budgetCalls: 100 });
    expect(few.endpoint.asked.length).toBeLessThanOrEqual(10);

    const dear = await agentBeside(always, {
      defaults: 'defaults: { budget: { confirmAboveUsd: 0.01 } }\n',
    });
    const refused = await dear.call('test_prompt', { file: FILE, variants: 2, budgetUsd: 1000 });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain('confirmAboveUsd');
    expect(dear.endpoint.asked).toEqual([]);
  });

  it('counts what was sent for tests that were cancelled', async () => {
    let stop = new AbortController();
    const { call, endpoint } = await agentBeside(
      (asked, response, count, request) => {
        if (count % 6 === 0) stop.abort();
        else always(asked, response, count, request);
      },
      { options: ['--budget-calls', '20'] },
    );
    for (let tries = 0; tries < 6; tries++) {
      stop = new AbortController();
      const input = { file: FILE, variants: tries + 2 };
      await call('test_prompt', input, { signal: stop.signal }).catch(() => undefined);
    }
    expect(endpoint.asked.length).toBeGreaterThan(5);
    expect(endpoint.asked.length).toBeLessThanOrEqual(20);
  });

  it('ends a test with the request, and answers the next one', async () => {
    const stop = new AbortController();
    const { call, endpoint } = await agentBeside((asked, response, count, request) => {
      if (count < 6) always(asked, response, count, request);
      else stop.abort();
    });
    const how = { signal: stop.signal };
    await expect(call('test_prompt', { file: FILE, variants: 2 }, how)).rejects.toThrow();
    const listed = await call('list_prompts');
    expect(listed.isError).toBe(false);
    expect(endpoint.asked.length).toBeLessThan(20);
  });

  it.each([
    ...['../outside.prompt.yml', '/etc/passwd', 'prompts/none.prompt.yml'],
    ...['secret.txt', 'link.prompt.yml'],
  ])('reads nothing but the prompts of its folder: %s', async (file) => {
    const { call } = await agentBeside(always);
    for (const tool of ['read_prompt', 'test_prompt']) {
      const { isError, text } = await call(tool, { file });
      expect(isError).toBe(true);
      expect(text).toBe(
        `There is no prompt ${file} in the served folder. list_prompts lists its prompts.`,
      );
    }
  });

  it('tells what is wrong with a prompt or a model', async () => {
    const { call } = await agentBeside(always);
    const broken = await call('test_prompt', { file: 'prompts/broken.prompt.yml' });
    expect(broken).toMatchObject({ isError: true });
    expect(broken.text).toMatch(/broken\.prompt\.yml:\d+:\d+: error: /);
    const other = await call('test_prompt', { file: FILE, model: 'nowhere' });
    expect(other).toMatchObject({ isError: true });
    expect(other.text).toContain('nowhere');
  });
});

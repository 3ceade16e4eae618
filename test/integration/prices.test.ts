import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, json } from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();

const CONFIG = `# Our models.
models:
  gpt: { baseUrl: https://api.openai.com/v1, model: gpt-4.1-mini } # the usual one
  local:
    baseUrl: http://127.0.0.1:11434/v1
    model: llama3.2 # on the desk
aliases: { openai/gpt-4.1-mini: gpt }
`;
const found = (stdout: string) =>
  (JSON.parse(stdout) as { prices: Record<string, unknown>[] }).prices;

describe('plumbline prices', () => {
  it('lists every configured model with its price, where it is from, and its date', async () => {
    const folder = folderWith({ 'plumbline.yml': CONFIG });
    const { code, stdout } = await runCli(folder, ['prices']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/gpt \(gpt-4\.1-mini\) +0\.40 +1\.60 +0\.10 +price list of \d{4}-/);
    expect(stdout).toMatch(/local \(llama3\.2\) +– +– +– +unknown/);
    expect(stdout).toContain('US dollars per million tokens. Price list: @pydantic/genai-prices');
    expect(stdout).toContain('plumbline prices local --input');
    const asJson = await runCli(folder, ['prices', 'openai/gpt-4.1-mini', 'gpt-4o', '--json']);
    expect(found(asJson.stdout)).toMatchObject([
      { name: 'gpt', input: 0.4, cachedInput: 0.1, source: 'price list' },
      { name: 'gpt-4o', baseUrl: null, source: 'price list' },
    ]);
  });

  it('writes another price, keeps comments, and runs are counted by it', async () => {
    const folder = folderWith({ 'plumbline.yml': CONFIG });
    const { code, stdout, stderr } = await runCli(folder, [
      ...['prices', 'local', '--input', '1000', '--output', '0', '--cached-input', '100'],
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/1000\.00 +0\.00 +100\.00 +plumbline\.yml/);
    const written = readFileSync(join(folder, 'plumbline.yml'), 'utf8');
    expect(written).toBe(
      CONFIG.replace(
        '# on the desk\n',
        '# on the desk\n    price: { input: 1000, output: 0, cachedInput: 100 }\n',
      ),
    );
    const again = await runCli(folder, ['prices', 'gpt', '--output', '2', '--json']);
    expect(found(again.stdout)).toMatchObject([
      { input: 0.4, output: 2, cachedInput: 0.1, source: 'plumbline.yml' },
    ]);
  });

  it('refuses amounts that are a slip, and shows small ones', async () => {
    const folder = folderWith({ 'plumbline.yml': CONFIG });
    for (const amount of ['1e99', '0x10', '99999999', '-1', '']) {
      const { code, stderr } = await runCli(folder, ['prices', 'gpt', '--input', amount]);
      expect(code, amount).toBe(2);
      expect(stderr).toContain('US dollars per million tokens');
    }
    const { stdout } = await runCli(folder, [
      ...['prices', 'gpt', '--input', '0.0000001', '--cached-input', '0'],
    ]);
    const tooHigh = await runCli(folder, ['prices', 'gpt', '--cached-input', '5']);
    expect(tooHigh.stderr).toContain('Lower it with --cached-input');
    expect(stdout).toContain(' 0.0000001 ');
  });

  it('charges tokens from the prefix cache at their own price', async () => {
    const { baseUrl } = await endpointThat((asked, response) => {
      if (asked.stream) return answer(asked, response, 'yes');
      json(response, 200, {
        choices: [{ message: { content: 'yes' }, finish_reason: 'stop' }],
        usage: {
          ...{ prompt_tokens: 1000, completion_tokens: 0, total_tokens: 1000 },
          prompt_tokens_details: { cached_tokens: 900 },
        },
      });
    });
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m, price: { input: 1000, output: 0, cachedInput: 100 } }\n`,
      'p.prompt.yml':
        'messages: [{ role: user, content: "Answer {{q}} with yes or no." }]\ntestData: [{ q: a, expected: "yes" }]\n',
    });
    const { stdout } = await runCli(folder, [
      ...[
        'test',
        'p.prompt.yml',
        '--no-stream',
        '--variants',
        '0',
        '--repeats',
        '1',
        '--json',
        '-',
      ],
    ]);
    expect((JSON.parse(stdout) as { costUsd: number }).costUsd).toBeCloseTo(0.19, 6);
  });

  it('says what is wrong with a model, a price or a folder', async () => {
    const folder = folderWith({ 'plumbline.yml': CONFIG });
    const said = async (...args: string[]) => {
      const { code, stderr } = await runCli(folder, ['prices', ...args]);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await said('nope')).toContain('has the model "nope". Configured: gpt and local.');
    expect(await said('nope', '--input', '1')).toContain('plumbline.yml does not have the model');
    expect(await said('gpt', '--input', '-1')).toContain('Expected US dollars');
    expect(await said('gpt', '--input', 'cheap')).toContain('Expected US dollars');
    expect(await said('local', '--input', '1')).toContain('give both --input and --output');
    expect(await said('gpt', 'local', '--input', '1')).toContain('is set for one model');
    expect(await said('gpt', '--input', '0.01')).toContain('--cached-input');
    expect(readFileSync(join(folder, 'plumbline.yml'), 'utf8')).toBe(CONFIG);
    const empty = folderWith({ 'a.txt': '' });
    const nowhere = await runCli(empty, ['prices']);
    expect(nowhere.stderr).toContain('No plumbline.yml with models was found');
    const unwritten = await runCli(empty, ['prices', 'gpt-4o', '--input', '1', '--output', '2']);
    expect(unwritten.stderr).toContain('plumbline init');
    expect((await runCli(empty, ['prices', 'gpt-4o'])).code).toBe(0);
  });
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findingsSchema, listingSchema } from '../../src/cli/listing.js';
import { comparisonRecordSchema } from '../../src/core/studies/comparison/schema.js';
import { influenceSchema, type Influence } from '../../src/core/studies/influence/schema.js';
import { answer, endpointsOfEachTest, refuse, type FakeEndpoint } from '../support/endpoint.js';
import { folderWith, runCli } from '../support/cli.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();

/** Right where the prompt holds these words, else always "bug". */
function rightWith(words: string): Promise<FakeEndpoint> {
  return endpointThat((asked, response) => {
    const text = asked.messages.map(({ content }) => content).join('\n');
    const isBilling = /paid twice|Wrong invoice|Refund me|Card declined/.test(
      text.slice(text.lastIndexOf('Ticket')),
    );
    answer(asked, response, text.includes(words) && isBilling ? 'billing' : 'bug');
  });
}

const at = ({ baseUrl }: FakeEndpoint, model = 'm') => ['--base-url', baseUrl, '--model', model];

describe('what is said about the parts of a prompt', () => {
  it('influence tells the sentence that decides, and asks nothing twice', async () => {
    const endpoint = await rightWith('Use one label');
    const folder = folderWith({ 'a.prompt.yml': TRIAGE });
    const run = () => runCli(folder, ['influence', 'a.prompt.yml', ...at(endpoint), '--json']);
    const first = await run();
    const { findings } = influenceSchema.parse(JSON.parse(first.stdout)) as Influence;
    const { parts } = findings;
    const decisive = parts.find(({ text }) => text === 'Use one label.');
    expect(decisive).toMatchObject({ kind: 'decides', effect: 0.5, line: 5 });
    expect(parts.filter(({ kind }) => kind === 'decides')).toHaveLength(1);
    const before = endpoint.asked.length;
    const again = JSON.parse((await run()).stdout) as Influence;
    expect(again.findings).toEqual(findings);
    expect(endpoint.asked.length).toBe(before);
  });

  it('examples prints what a file would hold, and writes it on request, byte for byte beside the rest', async () => {
    const folder = folderWith({ 'a.prompt.yml': TRIAGE });
    const args = ['examples', 'a.prompt.yml', '--shots', '2/first'];
    const { stdout, code } = await runCli(folder, args);
    expect(code).toBe(0);
    expect(stdout).toContain('role: assistant');
    expect(readFileSync(join(folder, 'a.prompt.yml'), 'utf8')).toBe(TRIAGE);
    await runCli(folder, [...args, '--write']);
    const after = readFileSync(join(folder, 'a.prompt.yml'), 'utf8');
    expect(after.replace(`${stdout.trimEnd()}\n`, '')).toBe(TRIAGE);
  });
});

describe('compare', () => {
  it('holds the newest run against the one before, and against a report file', async () => {
    const folder = folderWith({ 'a.prompt.yml': TRIAGE });
    const test = (endpoint: FakeEndpoint, model: string, ...more: string[]) =>
      runCli(folder, [
        'test',
        'a.prompt.yml',
        ...at(endpoint, model),
        '--variants',
        'format=2',
        ...more,
      ]);
    await test(await rightWith('no such words'), 'poor', '--json', 'poor.json');
    await test(await rightWith('Ticket'), 'good');
    const between = (...args: string[]) => runCli(folder, ['compare', ...args, '--json']);
    const runs = await between('a.prompt.yml~1', 'a.prompt.yml');
    const records = z.array(comparisonRecordSchema).parse(JSON.parse(runs.stdout));
    expect(records[0]).toMatchObject({ runA: expect.stringContaining('poor'), a: 0.5, b: 1 });
    // A run that the endpoint broke off is no result.
    const dying = await endpointThat((asked, response, call) =>
      call > 20 ? refuse(response, 401, 'revoked') : answer(asked, response, 'bug'),
    );
    expect((await test(dying, 'dying', '--no-cache')).code).toBe(3);
    expect((await between('a.prompt.yml~1', 'a.prompt.yml')).stdout).toBe(runs.stdout);
    const models = await between('a.prompt.yml@poor', 'a.prompt.yml@good');
    expect(models.stdout).toBe(runs.stdout);
    const file = await between('poor.json', 'a.prompt.yml');
    expect(file.stdout).toBe(runs.stdout);
    const shown = await runCli(folder, ['show', 'a.prompt.yml@poor', '--case', '2', '--most', '1']);
    expect(shown.stderr).toContain("No answer to case 2 differs from the original prompt's:");
    expect(shown.stdout).toMatch(/^Original, case 2: ✗ wrong$[^]*^Answer {4}bug$/m);
    expect(shown.stdout).not.toMatch(/^(?:Original {2}|Differs)/m);
    const one = ['--case', '2', '--variant', 'format-1'];
    const cell = await runCli(folder, ['show', 'a.prompt.yml', ...one]);
    expect(cell.stdout).toMatch(/^Format 1, case 2: .*\nWording {3}user:$/m);
    const wrong = await runCli(folder, ['show', 'a.prompt.yml', '--variant', 'none']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('has no variant none. It has: original, format-1, format-2.');
    const missing = await between('a.prompt.yml@other', 'a.prompt.yml');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('It has runs on poor, good, dying.');
  });
});

describe('a judge', () => {
  it('is the model plumbline.yml names, for both models it judges, and their gap gives the scale', async () => {
    const judge = await endpointThat((asked, response) => {
      const text = asked.messages.map(({ content }) => content).join('\n');
      answer(asked, response, /<answer>\nbilling/.test(text) ? 'Score: 5' : 'Score: 3');
    });
    const [poor, good] = [await rightWith('no such words'), await rightWith('Ticket')];
    const model = (name: string, { baseUrl }: FakeEndpoint) =>
      `  ${name}: { baseUrl: ${baseUrl}, model: ${name} }\n`;
    const checks = 'sensitivity:\n  checks: [{ name: names billing, rubric: Names billing. }]\n';
    const folder = folderWith({
      'a.prompt.yml': `${TRIAGE}${checks}`,
      'plumbline.yml': `models:\n${model('poor', poor)}${model('good', good)}${model('judge', judge)}judge: judge\n`,
    });
    const args = ['test', 'a.prompt.yml', '--variants', 'format=2'];
    for (const name of ['poor', 'good']) {
      const { code, stdout } = await runCli(folder, [...args, '--model', name]);
      expect(code).toBe(0);
      expect(stdout).toContain('judge judged the answers.');
    }
    const asksForScore = ({ asked }: FakeEndpoint) =>
      asked.filter(({ messages }) => messages[0]?.content.includes('rubric')).length;
    expect([asksForScore(poor), asksForScore(good)]).toEqual([0, 0]);
    expect(asksForScore(judge)).toBe(judge.asked.length);
    const { stdout, stderr } = await runCli(folder, [
      ...['compare', 'a.prompt.yml@poor', 'a.prompt.yml@good', '--json'],
    ]);
    const records = z.array(comparisonRecordSchema).parse(JSON.parse(stdout));
    const relative = records.find(({ metric }) => metric === 'excess')?.pssRelative;
    // Only the good one reads the ticket, and not under every format.
    expect(relative?.a).toBe(0);
    expect(relative?.b).toBeGreaterThan(0);
    expect(stderr).toContain(`The scores of the two models are ${relative?.gap.toFixed(2)} apart.`);
  });
});

describe('a repository of prompts', () => {
  const FILES = {
    'prompts/a.prompt.yml': TRIAGE,
    'prompts/b.prompty':
      '---\nname: B\nsensitivity:\n  cases: [{ whom: Ada }]\n---\nuser:\nHi {{who}}\n',
    'node_modules/x.prompty': 'Hidden {{x}}',
    '.gitignore': 'node_modules\n',
  };

  it('is listed and looked through, without what git ignores', async () => {
    const folder = folderWith(FILES);
    const list = await runCli(folder, ['list', '--json']);
    const listed = listingSchema.parse(JSON.parse(list.stdout));
    expect(listed.map(({ path, state }) => [path, state.word])).toEqual([
      ['prompts/a.prompt.yml', 'never tested'],
      ['prompts/b.prompty', 'never tested'],
    ]);
    writeFileSync(join(folder, 'plumbline.yml'), '');
    mkdirSync(join(folder, 'docs'));
    const part = await runCli(folder, ['list', 'prompts', '--json']);
    expect(part.stdout).toBe(list.stdout);
    expect((await runCli(folder, ['list', 'docs', '--json'])).stdout.trim()).toBe('[]');
    const lint = await runCli(folder, ['lint', '--json']);
    const rules = findingsSchema
      .parse(JSON.parse(lint.stdout))
      .map(({ path, rule }) => [path, rule]);
    expect(rules).toContainEqual(['prompts/b.prompty', 'undefined-variable']);
    // A case without a value would stop a test.
    expect(lint.code).toBe(2);
    const whole = ['lint', 'prompts/a.prompt.yml'];
    expect((await runCli(folder, whole)).code).toBe(0);
  });

  it('are looked for in folders that are there', async () => {
    const folder = folderWith(FILES);
    for (const command of ['list', 'init']) {
      const { code, stderr } = await runCli(folder, [command, 'nofolder']);
      expect([code, stderr]).toEqual([2, 'plumbline: Folder not found: nofolder\n']);
    }
    const other = await runCli(folder, ['new', 'foo.txt']);
    expect([other.code, existsSync(join(folder, 'foo.txt.prompt.yml'))]).toEqual([2, false]);
    expect(other.stderr).toContain('plumbline new foo.prompt.yml');
  });

  it('is begun, added to and written in another format', async () => {
    const folder = folderWith(FILES);
    expect((await runCli(folder, ['init'])).code).toBe(0);
    expect(readFileSync(join(folder, 'plumbline.yml'), 'utf8')).toContain('# models:');
    const again = await runCli(folder, ['init']);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('plumbline.yml')]);
    await runCli(folder, ['new', 'prompts/c.prompt.yml', '--template', 'summary']);
    expect(existsSync(join(folder, 'prompts/c.prompt.yml'))).toBe(true);
    const made = await runCli(folder, [
      'export',
      'prompts/b.prompty',
      '--to',
      'dotprompt',
      '--out',
      '-',
    ]);
    expect(made.stdout).toContain('{{role "user"}}');
    expect((await runCli(folder, ['export', 'prompts/b.prompty', '--to', 'word'])).code).toBe(2);
  });
});

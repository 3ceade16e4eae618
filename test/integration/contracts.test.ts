import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { inspectionSchema } from '../../src/cli/inspection.js';
import { reportSchema } from '../../src/core/studies/sensitivity/schema.js';
import { scoresSchema } from '../../src/core/studies/sensitivity/printedScores.js';
import { variantSchema } from '../../src/core/variants/variantSchema.js';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

function examplesCopy(): string {
  const folder = folderWith({});
  cpSync('examples', folder, {
    recursive: true,
    filter: (path) => !/\.plumbline\/(cache|runs)/.test(path),
  });
  return folder;
}

const PROMPTS = ['capitals', 'contact', 'summary', 'triage'].map(
  (name) => `prompts/${name}.prompt.yml`,
);

const endpoint = endpointsOfEachTest();

describe('what other programs read', () => {
  it('inspect prints one array for good files and bad, and ends with 2 for the bad', async () => {
    const folder = folderWith({ 'a.prompt.yml': TRIAGE, 'b.prompt.yml': 'messages: 3\n' });
    const { code, stdout } = await runCli(folder, [
      'inspect',
      'a.prompt.yml',
      'b.prompt.yml',
      'c.prompt.yml',
      '--json',
    ]);
    const found = z.array(inspectionSchema).parse(JSON.parse(stdout));
    expect(found.map(({ format, problems }) => [format, problems.length])).toEqual([
      ['github-models', 0],
      [null, 1],
      [null, 1],
    ]);
    expect(code).toBe(2);
  });

  it('variants prints the original first, the same for the same seed', async () => {
    const run = (seed: string) =>
      runCli(examplesCopy(), ['variants', PROMPTS[3]!, '--json', '--no-model', '--seed', seed]);
    const [first, again, other] = await Promise.all([run('3'), run('3'), run('4')]);
    const made = z.array(variantSchema).parse(JSON.parse(first.stdout));
    expect(made[0]).toMatchObject({ id: 'original', status: 'original' });
    expect(made.map((each) => each.class)).toEqual([
      'original',
      'paraphrase',
      'paraphrase',
      'format',
      'format',
      'persona',
      'politeness',
      'typo',
    ]);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
  });

  it('test writes an array for several prompts and prints nothing else where it goes to stdout', async () => {
    const folder = examplesCopy();
    const { code, stdout } = await runCli(folder, ['test', ...PROMPTS, '--replay', '--json', '-']);
    const reports = z.array(reportSchema).parse(JSON.parse(stdout));
    expect(reports.map(({ prompt }) => prompt.path)).toEqual(PROMPTS);
    expect(reports.every(({ models }) => models[0]?.recorded)).toBe(true);
    expect(reports.every(({ totals }) => totals.failed === 0)).toBe(true);
    expect(code).toBe(0);
  });

  it('score reads what test wrote, and finds the same', async () => {
    const folder = examplesCopy();
    await runCli(folder, ['test', PROMPTS[3]!, '--replay', '--json', 'r.json']);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    const headline = new Set(
      report.variants
        .filter(({ stress, status }) => !stress && status !== 'pending')
        .map(({ id }) => id),
    );
    const lines = report.outcomes
      .filter(({ status, variant }) => status === 'completed' && headline.has(variant))
      .map(({ variant, shots, case: id, repeat, text, score }) =>
        JSON.stringify({ variant, shots, case: id, repeat, text, score }),
      );
    const outcomes = folderWith({ 'o.jsonl': lines.join('\n') });
    const { stdout } = await runCli(outcomes, ['score', 'o.jsonl', '--json']);
    const scores = scoresSchema.parse(JSON.parse(stdout));
    expect(scores.metrics['pss.cross']?.value).toBeCloseTo(
      report.metrics['pss.cross']?.value ?? NaN,
      9,
    );
    expect(scores.metrics['accuracy']?.value).toBeCloseTo(
      report.metrics['accuracy']?.value ?? NaN,
      9,
    );
  });

  it('a failing gate ends with 1, and stands in JUnit', async () => {
    const folder = examplesCopy();
    const path = join(folder, 'plumbline.yml');
    writeFileSync(path, `${readFileSync(path, 'utf8')}\ngates: { excess: { max: 0.01 } }\n`);
    const { code, stdout } = await runCli(folder, [
      'test',
      PROMPTS[3]!,
      '--replay',
      '--junit',
      'r.xml',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ failed');
    expect(readFileSync(join(folder, 'r.xml'), 'utf8')).toContain('<failure');
  });

  it('shards of a test are merged into the report of the whole, and nothing else is', async () => {
    const { baseUrl } = await endpoint((asked, response) => {
      const { length } = JSON.stringify(asked.messages);
      answer(asked, response, length % 3 === 0 ? 'bug' : 'billing');
    });
    const folder = folderWith({ 't.prompt.yml': TRIAGE });
    const on = [
      '--base-url',
      baseUrl,
      '--model',
      'm',
      '--no-cache',
      '--variants',
      'format=2,persona=1',
    ];
    const test = (...more: string[]) => runCli(folder, ['test', 't.prompt.yml', ...on, ...more]);
    await test('--no-stop-early', '--json', 'whole.json');
    for (const index of [1, 2]) {
      const { code } = await test('--shard', `${index}/2`, '--json', `part-${index}.json`);
      expect(code).toBe(0);
    }
    const merged = await runCli(folder, [
      'merge',
      'part-2.json',
      'part-1.json',
      '--json',
      'm.json',
    ]);
    expect(merged).toMatchObject({ code: 0 });
    const read = (name: string) => {
      const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      const outcomes = report.outcomes.map((each) => ({ ...each, latencyMs: 0, ttftMs: 0 }));
      return { ...report, outcomes, startedAt: '', wallMs: 0 };
    };
    expect(read('m.json')).toEqual(read('whole.json'));
    const alone = await runCli(folder, ['merge', 'part-1.json']);
    expect(alone).toMatchObject({
      code: 2,
      stderr: 'plumbline: Missing of t.prompt.yml on m: shard 2/2.\n',
    });
    const pageOfPart = await test('--shard', '1/2', '--json', 'x.json', '--html', 'x.html');
    expect(pageOfPart.code).toBe(2);
    expect(pageOfPart.stderr).toContain('use --html with plumbline merge');
  });

  it('cache says what is kept, and forgets what is of no more use', async () => {
    const { baseUrl } = await endpoint((asked, response) => answer(asked, response, 'bug'));
    const folder = folderWith({
      ...{ 'a.prompt.yml': TRIAGE, 'b/other.prompt.yml': TRIAGE, 'plumbline.yml': '' },
    });
    const on = ['--base-url', baseUrl, '--variants', 'format=1', '--json', 'out.json'];
    const requests = async (name: string, model: string) => {
      await runCli(folder, ['test', name, ...on, '--model', model]);
      const { totals } = reportSchema.parse(
        JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')),
      );
      return totals.requests;
    };
    const stats = async () =>
      JSON.parse((await runCli(folder, ['cache', 'stats', '--json'])).stdout) as {
        name: string;
        answers: number;
        useless: number;
      }[];
    expect(await requests('a.prompt.yml', 'm')).toBeGreaterThan(8);
    expect(await requests('b/other.prompt.yml', 'm')).toBe(0);
    const asked = await requests('a.prompt.yml', 'org/Other');
    expect((await stats()).map(({ name }) => name.replace(/-\w{8}$/, '')).sort()).toEqual([
      expect.stringMatching(/^127\.0\.0\.1-\d+-m$/),
      expect.stringMatching(/^127\.0\.0\.1-\d+-org-other$/),
    ]);
    const [{ name = '' } = {}] = await stats();
    appendFileSync(join(folder, '.plumbline/cache/answers', `${name}.jsonl`), 'no answer\n');
    expect((await stats()).map(({ answers, useless }) => answers + useless)).toContain(asked + 1);
    expect((await runCli(folder, ['cache', 'prune', '--days', '3'])).stdout).toMatch(
      /^Freed 10 B; \d+ kB of 2 models left\.\n$/,
    );
    expect((await stats()).map(({ useless }) => useless)).toEqual([0, 0]);
    await runCli(folder, ['cache', 'prune', '--all']);
    expect(await stats()).toEqual([]);
  });

  it('a budget that is used up ends with 4', async () => {
    const { code, stdout } = await runCli(examplesCopy(), [
      'test',
      PROMPTS[3]!,
      '--replay',
      '--budget-calls',
      '20',
    ]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('The budget of 20 calls is used up');
    expect(code).toBe(4);
  });

  it('a dry run sends nothing and says what it would take', async () => {
    const { code, stdout, stderr } = await runCli(examplesCopy(), [
      'test',
      PROMPTS[3]!,
      '--base-url',
      'http://127.0.0.1:9/v1',
      '--model',
      'm',
      '--dry-run',
    ]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /8 variants × 16 cases × 2 repeats = 256 calls at most, about [\d,]+ tokens, price unknown/,
    );
  });

  it('wrong words on the command line end with 2', async () => {
    for (const args of [
      ['test'],
      ['test', 'x', '--repeats', 'many'],
      ['nonsense'],
      ['test', 'x', '--record', '--replay'],
    ]) {
      expect((await runCli(folderWith({}), args)).code).toBe(2);
    }
  });

  it('a model nobody knows is refused by its name, with those that are known', async () => {
    const folder = folderWith({
      'p.prompt.yml': TRIAGE,
      'plumbline.yml': 'models: { mine: { baseUrl: http://127.0.0.1:9/v1, model: m } }\n',
    });
    const { code, stdout, stderr } = await runCli(folder, [
      'test',
      'p.prompt.yml',
      '--model',
      'nowhere',
    ]);
    expect(stderr).toMatch(/Unknown model "nowhere"\. Known models: mine, trial\b/);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('the trial model where it cannot be had', () => {
  it('says so in one line and replays what was recorded', async () => {
    const { code, stdout, stderr } = await runCli(
      examplesCopy(),
      ['test', PROMPTS[3]!, '--model', 'trial', '--html', 'r.html'],
      {
        PATH: '/nowhere',
        PLUMBLINE_TRIAL_MODEL_DIR: '/dev/null/x',
      },
    );
    expect(stderr).toMatch(/^The trial model needs Python.*Replaying recorded answers instead\.$/m);
    expect(stdout).toContain('Recorded answers of');
    expect(code).toBe(0);
  });
});

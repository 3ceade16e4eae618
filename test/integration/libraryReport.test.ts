/** The report on a library whose baselines have a history in git. */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LibraryReport } from '../../src/core/library/report/libraryReport.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest } from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();
const PROMPT = `messages:
  - role: system
    content: Say even or odd. Answer with one word.
  - role: user
    content: "Number {{n}}"
testData:
${Array.from({ length: 12 }, (_, n) => `  - { n: ${n}, expected: ${n % 2 === 0 ? 'even' : 'odd'} }`).join('\n')}
sensitivity: { variants: { format: 1, politeness: 1 } }
`;

/** Makes a repository of the folder. */
function gitIn(folder: string) {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args]);
  git('init', '-q', '-b', 'main');
  return git;
}

describe('plumbline library report', () => {
  it('takes the trend from the commits of a baseline, and says what has none', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'even'));
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      'prompts/even.prompt.yml': PROMPT,
      'prompts/new.prompt.yml': PROMPT,
    });
    const git = gitIn(folder);
    const accept = async (message: string) => {
      await runCli(folder, ['test', 'prompts/even.prompt.yml']);
      await runCli(folder, ['accept', 'prompts/even.prompt.yml']);
      git('add', '-A');
      git('commit', '-qm', message);
    };
    const report = async () => {
      const { code, stdout } = await runCli(folder, ['library', 'report', '--json']);
      expect(code).toBe(0);
      return JSON.parse(stdout) as LibraryReport;
    };
    await accept('one');
    const path = join(folder, 'prompts/even.prompt.yml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('Say even', 'Tell me even'));
    await accept('two');
    const [even, fresh] = (await report()).prompts;
    expect(even?.trend.map(({ model }) => model)).toEqual(['m-1', 'm-1']);
    expect(even).toMatchObject({ source: 'baseline', task: 'classification' });
    expect(even?.calls).toBeGreaterThan(12);
    expect(fresh).toMatchObject({ source: null, trend: [], state: { kind: 'none' } });

    const files = ['--html', 'l.html', '--markdown', 'l.md', '--json', 'l.json'];
    const { code, stdout } = await runCli(folder, ['library', 'report', 'prompts', ...files]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'l.md'), 'utf8')).toContain('1 never tested');
    const page = readFileSync(join(folder, 'l.html'), 'utf8');
    expect(page).toContain('How they developed');
    expect(page).toMatch(/aria-label="Median latency\. [^"]*m-1: \d\.\d\d s/);
    expect(JSON.parse(readFileSync(join(folder, 'l.json'), 'utf8'))).toEqual(await report());
  });

  it('keeps the history of a prompt that moved, of damaged baselines, and says what a shallow clone hides', async () => {
    let wrong = 0;
    const { baseUrl } = await endpointThat((asked, response) => {
      const n = Number(/Number (\d+)/.exec(JSON.stringify(asked))?.[1]);
      answer(asked, response, (n + (n < wrong ? 1 : 0)) % 2 === 0 ? 'even' : 'odd');
    });
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      'even.prompt.yml': PROMPT,
    });
    const git = gitIn(folder);
    const accept = async (message: string) => {
      await runCli(folder, ['test', 'even.prompt.yml', '--no-cache']);
      await runCli(folder, ['accept', 'even.prompt.yml']);
      git('add', '-A');
      git('commit', '-qm', message);
    };
    const alerts = async (where = folder) => {
      const { code } = await runCli(where, ['library', 'report', '--alerts', 'a.md']);
      return [code, readFileSync(join(where, 'a.md'), 'utf8')] as const;
    };
    await accept('good');
    wrong = 12;
    await accept('bad');
    const [code, text] = await alerts();
    expect([code, /accuracy: 1\.00 .* → 0\.00/.test(text)]).toEqual([1, true]);

    git('mv', 'even.prompt.yml', 'moved.prompt.yml');
    const [from, to] = ['even', 'moved'].map(
      (name) => `.plumbline/baselines/${name}.prompt.yml.json`,
    );
    git('mv', from!, to!);
    git('commit', '-qm', 'move');
    const moved = await alerts();
    expect([moved[0], /moved\.prompt\.yml \| current \| accuracy: 1\.00/.test(moved[1])]).toEqual([
      1,
      true,
    ]);

    const whole = readFileSync(join(folder, to!), 'utf8');
    writeFileSync(join(folder, to!), whole.slice(0, 100));
    const damaged = await alerts();
    expect(damaged[0]).toBe(1);
    expect(damaged[1]).toMatch(/is no baseline, or is damaged/);
    expect(damaged[1]).toMatch(/accuracy: 1\.00/);
    git('checkout', '--', to!);

    const shallow = join(folderWith({}), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, shallow]);
    const cut = await alerts(shallow);
    expect([cut[0], cut[1].includes('fetch-depth: 0')]).toEqual([2, true]);
  });

  it('posts what is not as it was accepted, and ends with 1', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'even'));
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      'even.prompt.yml': PROMPT,
    });
    await runCli(folder, ['test', 'even.prompt.yml']);
    await runCli(folder, ['accept', 'even.prompt.yml']);
    const bare = await runCli(folder, ['library', 'report', '--alerts', 'a.md']);
    expect([bare.code, bare.stderr.includes('No git history can be read here')]).toEqual([2, true]);
    gitIn(folder);
    const posted = async () => {
      const { code } = await runCli(folder, ['library', 'report', '--alerts', 'a.md']);
      return [code, readFileSync(join(folder, 'a.md'), 'utf8').includes('stale (prompt)')];
    };
    expect(await posted()).toEqual([0, false]);
    writeFileSync(join(folder, 'even.prompt.yml'), PROMPT.replace('Say even', 'Tell me even'));
    expect(await posted()).toEqual([1, true]);
  });

  it('works where there is no git, and no prompt', async () => {
    const folder = folderWith({ 'plumbline.yml': '{}\n' });
    const { code, stdout } = await runCli(folder, ['library', 'report']);
    expect([code, stdout.includes('No prompts found.')]).toEqual([0, true]);
  });
});

describe('a partial that several prompts share', () => {
  it('is listed with them, and all of them are measured with one command', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'even'));
    const prompt = (partial: string) =>
      `---\nsensitivity:\n  variants: { format: 1 }\n  cases:\n    - { n: 1, expected: odd }\n    - { n: 2, expected: even }\n---\n{{>${partial}}} {{n}}\n`;
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      'prompts/_task.prompt': 'Say even or odd. Answer with one word.\n',
      'prompts/_other.prompt': 'Odd or even?\n',
      'prompts/one.prompt': prompt('task'),
      'prompts/two.prompt': prompt('task'),
      'prompts/three.prompt': prompt('other'),
    });
    const uses = await runCli(folder, ['library', 'uses', 'task', '--json']);
    expect(JSON.parse(uses.stdout)).toEqual([
      { file: 'prompts/_task.prompt', prompts: ['prompts/one.prompt', 'prompts/two.prompt'] },
    ]);
    const all = await runCli(folder, ['library', 'uses']);
    expect(all.stdout).toContain('prompts/_other.prompt  1 prompt\n  prompts/three.prompt');
    const { code } = await runCli(folder, [
      'test',
      '--users-of',
      'prompts/_task.prompt',
      '--json',
      'r.json',
    ]);
    expect(code).toBe(0);
    const reports = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report[];
    expect(reports.map(({ prompt: { path } }) => path)).toEqual([
      'prompts/one.prompt',
      'prompts/two.prompt',
    ]);
    const unused = await runCli(folder, ['test', '--users-of', 'nothing']);
    expect([unused.code, unused.stderr.includes('No prompt uses nothing.')]).toEqual([2, true]);
    expect((await runCli(folder, ['test'])).code).toBe(2);
  });
});

describe('a shared persona', () => {
  it('is approved for every prompt that refers to it, which is then stale', async () => {
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'even'));
    const folder = folderWith({
      'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
      '.plumbline/shared/personas.yml':
        '- { id: clerk, text: You are a careful clerk., status: approved }\n- { id: cook, text: You are a cook. }\n',
      'a/one.prompt.yml': PROMPT.replace('variants:', 'personas: shared:personas.yml, variants:'),
      'b/two.prompt.yml': PROMPT,
    });
    await runCli(folder, ['test', 'a', 'b']);
    await runCli(folder, ['accept', 'a', 'b']);
    const gone = await runCli(folder, ['library', 'approve', 'personas.yml', 'baker']);
    expect([gone.code, gone.stderr.includes('has no baker')]).toEqual([2, true]);
    const { code, stdout } = await runCli(folder, ['library', 'approve', 'personas.yml', 'cook']);
    expect(code).toBe(0);
    expect(stdout).toContain('Affected: 1 prompt.\n  a/one.prompt.yml\n');
    const checked = await runCli(folder, ['list', '--json']);
    const states = JSON.parse(checked.stdout) as { path: string; state: { changed: string } }[];
    expect(states.map(({ state }) => state.changed)).toEqual(['settings', null]);
  });
});

/** A team's repository with history: prompts are accepted, edited, moved and damaged, and the model changes. */

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, type Behaviour } from '../support/endpoint.js';

const CASES = 60;
const promptText = (name: string, task: string) => `name: ${name}
messages:
  - role: system
    content: ${task}
  - role: user
    content: "${name} {{n}}"
testData:
${Array.from({ length: CASES }, (_, n) => `  - { n: ${n}, expected: ${n % 2 === 0 ? 'even' : 'odd'} }`).join('\n')}
sensitivity: { variants: { format: 1, politeness: 1 }, gates: { accuracy: { min: 0.5 } } }
`;
const TASK = 'Say even or odd. Answer with one word.';

/** Right, but where the prompt says "quickly": there, every seventh number is wrong. */
const careless: Behaviour = (asked, response) => {
  const all = asked.messages.map(({ content }) => content).join('\n');
  const n = Number(/(\d+)/.exec(asked.messages.at(-1)?.content ?? '')?.[1]);
  const isWrong = all.includes('quickly') && n % 7 === 0;
  answer(asked, response, (n % 2 === 0) !== isWrong ? 'even' : 'odd');
};

const endpointThat = endpointsOfEachTest();
let folder: string;

const git = (...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
  });
const commit = (message: string) => {
  git('add', '-A');
  git('commit', '-qm', message);
};
const at = (path: string) => join(folder, path);
const edit = (path: string, from: string, to: string) =>
  writeFileSync(at(path), readFileSync(at(path), 'utf8').replace(from, to));

interface Checked {
  readonly path: string;
  readonly result: string;
  readonly why: { readonly code: string; readonly changed?: string };
  readonly gates: readonly { readonly result: string }[];
}
async function check(...args: string[]) {
  const { code, stdout, stderr } = await runCli(folder, ['check', '--json', ...args]);
  const found = stdout.startsWith('[') ? (JSON.parse(stdout) as Checked[]) : [];
  return {
    ...{ code, stderr, found },
    results: Object.fromEntries(found.map(({ path, result, why }) => [path, [result, why.code]])),
  };
}

beforeEach(async () => {
  const { baseUrl } = await endpointThat(careless);
  folder = folderWith({
    'plumbline.yml': `models:\n  m: { baseUrl: '${baseUrl}', model: m-1 }\n`,
    'prompts/even.prompt.yml': promptText('Number', TASK),
    'prompts/other.prompt.yml': promptText('Figure', TASK),
    'prompts/new.prompt.yml': promptText('Digit', TASK),
  });
  git('init', '-q', '-b', 'main');
  await runCli(folder, ['test', 'prompts/even.prompt.yml', 'prompts/other.prompt.yml']);
  await runCli(folder, ['accept', 'prompts/{even,other}.prompt.yml']);
  commit('Accept two prompts');
});

describe('a library with baselines', () => {
  it('needs no call where nothing changed, and says which prompt has no baseline', async () => {
    const { code, results } = await check();
    expect(code).toBe(0);
    expect(results).toEqual({
      'prompts/even.prompt.yml': ['equivalent', 'unchanged'],
      'prompts/new.prompt.yml': ['not-measured', 'no-baseline'],
      'prompts/other.prompt.yml': ['equivalent', 'unchanged'],
    });
    expect((await check('--strict')).code).toBe(1);
  });

  it('is red where an edit made answers wrong, in every form a machine reads', async () => {
    edit('prompts/even.prompt.yml', TASK, `Answer quickly. ${TASK}`);
    const files = ['--markdown', 'm.md', '--junit', 'j.xml', '--sarif', 's.sarif'];
    const { code, results, found } = await check('--changed-since', 'main', ...files);
    expect(code).toBe(1);
    expect(results).toEqual({ 'prompts/even.prompt.yml': ['regressed', 'measured'] });
    expect(found[0]?.why.changed).toBe('prompt');
    const markdown = readFileSync(at('m.md'), 'utf8');
    expect(markdown).toContain('▼ Regressed');
    expect(markdown).toContain('9 answers changed; the 5 most telling');
    expect(readFileSync(at('j.xml'), 'utf8')).toContain('failures="1"');
    const sarif = JSON.parse(readFileSync(at('s.sarif'), 'utf8')) as {
      runs: {
        results: { ruleId: string; locations: { physicalLocation: { region: object } }[] }[];
      }[];
    };
    expect(sarif.runs[0]?.results[0]).toMatchObject({ ruleId: 'regressed', level: 'error' });
    expect(sarif.runs[0]?.results[0]?.locations[0]?.physicalLocation.region).toEqual({
      startLine: 3,
    });
  });

  it('is not red where an edit changed nothing, and green again once that is accepted', async () => {
    edit('prompts/even.prompt.yml', TASK, 'Say even or odd, in one word.');
    const first = await check('prompts/even.prompt.yml');
    expect([first.code, first.results]).toEqual([
      0,
      { 'prompts/even.prompt.yml': ['inconclusive', 'measured'] },
    ]);
    expect((await runCli(folder, ['accept', 'prompts/even.prompt.yml'])).code).toBe(0);
    expect((await check('prompts/even.prompt.yml')).results).toEqual({
      'prompts/even.prompt.yml': ['equivalent', 'unchanged'],
    });
  });

  it('accepts only what was tested as it is, and replaces a damaged baseline', async () => {
    edit('prompts/even.prompt.yml', TASK, 'Even or odd?');
    const refused = await runCli(folder, ['accept', 'prompts/even.prompt.yml']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/The prompt changed since.*plumbline test/s);
    const file = '.plumbline/baselines/prompts/other.prompt.yml.json';
    writeFileSync(at(file), '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n');
    const damaged = await check('prompts/other.prompt.yml');
    expect([damaged.code, damaged.found[0]?.why.code]).toEqual([2, 'damaged-baseline']);
    expect((await runCli(folder, ['accept', 'prompts/other.prompt.yml'])).code).toBe(0);
    expect(git('status', '--short', file)).toBe('');
  });

  it('knows prompts that were moved or deleted, and a model that changed', async () => {
    git('mv', 'prompts/even.prompt.yml', 'prompts/moved.prompt.yml');
    rmSync(at('prompts/other.prompt.yml'));
    const { found, code } = await check();
    expect(code).toBe(0);
    const why = (path: string) => found.find((each) => each.path === path)?.why;
    expect(why('prompts/even.prompt.yml')).toMatchObject({
      code: 'gone',
      movedTo: 'prompts/moved.prompt.yml',
    });
    expect(why('prompts/other.prompt.yml')).toEqual({
      code: 'gone',
      file: '.plumbline/baselines/prompts/other.prompt.yml.json',
    });
    git('checkout', '-q', 'HEAD', '--', '.');
    git('rm', '-q', '--cached', 'prompts/moved.prompt.yml');
    rmSync(at('prompts/moved.prompt.yml'));
    edit('plumbline.yml', 'model: m-1', 'model: m-2');
    const { stdout } = await runCli(folder, ['list', '--json']);
    const listed = JSON.parse(stdout) as {
      path: string;
      state: { word: string; changed: string };
    }[];
    expect(listed.find(({ path }) => path.endsWith('even.prompt.yml'))?.state).toMatchObject({
      word: 'stale',
      changed: 'model',
    });
  });

  it('names the baselines of a library whose last prompt was deleted', async () => {
    rmSync(at('prompts'), { recursive: true });
    const { found, code } = await check('--changed-since', 'HEAD');
    expect(code).toBe(0);
    expect(found.map(({ path, why }) => [path, why.code])).toEqual([
      ['prompts/even.prompt.yml', 'gone'],
      ['prompts/other.prompt.yml', 'gone'],
    ]);
    const { stdout } = await runCli(folder, ['review', '--base', 'HEAD']);
    expect(stdout).toMatch(/## prompts\/other\.prompt\.yml \(deleted\)/);
  });

  it('sees what changed inside of a submodule, committed or not', async () => {
    const inner = folderWith({
      'a.prompt.yml': promptText('Number', TASK),
      'b.prompt.yml': promptText('Number', TASK),
    });
    git('-C', inner, 'init', '-q', '-b', 'main');
    git('-C', inner, 'add', '-A');
    git('-C', inner, 'commit', '-qm', 'Begin');
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'shared');
    const changed = async () =>
      (await check('--changed-since', 'HEAD')).found.map(({ path }) => path).toSorted();
    expect(await changed()).toEqual(['shared/a.prompt.yml', 'shared/b.prompt.yml']);
    commit('Share prompts');
    expect(await changed()).toEqual([]);
    edit('shared/a.prompt.yml', TASK, 'Even or odd?');
    expect(await changed()).toEqual(['shared/a.prompt.yml']);
    git('-C', at('shared'), 'commit', '-qam', 'Edit');
    expect(await changed()).toEqual(['shared/a.prompt.yml']);
  });

  it('checks what needs no model where there is none, and names the command that would', async () => {
    edit('prompts/even.prompt.yml', TASK, 'Even or odd?');
    edit('plumbline.yml', 'model: m-1', 'model: m-1, apiKey: { env: NO_SUCH_KEY }');
    const { code, stdout } = await runCli(folder, ['check']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Not measured.*even\.prompt\.yml\n.*NO_SUCH_KEY/);
    expect(stdout).toContain('plumbline check prompts/even.prompt.yml');
    expect(stdout).toMatch(/Equivalent.*other\.prompt\.yml/);
  });

  it('is red for a gate that was set since, without a call', async () => {
    edit('prompts/even.prompt.yml', 'accuracy: { min: 0.5 }', 'accuracy: { max: 0.5 }');
    const { code, found } = await check('prompts/even.prompt.yml');
    expect(code).toBe(1);
    expect(found[0]).toMatchObject({ result: 'equivalent', why: { code: 'unchanged' } });
    expect(found[0]?.gates).toMatchObject([{ result: 'failed' }]);
  });

  it('is red for a gate that is a default of all prompts, as a test would be', async () => {
    writeFileSync(
      at('plumbline.yml'),
      `${readFileSync(at('plumbline.yml'), 'utf8')}defaults: { gates: { 'accuracy.original': { max: 0.5 } } }\n`,
    );
    const { code, found } = await check('prompts/even.prompt.yml');
    expect(code).toBe(1);
    expect(found[0]?.gates.map(({ result }) => result)).toContain('failed');
  });

  it('compares with recorded answers, and is green on the recording it was accepted from', async () => {
    await runCli(folder, ['test', 'prompts/new.prompt.yml', '--record']);
    await runCli(folder, ['test', 'prompts/new.prompt.yml', '--replay']);
    await runCli(folder, ['accept', 'prompts/new.prompt.yml']);
    const { code, results } = await check('prompts/new.prompt.yml', '--all', '--replay');
    expect(code).toBe(0);
    expect(results['prompts/new.prompt.yml']?.[0]).toMatch(/equivalent|inconclusive/);
  });

  it('tells a model that changed from one that did not, and exits with 1 for the first', async () => {
    const drift = (...args: string[]) =>
      runCli(folder, ['drift', 'prompts/even.prompt.yml', '--json', ...args]);
    const same = await drift();
    expect(same.code).toBe(0);
    const { baseUrl } = await endpointThat((asked, response) => answer(asked, response, 'even'));
    const other = await drift('--base-url', baseUrl, '--model', 'm-1');
    expect(other.code).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      study: 'drift',
      findings: { verdict: 'drifted', renamed: false },
    });
    const none = await runCli(folder, ['drift', 'prompts/new.prompt.yml']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/no baseline.*accept/s)]);
  });

  it.each([
    ['an unknown commit', ['--changed-since', 'nope'], /There is no commit nope/],
    ['an option for a commit', ['--changed-since=--output=x'], /no name of a commit/],
    ['a pattern without files', ['nothing/*.yml'], /No file matches nothing\/\*\.yml/],
    ['a file that is not there', ['gone.prompt.yml'], /File not found/],
  ])('says what is wrong with %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(folder, ['check', ...args]);
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(message);
  });

  it('says so outside a repository', async () => {
    const plain = folderWith({ 'a.prompt.yml': promptText('Number', TASK) });
    const { code, stderr } = await runCli(plain, ['check', '--changed-since', 'main']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/in no git repository/);
  });
});

describe('a review of a pull request', () => {
  it('shows what an edit did, from the measurement or from the result the branch accepted', async () => {
    edit('prompts/even.prompt.yml', TASK, `Answer quickly. ${TASK}`);
    rmSync(at('prompts/other.prompt.yml'));
    const review = () => runCli(folder, ['review', '--base', 'main', '--html', 'r.html']);
    const { code, stdout } = await review();
    expect(code).toBe(0);
    expect(stdout).toMatch(/## prompts\/even\.prompt\.yml \(changed\)\n\n\*\*Regressed\./);
    expect(stdout).toContain(`+    content: Answer quickly. ${TASK}`);
    expect(stdout).toContain('9 answers changed; the 3 most telling');
    expect(stdout).toMatch(/## prompts\/other\.prompt\.yml \(deleted\)/);
    expect(readFileSync(at('r.html'), 'utf8')).toContain('Answer quickly.');
    await runCli(folder, ['accept', 'prompts/even.prompt.yml']);
    edit('plumbline.yml', 'model: m-1', 'model: m-1, apiKey: { env: NO_SUCH_KEY }');
    const offline = (await review()).stdout;
    expect(offline).toMatch(/\*\*Regressed\.\*\* Right over all wordings/);
    expect(offline).toContain('9 answers changed');
  });

  it('says that no prompt differs', async () => {
    writeFileSync(at('notes.txt'), 'x');
    const { stdout } = await runCli(folder, ['review', '--base', 'main']);
    expect(stdout).toContain('No prompt differs from main.');
  });
});

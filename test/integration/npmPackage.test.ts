import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, endpointsOfEachTest } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const run = promisify(execFile);
const endpointThat = endpointsOfEachTest();

/** Of a command that ends with another code too. */
const ended = (folder: string, file: string, args: readonly string[]) =>
  run(file, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      ...{ code, text: stdout + stderr },
    }),
  );
const right = (asked: { messages: { content: string }[] }) =>
  /crashes|sound|freezes|Blank/.test(asked.messages.at(-1)?.content ?? '') ? 'bug' : 'billing';

describe('the npm package, installed in an empty project', () => {
  let folder: string;
  const inFolder = (file: string, ...args: string[]) => ended(folder, file, args);
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-package-'));
    const packed = await run('npm', [
      ...['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    ]);
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    write('package.json', '{ "name": "own", "type": "module", "private": true }');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], {
      cwd: folder,
    });
    mkdirSync(join(folder, 'prompts'));
    write('prompts/a.prompt.yml', TRIAGE.replace('model: local\n', ''));
    for (const own of ['vitest', 'typescript', '@types'])
      symlinkSync(resolve('node_modules', own), join(folder, 'node_modules', own));
  });

  it('needs no other package, and holds its licence and those of what is in it', () => {
    expect(existsSync(join(folder, 'node_modules/plumbline/dist/extension'))).toBe(false);
    const { dependencies } = JSON.parse(
      readFileSync(join(folder, 'node_modules/plumbline/package.json'), 'utf8'),
    ) as { dependencies?: object };
    expect(dependencies).toBeUndefined();
    expect(readFileSync(join(folder, 'node_modules/plumbline/LICENSE'), 'utf8')).toContain('MIT');
    const notices = readFileSync(join(folder, 'node_modules/plumbline/dist/NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^openai \d.*\(Apache-2\.0\)$/m);
    expect(notices).toContain('Copyright (c) 2025 Colin McDonnell');
  });

  it('has the command', async () => {
    const endpoint = await endpointThat((asked, response) => answer(asked, response, right(asked)));
    const model = ['--base-url', endpoint.baseUrl, '--model', 'm', '--no-cache'];
    const { code, text } = await inFolder(
      ...['npx', '--no-install', 'plumbline', 'test', 'prompts/a.prompt.yml'],
      ...model,
      ...['--variants', 'format=2'],
    );
    expect(text).toContain('a.prompt.yml');
    expect(code).toBe(0);
    expect(endpoint.asked.length).toBeGreaterThan(20);
  });

  it('reports in the reader’s language', async () => {
    const endpoint = await endpointThat((asked, response) => answer(asked, response, right(asked)));
    const model = ['--base-url', endpoint.baseUrl, '--model', 'm', '--variants', 'format=2'];
    const { stdout } = await run(
      process.execPath,
      ['node_modules/plumbline/dist/cli.js', 'test', 'prompts/a.prompt.yml', ...model],
      { cwd: folder, env: { ...process.env, NO_COLOR: '1', PLUMBLINE_LANGUAGE: 'de' } },
    );
    expect(stdout).toMatch(/^Formulierungseffekt {2}/m);
    expect(stdout).toMatch(/^Genauigkeit {10}1,00/m);
    expect(stdout).not.toMatch(/Accuracy|right;|Advice/);
  });

  it('is imported, with types that hold', async () => {
    const endpoint = await endpointThat((asked, response) => answer(asked, response, right(asked)));
    write(
      'own.ts',
      `import { evaluate, UserError, type Report } from 'plumbline';
import { decide } from 'plumbline/decide';

let last = '';
const report: Report = await evaluate('prompts/a.prompt.yml', {
  baseUrl: ${JSON.stringify(endpoint.baseUrl)}, model: 'm', variants: { format: 2 }, cache: false,
  budget: { calls: 500 }, onProgress: (done, total) => void (last = done + '/' + total),
});
const accuracy: number | null | undefined = report.metrics['accuracy']?.value;
console.log(report.verdict.code, accuracy, last, typeof decide);
await evaluate('prompts/none.prompt.yml').catch((error: unknown) =>
  console.log(error instanceof UserError, (error as Error).message));
// @ts-expect-error: there is no such option
await evaluate('prompts/none.prompt.yml', { nonsense: true }).catch(() => undefined);
`,
    );
    const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024'];
    const types = ['--types', 'node', '--skipLibCheck', 'false'];
    const checked = await inFolder(resolve('node_modules/.bin/tsc'), ...strict, ...types, 'own.ts');
    expect(checked).toEqual({ code: 0, text: '' });
    const { code, text } = await inFolder(process.execPath, 'own.ts');
    expect(text).toMatch(
      /^\S+ 1 (\d+)\/\1 function\ntrue File not found: prompts\/none\.prompt\.yml\n$/,
    );
    expect(code).toBe(0);
  });

  it('has matchers, for which inconclusive is a failure of its own', async () => {
    const endpoint = await endpointThat((request, response) =>
      answer(request, response, Number(request['seed']) % 3 === 0 ? 'billing' : right(request)),
    );
    write(
      'own.test.ts',
      `import { expect, it } from 'vitest';
import 'plumbline/vitest';
import type { Report } from 'plumbline';

const asked = { baseUrl: ${JSON.stringify(endpoint.baseUrl)}, model: 'm', variants: { format: 2 } };
it('unsure', () => expect('prompts/a.prompt.yml').toBeRobust(asked));
it('unsure of the opposite', () => expect('prompts/a.prompt.yml').not.toBeRobust(asked));
it('without gates', () => expect('prompts/a.prompt.yml').toPassGates(asked));
it('robust enough', () => expect('prompts/a.prompt.yml').toBeRobust({ ...asked, maxEffect: 1 }));
`,
    );
    const vitest = resolve('node_modules/vitest/vitest.mjs');
    const { code, text } = await inFolder(process.execPath, vitest, 'run', 'own.test.ts');
    expect(code).toBe(1);
    expect(text).toContain('Inconclusive: a.prompt.yml');
    expect(text).toMatch(/pss\.excess max 0\.05: .+the interval includes 0\.05/);
    expect(text).toContain('The prompt has no gates.');
    expect(text).toMatch(/3 failed \| 1 passed/);
  });
});

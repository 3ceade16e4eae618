import { afterAll, describe, expect, it } from 'vitest';
import { buildHostTests } from '../../scripts/editor/buildHostTests.mjs';
import { runCli } from '../support/cli.js';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { closeBrowser, startServer } from './editor.js';

afterAll(closeBrowser);

/** Alone they take four minutes on a slow machine, beside other editors nine. */
const PATIENCE_MS = 1_140_000;

describe('inside the extension host of real VS Code', () => {
  it('everything that needs the editor holds', async () => {
    const folder = examplesCopy();
    const cli = await runCli(folder, [
      ...['test', 'prompts/triage.prompt.yml', '--replay', '--json', 'cli-report.json'],
    ]);
    expect(cli.code).toBe(0);
    const tests = await buildHostTests();
    const server = await startServer();
    // What a test takes back must never have been on disk, however slow the machine is.
    const settings = { 'files.autoSave': 'off' };
    const editor = await server.open({ folder, settings, tests });
    const said: string[] = [];
    let timer: NodeJS.Timeout | undefined;
    const code = await new Promise<number>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`The host tests did not end.\n${said.join('\n')}`)),
        PATIENCE_MS,
      );
      void (async () => {
        await editor.page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => {
          said.push(args.map(String).join(' '));
        });
        await editor.page.exposeFunction('codeAutomationExit', (result: number) => resolve(result));
        await editor.load();
      })().catch(reject);
    });
    clearTimeout(timer);
    await editor.close();
    await server.stop();
    const lines = said.filter((text) => text.startsWith('host test: '));
    process.stdout.write(`${lines.at(-1)?.slice('host test: '.length)} in the extension host\n`);
    const failed = lines.filter((text) => text.startsWith('host test: FAILED'));
    expect(failed.join('\n')).toBe('');
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(1);
  });
});

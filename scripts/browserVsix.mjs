/**
 * `npm run vsix:browser`: the extension for VS Code in a browser, `dist/plumbline-browser.vsix`. It is a package of its own for the target
 * `web`, so that the other one need not carry the engine twice.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const OUT = resolve('dist/plumbline-browser.vsix');
const folder = resolve('dist/browser-package');
/** What the other package has of the extension's own code. */
const CODE = /^dist\/extension\//;

rmSync(folder, { recursive: true, force: true });
const vsce = resolve('node_modules/@vscode/vsce/vsce');
const run = (args, cwd) =>
  execFileSync(process.execPath, [vsce, ...args], { cwd, encoding: 'utf8' });

const files = run(['ls', '--no-dependencies'], '.').trim().split('\n');
for (const file of [...files.filter((each) => !CODE.test(each)), 'dist/browser/extension.cjs']) {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  cpSync(file, join(folder, file));
}
const {
  main: _main,
  extensionKind: _kind,
  scripts: _scripts,
  ...manifest
} = JSON.parse(readFileSync('package.json', 'utf8'));
const { virtualWorkspaces: _virtual, ...capabilities } = manifest.capabilities;
writeFileSync(
  join(folder, 'package.json'),
  JSON.stringify({
    ...manifest,
    browser: 'dist/browser/extension.cjs',
    capabilities: { ...capabilities, virtualWorkspaces: true },
  }),
);
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
process.stdout.write(run(['package', ...options, '--target', 'web', '--out', OUT], folder));

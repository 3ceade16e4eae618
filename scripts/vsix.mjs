/**
 * `npm run vsix`: packages the extension three times, each into `dist`. `plumbline.vsix` is the one for the desktop and for remote machines;
 * `plumbline-languages.vsix` has the texts of five more languages too, which are a fifth of its size; `plumbline-browser.vsix` is for
 * browsers, and holds the engine in one file.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { translations } from './translations.mjs';

const VSCE = resolve('node_modules/@vscode/vsce/vsce');
const OPTIONS = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
/** The extension's own code. */
const CODE = /^dist\/extension\//;

const vsce = (args, cwd = '.') =>
  execFileSync(process.execPath, [VSCE, ...args], {
    ...{ cwd, encoding: 'utf8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const files = vsce(['ls', '--no-dependencies']).trim().split('\n');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

function packaged(name, parts, { changed = manifest, options = [] } = {}) {
  const folder = resolve('dist/packages', name);
  rmSync(folder, { recursive: true, force: true });
  for (const file of parts) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  const { scripts: _, ...published } = changed;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(published));
  // Everything in the folder belongs to it.
  writeFileSync(join(folder, '.vscodeignore'), '.vscodeignore\n');
  const said = vsce(
    ['package', ...OPTIONS, ...options, '--out', resolve(`dist/${name}.vsix`)],
    folder,
  );
  process.stdout.write(`${said.trim().split('\n').at(-1)}\n`);
}

/** It cannot run there. */
function withoutTrialModel({ commands, viewsWelcome, ...others }) {
  return {
    ...others,
    commands: commands.filter(({ command }) => command !== 'plumbline.useTrialModel'),
    viewsWelcome: viewsWelcome.map((each) =>
      each.contents === '%welcome.models%'
        ? { ...each, contents: '%welcome.models.browser%' }
        : each,
    ),
  };
}

function forBrowsers() {
  const { main: _main, extensionKind: _kind, ...rest } = manifest;
  const { virtualWorkspaces: _virtual, ...capabilities } = manifest.capabilities;
  return {
    ...rest,
    browser: 'dist/browser/extension.cjs',
    capabilities: { ...capabilities, virtualWorkspaces: true },
    contributes: withoutTrialModel(manifest.contributes),
  };
}

packaged('plumbline', files);
packaged('plumbline-languages', [...files, ...Object.values(translations()).flat()]);
const shared = files.filter((file) => !CODE.test(file));
packaged('plumbline-browser', [...shared, 'dist/browser/extension.cjs'], {
  ...{ changed: forBrowsers(), options: ['--target', 'web'] },
});

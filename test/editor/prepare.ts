/** Once before all stories: everything they share is installed, so that no story waits for it and none does it twice. */

import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { unpackBrowser } from '../../scripts/editor/browser.mjs';
import { installEditor } from '../../scripts/editor/install.mjs';
import { installExtensions } from '../../scripts/editor/start.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the VS Code server is installed. */
    readonly editorHome: string;
    /** A folder with the packaged extension, and one beside it that contributes a language model. */
    readonly extensions: string;
    /** A folder with the extension as it is packaged for browsers, and that other one. */
    readonly browserExtensions: string;
  }
}

const EXTENSION = resolve('dist/plumbline.vsix');
const BROWSER_EXTENSION = resolve('dist/plumbline-browser.vsix');

export default async function prepare(project: TestProject): Promise<void> {
  const [home, , fakeModel, browserFakeModel] = await Promise.all([
    installEditor((text) => process.stdout.write(`${text}\n`)),
    unpackBrowser(),
    packageFakeModel('main'),
    packageFakeModel('browser'),
  ]);
  const installed = async (name: string, packages: string[]) => {
    const folder = resolve('dist', name);
    rmSync(folder, { recursive: true, force: true });
    await installExtensions(home, packages, folder);
    return folder;
  };
  project.provide('editorHome', home);
  project.provide('extensions', await installed('editor-extensions', [EXTENSION, fakeModel]));
  project.provide(
    'browserExtensions',
    await installed('browser-extensions', [BROWSER_EXTENSION, browserFakeModel]),
  );
}

/** `entry`: the field of its manifest that names its code, which decides on the extension host it runs in. */
async function packageFakeModel(entry: 'main' | 'browser'): Promise<string> {
  const folder = resolve(`dist/fake-model-${entry}`);
  cpSync('test/host/fake-model', folder, { recursive: true });
  const { main, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, [entry]: main }));
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  await promisify(execFile)(
    process.execPath,
    [resolve('node_modules/@vscode/vsce/vsce'), 'package', ...options, '--out', `${folder}.vsix`],
    { cwd: folder },
  );
  return `${folder}.vsix`;
}

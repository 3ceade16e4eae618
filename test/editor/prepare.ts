/** Once before all stories: everything they share is installed, so that no story waits for it and none does it twice. */

import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
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
  }
}

const EXTENSION = resolve('dist/plumbline.vsix');
const FAKE_MODEL = resolve('dist/fake-model.vsix');

export default async function prepare(project: TestProject): Promise<void> {
  const [home] = await Promise.all([
    installEditor((text) => process.stdout.write(`${text}\n`)),
    unpackBrowser(),
    packageFakeModel(),
  ]);
  const extensions = resolve('dist/editor-extensions');
  rmSync(extensions, { recursive: true, force: true });
  await installExtensions(home, [EXTENSION, FAKE_MODEL], extensions);
  project.provide('editorHome', home);
  project.provide('extensions', extensions);
}

async function packageFakeModel(): Promise<void> {
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  await promisify(execFile)(
    process.execPath,
    [resolve('node_modules/@vscode/vsce/vsce'), 'package', ...options, '--out', FAKE_MODEL],
    { cwd: 'test/host/fake-model' },
  );
}

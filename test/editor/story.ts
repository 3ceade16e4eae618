/** What every story has: an editor that is closed after it, endpoints that end with it, pictures of it where it failed. */

import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import {
  endpointsOfEachTest,
  type Behaviour,
  type EndpointOptions,
  type FakeEndpoint,
} from '../support/endpoint.js';
import {
  closeBrowser,
  panelOf,
  startServer,
  type Editor,
  type EditorOptions,
  type EditorServer,
  type ServerOptions,
} from './editor.js';

export { PATIENCE } from './editor.js';
export const PICTURES = 'dist/pictures';

export interface StoryOptions extends Partial<EditorOptions> {
  /** Opens the folder as one nobody has trusted yet. */
  readonly askForTrust?: boolean;
}

export interface Stories {
  /** Real VS Code on the examples, or another folder. */
  opened(options?: StoryOptions): Promise<Editor>;
  /** The examples with an endpoint of this story as their model `trial`; `more`: further keys of it. */
  withEndpoint(
    behave: Behaviour,
    more?: string,
    options?: EndpointOptions,
  ): Promise<{ folder: string; endpoint: FakeEndpoint }>;
}

/**
 * For one test file: its stories share a server. Each has windows of its own, closed after it; without `closeAfterEach` they
 * stay until others are opened, for stories that look at the same window. The rest: as for `startServer`.
 */
export function stories({
  closeAfterEach = true,
  ...options
}: { readonly closeAfterEach?: boolean } & Omit<ServerOptions, 'askForTrust'> = {}): Stories {
  let editor: Editor | null = null;
  const close = async () => {
    await editor?.close();
    editor = null;
  };
  let server: Promise<EditorServer> | null = null;
  let untrusting: EditorServer | null = null;
  const endpointThat = endpointsOfEachTest();
  mkdirSync(PICTURES, { recursive: true });
  afterEach(async (context) => {
    if (editor && context.task.result?.state === 'fail')
      await picturesOf(editor, context.task.name);
    if (closeAfterEach) await close();
    await untrusting?.stop();
    untrusting = null;
  });
  afterAll(async () => {
    await close();
    await closeBrowser();
    await (await server)?.stop();
  });
  return {
    async opened({ askForTrust = false, folder = examplesCopy(), ...wanted } = {}) {
      if (askForTrust) untrusting = await startServer({ askForTrust });
      await close();
      const own = untrusting ?? (await (server ??= startServer(options)));
      editor = await own.open({ folder, ...wanted });
      await editor.load();
      return editor;
    },
    async withEndpoint(behave, more = '', options = {}) {
      const folder = examplesCopy();
      const endpoint = await endpointThat(behave, options);
      appendFileSync(
        join(folder, 'plumbline.yml'),
        `\nmodels:\n  trial: { baseUrl: ${endpoint.baseUrl}, model: fake-model${more} }\n`,
      );
      return { folder, endpoint };
    },
  };
}

/** For whoever reads the log: each window, and the words of its panel. */
async function picturesOf(editor: Editor, name: string): Promise<void> {
  for (const [index, window] of editor.windows().entries()) {
    const path = join(PICTURES, `failed-${name.slice(0, 40).replace(/\W+/g, '-')}-${index}.png`);
    await window.screenshot({ path });
    const words = await panelOf(window)
      .locator('body')
      .innerText({ timeout: 2000 })
      .catch(() => 'no panel');
    process.stdout.write(`The screen when it failed: ${path}\n${words.slice(0, 600)}\n`);
  }
}

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/editor/browser.mjs';
import { installEditor } from '../../scripts/editor/install.mjs';
import { pageFor, startEditor } from '../../scripts/editor/start.mjs';
import { eventually } from '../support/cli.js';

export const VSIX = resolve('dist/plumbline.vsix');
const FAKE_MODEL = resolve('test/host/fake-model');

export interface EditorOptions {
  readonly folder: string;
  readonly settings?: Record<string, unknown>;
  readonly askForTrust?: boolean;
  readonly viewport?: { width: number; height: number };
  /** Host tests instead of a person's page. */
  readonly tests?: string;
}

export interface Editor {
  readonly page: Page;
  windows(): readonly Page[];
  readonly folder: string;
  /** The extensions of this editor and everything it keeps. */
  readonly storage: string;
  /** What the page complained of. */
  readonly complaints: string[];
  load(): Promise<void>;
  reload(): Promise<void>;
  /** A second window on the same folder. */
  another(): Promise<Page>;
  close(): Promise<void>;
}

let browser: Promise<Browser> | null = null;
export const theBrowser = () => (browser ??= launchBrowser());
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

/** Real VS Code with the extension installed from its VSIX, and beside it one that contributes a language model. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const { folder, settings = {}, askForTrust = false, viewport, tests } = options;
  const home = await installEditor();
  const server = await startEditor(home, {
    settings,
    askForTrust,
    install: tests ? [VSIX] : [VSIX, fakeModelVsix()],
  });
  const contexts: BrowserContext[] = [];
  // Each with a profile of its own: webviews of two pages that start at once wait for ever for the service worker they would share.
  const newWindow = async () => {
    const context = await (
      await theBrowser()
    ).newContext({
      viewport: viewport ?? { width: 1500, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    contexts.push(context);
    return context.newPage();
  };
  const page = await newWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const address = pageFor(server.address, {
    folder,
    ...(tests ? { tests, development: FAKE_MODEL } : {}),
  });
  const ready = async (window = page) => {
    await window.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    if (!tests)
      await window
        .locator('.activitybar [aria-label="Plumbline"]')
        .first()
        .waitFor({ timeout: 30_000 });
  };
  return {
    page,
    windows: () => contexts.flatMap((each) => each.pages()),
    folder,
    storage: server.folders.user,
    complaints,
    async load() {
      await page.goto(address);
      await ready();
    },
    async reload() {
      const loaded = page.waitForEvent('load', { timeout: 30_000 });
      await command(page, 'Developer: Reload Window');
      await loaded;
      await ready();
    },
    async another() {
      const window = await newWindow();
      await window.goto(address);
      await ready(window);
      return window;
    },
    async close() {
      await Promise.all(contexts.map((each) => each.close()));
      await server.stop();
    },
  };
}

/** The extension that contributes a language model, as a user would install it. */
function fakeModelVsix(): string {
  const target = resolve('dist/fake-model.vsix');
  if (!existsSync(target)) {
    const vsce = resolve('node_modules/@vscode/vsce/vsce');
    const how = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
    execFileSync(process.execPath, [vsce, 'package', ...how, '--out', target], {
      cwd: FAKE_MODEL,
      stdio: 'ignore',
    });
  }
  return target;
}

export const panelOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

export async function openFile(page: Page, ...path: string[]): Promise<void> {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  for (const folder of path.slice(0, -1)) {
    const row = rows.filter({ hasText: folder }).first();
    await row.waitFor({ timeout: 30_000 });
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  }
  await rows
    .filter({ hasText: path.at(-1) as string })
    .first()
    .dblclick({ timeout: 20_000 });
}

/** What is open for commands closes again while the editor still brings its focus back from what was done before: then anew. */
export async function command(page: Page, name: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  // The list still shows what was used last when the first row is there.
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  await eventually(async () => {
    await page.keyboard.press('F1');
    try {
      await input.fill(`>${name}`, { timeout: 3_000 });
      await row.waitFor({ timeout: 3_000 });
      return true;
    } catch {
      return false;
    }
  }, 30_000);
  await row.click();
}

export async function pickModel(page: Page, name: string): Promise<void> {
  await command(page, 'Plumbline: Choose a model');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: name })
    .click({ timeout: 15_000 });
}

export const lens = (page: Page, text: string | RegExp) =>
  page.locator('.codelens-decoration a', { hasText: text }).first();

/** Every file below a folder, for looking that something stands in none of them. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

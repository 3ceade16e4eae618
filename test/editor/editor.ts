import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from '../../scripts/editor/browser.mjs';
import { pageFor, startEditor } from '../../scripts/editor/start.mjs';
import { eventually } from '../support/cli.js';

const FAKE_MODEL = resolve('test/host/fake-model');
/** Generous, for a machine that has other things to do; what is there sooner is not waited for. */
export const PATIENCE = { timeout: 90_000 };

export interface EditorOptions {
  readonly folder: string;
  /** Of the folder, so that editors of one server do not share them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { width: number; height: number };
  /** Host tests instead of a person's page. */
  readonly tests?: string;
}

export interface Editor {
  readonly page: Page;
  windows(): readonly Page[];
  readonly folder: string;
  /** Everything the server keeps. */
  readonly storage: string;
  /** What the page complained of. */
  readonly complaints: string[];
  load(): Promise<void>;
  reload(): Promise<void>;
  /** A second window on the same folder. */
  another(): Promise<Page>;
  close(): Promise<void>;
}

/** A running VS Code server, with the extension installed from its VSIX, and beside it one that contributes a language model. */
export interface EditorServer {
  /** Windows with a profile, a folder and an extension host of their own. */
  open(options: EditorOptions): Promise<Editor>;
  stop(): Promise<void>;
}

let browser: Promise<Browser> | null = null;
const theBrowser = () => (browser ??= launchBrowser());
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

export interface ServerOptions {
  readonly askForTrust?: boolean;
  /** The extension runs in the page's own extension host, as where there is no server that runs Node. */
  readonly inBrowser?: boolean;
  /** The editor's display language; its own texts stay English without a language pack. */
  readonly language?: string | null;
}

export async function startServer({
  askForTrust = false,
  inBrowser = false,
  language = null,
}: ServerOptions = {}): Promise<EditorServer> {
  const server = await startEditor(inject('editorHome'), {
    askForTrust,
    ...(language === null
      ? { extensions: inject(inBrowser ? 'browserExtensions' : 'extensions') }
      : { install: ['dist/plumbline-languages.vsix', 'dist/fake-model-main.vsix'] }),
  });
  return {
    open: (options) => openWindows(options, { server, untrusted: askForTrust, language }),
    stop: () => server.stop(),
  };
}

async function openWindows(
  { folder, settings, viewport, tests }: EditorOptions,
  {
    server,
    untrusted,
    language,
  }: {
    server: Awaited<ReturnType<typeof startEditor>>;
    untrusted: boolean;
    language: string | null;
  },
): Promise<Editor> {
  if (settings) writeSettings(folder, settings);
  const contexts: BrowserContext[] = [];
  // Each with a profile of its own: webviews of two pages that start at once wait for ever for the service worker they would share.
  const newWindow = async () => {
    const context = await (
      await theBrowser()
    ).newContext({
      viewport: viewport ?? { width: 1500, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(language === null ? {} : { locale: language }),
    });
    if (language !== null)
      await context.addInitScript((name) => {
        Reflect.set(globalThis, '_VSCODE_NLS_LANGUAGE', name);
      }, language);
    context.setDefaultTimeout(PATIENCE.timeout);
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
    await window.locator('.monaco-workbench').waitFor();
    if (tests) return;
    await window.locator('.activitybar [aria-label="Plumbline"]').first().waitFor();
    // A file that is opened before this may come up in another editor. Restricted mode runs no extension that could tell.
    const active = window.locator('.statusbar-item', { hasText: 'Plumbline is active' });
    if (!untrusted) await active.waitFor();
  };
  const windows = () => contexts.flatMap((each) => each.pages());
  return {
    page,
    windows,
    folder,
    storage: server.folders.user,
    complaints,
    async load() {
      await page.goto(address);
      await ready();
    },
    async reload() {
      const loaded = page.waitForEvent('load');
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
      // A window that is left ends its extension host at once; one that vanishes is waited for.
      await Promise.all(windows().map((each) => each.goto('about:blank')));
      await Promise.all(contexts.map((each) => each.close()));
    },
  };
}

export function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

export const panelOf = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

export async function openFile(page: Page, ...path: string[]): Promise<void> {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  for (const folder of path.slice(0, -1)) {
    const row = rows.filter({ hasText: folder }).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  }
  await rows
    .filter({ hasText: path.at(-1) as string })
    .first()
    .dblclick();
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
      await page.keyboard.press('Escape');
      return false;
    }
  }, PATIENCE.timeout);
  await row.click();
}

export async function pickModel(page: Page, name: string): Promise<void> {
  await command(page, 'Plumbline: Choose a model');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).click();
}

/** Opens a prompt of the folder `prompts` and starts its test on the answers recorded for it. */
export async function testRecorded(page: Page, name: string): Promise<void> {
  await openFile(page, 'prompts', name);
  await lens(page, 'Test sensitivity').waitFor(PATIENCE);
  await pickModel(page, 'Recorded answers');
  await lens(page, 'Test sensitivity').click();
}

/** Goes back to an open file. What is opened next opens beside it, and not over a panel that had the focus. */
export async function backToFile(page: Page, name: string): Promise<void> {
  const isFile = { hasText: name, hasNotText: 'Sensitivity' };
  await page.locator('.tab').filter(isFile).first().click();
  await page.locator('.editor-group-container.active .tab.active').filter(isFile).waitFor(PATIENCE);
}

/** A text editor has the focus: what is typed goes into it. */
export const editorFocused = (page: Page) =>
  page.locator('.monaco-editor.focused').first().waitFor(PATIENCE);

export const lens = (page: Page, text: string | RegExp) =>
  page.locator('.codelens-decoration a', { hasText: text }).first();

/** Every file below a folder, for looking that something stands in none of them. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

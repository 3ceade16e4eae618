import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import {
  closeBrowser,
  lens,
  openEditor,
  openFile,
  panelOf,
  pickModel,
  type Editor,
} from './editor.js';

const PICTURES = 'dist/pictures';
const PATIENCE = { timeout: 30_000 };

let editor: Editor | null = null;
afterEach(async (context) => {
  if (context.task.result?.state === 'fail')
    await editor?.page.screenshot({ path: join(PICTURES, 'failed-compare.png') });
  await editor?.close();
  editor = null;
});
afterAll(closeBrowser);

describe('comparing runs as a person does', () => {
  it('two kept runs are picked and shown with their tests', async () => {
    mkdirSync(PICTURES, { recursive: true });
    editor = await openEditor({ folder: examplesCopy() });
    const { page } = editor;
    await editor.load();
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await pickModel(page, 'Recorded answers');
    await lens(page, 'Test sensitivity').click();
    await lens(page, /Fragile/).waitFor(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done' }).waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Run again' }).click();
    await panel.locator('summary', { hasText: 'All 2 runs' }).waitFor(PATIENCE);

    await panel.locator('vscode-button', { hasText: 'Compare runs' }).click();
    const rows = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Fragile' });
    await expect.poll(() => rows.count(), PATIENCE).toBe(2);
    for (const at of [0, 1]) await rows.nth(at).click();
    await page.screenshot({ path: join(PICTURES, 'compare-pick.png') });
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'Runs of triage.prompt.yml' }).waitFor(PATIENCE);
    const preview = page
      .frameLocator('iframe.webview.ready >> nth=-1')
      .frameLocator('iframe#active-frame');
    await preview.locator('h1', { hasText: 'Comparison' }).waitFor(PATIENCE);
    expect(await preview.locator('table').first().innerText()).toContain('Right as written');
    await page.screenshot({ path: join(PICTURES, 'compare.png') });
  });
});

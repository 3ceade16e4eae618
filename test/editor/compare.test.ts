import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lens, panelOf, testRecorded } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened } = stories();

describe('comparing runs as a person does', () => {
  it('two kept runs are picked and shown with their tests', async () => {
    const { page } = await opened();
    const panel = panelOf(page);
    await testRecorded(page, 'triage.prompt.yml');
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
    await preview.locator('table', { hasText: 'Right as written' }).first().waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'compare.png') });
  });
});

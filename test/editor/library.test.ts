import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { command, lens, testRecorded } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened } = stories();

/** A variable without a value, and one more that is nearly its name. */
const GREETER = `---
name: Greeter
tags: [demo]
owner: support
sensitivity:
  cases:
    - { who: Ada, moood: glad, expected: Hello Ada }
    - { who: Bob, moood: sad, expected: Hello Bob }
---
user:
Greet {{ who }}, be {{ mood }}.
`;

const tree = (page: Page) => page.locator('.pane', { hasText: 'Library' }).first();
const row = (page: Page, text: string) =>
  tree(page).locator('.monaco-list-row', { hasText: text }).first();
/** As a screen reader tells them. */
const rows = (page: Page) =>
  tree(page)
    .locator('.monaco-list-row')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));

/** In steps, as a hand moves: the editor opens its drop target on the way. */
async function dragTo(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  const { x = 0, y = 0, width = 0, height = 0 } = (await to.boundingBox()) ?? {};
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 10 });
  await page.mouse.move(x + width / 2 + 5, y + height / 2 + 5, { steps: 5 });
  await page.mouse.up();
}

describe('the library as a person uses it', () => {
  it('shows every prompt with its state, groups and filters them, and opens, drags and renames them', async () => {
    const folder = examplesCopy();
    writeFileSync(join(folder, 'prompts/greeter.prompty'), GREETER);
    appendFileSync(join(folder, 'plumbline.yml'), '\nlibrary: { folders: [prompts] }\n');
    const { page } = await opened({ folder });

    await testRecorded(page, 'triage.prompt.yml');
    await lens(page, /Fragile/).waitFor(PATIENCE);
    await page.locator('.activitybar [aria-label="Plumbline"]').first().click();
    await row(page, 'Review triage').waitFor(PATIENCE);
    await expect
      .poll(() => rows(page), PATIENCE)
      .toContain('Review triage, Fragile, prompts/triage.prompt.yml');
    await expect
      .poll(() => rows(page), PATIENCE)
      .toContain('Greeter, never tested, prompts/greeter.prompty');

    await command(page, 'Plumbline: Group library by');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'State' }).click();
    await expect.poll(async () => (await rows(page))[0], PATIENCE).toMatch(/^Fragile/);
    await page.screenshot({ path: join(PICTURES, 'library.png') });

    await tree(page).hover();
    await tree(page).locator('[aria-label^="Filter library"]').click();
    await page.locator('.quick-input-widget input').first().fill('support mood');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => rows(page), PATIENCE)
      .toEqual(['Greeter, never tested, prompts/greeter.prompty']);

    await command(page, 'View: Close All Editors');
    await dragTo(page, row(page, 'Greeter'), page.locator('.editor-group-container').first());
    await page.locator('.tab', { hasText: 'greeter.prompty' }).waitFor(PATIENCE);
    await page.locator('.squiggly-warning, .squiggly-error').first().waitFor(PATIENCE);

    await page.locator('.view-line', { hasText: 'Greet {{ who }}' }).click();
    const problem = (text: string) => page.locator('.zone-widget', { hasText: text });
    await page.keyboard.press('F8');
    // The error comes before the warning on a value that nothing uses, wherever they stand.
    await problem('has no value in any case').waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'diagnostic.png') });
    await page.keyboard.press('Escape');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Write moood instead' });
    await expect
      .poll(async () => {
        // The editor may still be closing the problem it showed.
        if (!(await fix.isVisible())) await page.keyboard.press('Control+.');
        return fix.isVisible();
      }, PATIENCE)
      .toBe(true);
    await fix.click();
    await page.locator('.view-line', { hasText: 'be {{ moood }}' }).waitFor(PATIENCE);
    await page.keyboard.press('Control+s');
    await expect
      .poll(() => readFileSync(join(folder, 'prompts/greeter.prompty'), 'utf8'), PATIENCE)
      .toBe(GREETER.replace('{{ mood }}', '{{ moood }}'));

    await command(page, 'Plumbline: Clear library filter');
    await expect.poll(async () => (await rows(page)).length, PATIENCE).toBe(9);
    await row(page, 'Greeter').click({ button: 'right' });
    const rename = page.locator('.monaco-menu .action-item', { hasText: 'Rename' }).first();
    const input = page.locator('.quick-input-widget input').first();
    await rename.hover();
    await expect
      .poll(async () => {
        // A menu ignores a click that comes soon after the one that opened it.
        if (await rename.isVisible()) await rename.click();
        return input.isVisible();
      }, PATIENCE)
      .toBe(true);
    await input.fill('welcome');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => existsSync(join(folder, 'prompts/welcome.prompty')), PATIENCE)
      .toBe(true);
    await expect
      .poll(() => existsSync(join(folder, 'prompts/greeter.prompty')), PATIENCE)
      .toBe(false);
  });
});

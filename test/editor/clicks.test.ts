/** Buttons of the panel whose work is done outside it: in the file of variants, in another run, in a file of the user's choice. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../support/endpoint.js';
import { command, lens, openFile, panelOf, testRecorded } from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened, withEndpoint } = stories();

/** The same each time a text is asked for, and other words for another text. */
const WORDS = [
  'The library closes in May.',
  'In May nobody can borrow a book.',
  'Heating works keep readers out.',
  'Two weeks without a library are ahead.',
  'Return what you borrowed at the hall.',
];
const VARIANTS = '.plumbline/variants/prompts/triage.prompt.yml.yml';

describe('a variant that is excluded', () => {
  it('leaves the matrix, is listed among the decisions, and comes back with Undo', async () => {
    const { folder } = await withEndpoint((asked, response) =>
      answer(asked, response, '{"label": "positive"}'),
    );
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const rows = panel.locator('.matrix tbody tr');
    const before = await rows.count();
    await panel.locator('.matrix .cell[aria-label*="Format 1, case kettle"]').click();
    await panel.locator('vscode-button', { hasText: 'Exclude' }).click(PATIENCE);
    await expect.poll(() => rows.count(), PATIENCE).toBe(before - 1);
    const decided = panel.locator('#decided');
    await decided.locator('summary', { hasText: '1 rejected' }).click(PATIENCE);
    const file = () => readFileSync(join(folder, VARIANTS), 'utf8');
    await expect.poll(file, PATIENCE).toContain('status: rejected');
    await decided.locator('vscode-button', { hasText: 'Undo' }).click(PATIENCE);
    await expect.poll(file, PATIENCE).not.toContain('status: rejected');
  });
});

describe('a rejected paraphrase in the list of decisions', () => {
  it('waits for review again with Undo', async () => {
    const { page, folder } = await opened();
    const panel = panelOf(page);
    await testRecorded(page, 'triage.prompt.yml');
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const decided = panel.locator('#decided');
    await decided.locator('summary', { hasText: '3 approved, 0 rejected' }).click(PATIENCE);
    const card = decided.locator('.card', { hasText: 'Paraphrase 1' });
    await card.locator('vscode-button', { hasText: 'Reject' }).click(PATIENCE);
    await decided.locator('summary', { hasText: '2 approved, 1 rejected' }).waitFor(PATIENCE);
    await card.locator('vscode-button', { hasText: 'Undo' }).click(PATIENCE);
    await panel.locator('#review-title', { hasText: '1 variant' }).waitFor(PATIENCE);
    const statuses = () =>
      readFileSync(join(folder, VARIANTS), 'utf8')
        .match(/status: \w+/g)
        ?.map((each) => each.slice('status: '.length))
        .sort();
    await expect.poll(statuses, PATIENCE).toEqual(['approved', 'approved', 'pending']);
  });
});

describe('a report that is exported', () => {
  it('is written where the user says, and opens as a report', async () => {
    const { page, folder } = await opened();
    const panel = panelOf(page);
    await testRecorded(page, 'triage.prompt.yml');
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Export…' }).click();
    const input = page.locator('.quick-input-widget input').first();
    const target = join(folder, 'out.plumbline.json');
    await expect.poll(() => input.inputValue(), PATIENCE).toContain('.plumbline.json');
    await input.fill(target);
    const ok = page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' });
    await expect
      .poll(async () => {
        // What is written opens its folder first: a click meanwhile comes to nothing, and one after it finds no button.
        await ok.click({ timeout: 1000 }).catch(() => undefined);
        return existsSync(target);
      }, PATIENCE)
      .toBe(true);
    // No message pops up under the smoke-test driver.
    await command(page, 'Notifications: Show Notifications');
    await page
      .locator('.notification-list-item', { hasText: 'Wrote out.plumbline.json' })
      .locator('.monaco-button', { hasText: 'Open' })
      .click(PATIENCE);
    await page.locator('.tab.active', { hasText: 'out.plumbline.json' }).waitFor(PATIENCE);
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);
  });
});

describe('answers that differ in their words', () => {
  it('are compared by meaning with a button, by the same model', async () => {
    let compared = 0;
    const { folder } = await withEndpoint((asked, response) => {
      const said = asked.messages.map(({ content }) => content).join('\n');
      const isComparison = said.includes('You compare two answers');
      if (isComparison) compared += 1;
      answer(asked, response, isComparison ? 'yes' : (WORDS[said.length % 5] as string));
    });
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'summary.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    expect(compared).toBe(0);
    await panel.locator('vscode-button', { hasText: 'Compare meanings' }).first().click(PATIENCE);
    await panel.locator('vscode-button', { hasText: /Send [\d,]+ calls/ }).click(PATIENCE);
    await expect.poll(() => compared, PATIENCE).toBeGreaterThan(0);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
  });
});

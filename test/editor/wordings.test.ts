/** What a person does with wordings, cases, examples and influence beside the prompt file. */

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { eventually } from '../support/cli.js';
import { answer, fakeEndpoint, type FakeEndpoint } from '../support/endpoint.js';
import {
  closeBrowser,
  command,
  lens,
  openEditor,
  openFile,
  panelOf,
  type Editor,
} from './editor.js';

const PICTURES = 'dist/pictures';
const PATIENCE = { timeout: 30_000 };
const settle = (ms = 400) => new Promise((resolve) => setTimeout(resolve, ms));

let editor: Editor | null = null;
let endpoint: FakeEndpoint | null = null;

beforeAll(() => void mkdirSync(PICTURES, { recursive: true }));
afterEach(async (context) => {
  if (context.task.result?.state === 'fail')
    await editor?.page.screenshot({
      path: join(PICTURES, `failed-${context.task.name.slice(0, 30).replace(/\W+/g, '-')}.png`),
    });
  await editor?.close();
  await endpoint?.close();
  editor = null;
  endpoint = null;
});
afterAll(closeBrowser);

/** The examples, on an endpoint of this test. */
async function folderWith(behave: Parameters<typeof fakeEndpoint>[0]): Promise<string> {
  const folder = examplesCopy();
  endpoint = await fakeEndpoint(behave);
  appendFileSync(
    join(folder, 'plumbline.yml'),
    `\nmodels:\n  trial: { baseUrl: ${endpoint.baseUrl}, model: fake-model }\n`,
  );
  return folder;
}

const VARIANTS = '.plumbline/variants/prompts/triage.prompt.yml.yml';

describe('wordings that wait for a person', () => {
  it('are read with what changed and what was checked, mended, approved and rejected', async () => {
    const folder = await folderWith((asked, response) => answer(asked, response, 'yes'));
    const file = join(folder, VARIANTS);
    const pending = readFileSync(file, 'utf8')
      .replaceAll('status: approved', 'status: pending')
      .replace('{"label": "negative"} or {"label": "positive"}.\'', "a label.'");
    writeFileSync(file, pending);
    editor = await openEditor({ folder });
    await editor.load();
    const { page } = editor;
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await command(page, 'Plumbline: Show sensitivity panel');
    const cards = panel.locator('.card');
    await panel.locator('#review-title', { hasText: '3 wordings wait' }).waitFor(PATIENCE);
    const broken = cards.filter({ hasText: 'not the same task' });
    expect(await broken.count()).toBe(1);
    await panel.locator('summary').first().click();
    await settle();
    await page.screenshot({ path: join(PICTURES, 'review.png') });

    const first = cards.filter({ hasText: 'Paraphrase 2' });
    await first.locator('vscode-button', { hasText: 'Compare requirements' }).click();
    await first.locator('.checks', { hasText: 'same requirements in both' }).waitFor(PATIENCE);
    expect(endpoint?.asked.length).toBe(2);

    await broken.locator('vscode-button', { hasText: 'Edit' }).click();
    const text = broken.locator('textarea').first();
    await settle();
    await page.screenshot({ path: join(PICTURES, 'review-edit.png') });
    await text.fill(
      'Settle for each review whether it is negative or positive. Take in all of it first. Consider the customer. Reply with {"label": "negative"} or {"label": "positive"}.',
    );
    await broken.locator('vscode-button', { hasText: 'Save and check again' }).click();
    await broken.waitFor({ state: 'detached', ...PATIENCE });
    expect(readFileSync(file, 'utf8')).toContain('Settle for each review');

    await first.locator('vscode-button', { hasText: 'Reject' }).click();
    await panel.locator('#review-title', { hasText: '2 wordings wait' }).waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Approve the 2 that passed' }).click();
    await panel.locator('#review-title').waitFor({ state: 'detached', ...PATIENCE });
    await eventually(
      () =>
        readFileSync(file, 'utf8')
          .match(/status: (\w+)/g)
          ?.join() === 'status: approved,status: rejected,status: approved',
    );

    await page.locator('.tab', { hasText: 'triage.prompt.yml' }).first().click();
    await page.locator('.view-line', { hasText: 'You label reviews' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Be fair.');
    await panel.locator('#stale-wordings-title', { hasText: '3 kept wordings' }).waitFor(PATIENCE);
    await panel.locator('#stale-wordings-title').scrollIntoViewIfNeeded();
    await settle();
    await page.screenshot({ path: join(PICTURES, 'review-stale.png') });
    await panel.locator('vscode-button', { hasText: 'Check again' }).first().click();
    await panel.locator('#review-title', { hasText: '2 wordings wait' }).waitFor(PATIENCE);
    expect(endpoint?.asked.length).toBe(2);
  });
});

/** What a person does with wordings, cases, examples and influence beside the prompt file. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.js';
import { eventually } from '../support/cli.js';
import { answer } from '../support/endpoint.js';
import { backToFile, command, editorFocused, lens, openFile, panelOf } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories();

const VARIANTS = '.plumbline/variants/prompts/triage.prompt.yml.yml';

describe('wordings that wait for a person', () => {
  it('are read with what changed and what was checked, mended, approved and rejected', async () => {
    const { folder, endpoint } = await withEndpoint((asked, response) =>
      answer(asked, response, 'yes'),
    );
    const file = join(folder, VARIANTS);
    const pending = readFileSync(file, 'utf8')
      .replaceAll('status: approved', 'status: pending')
      .replace('whether it is negative or positive', 'how it sounds')
      .replace('{"label": "negative"} or {"label": "positive"}.\'', "a label.'");
    writeFileSync(file, pending);
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await command(page, 'Plumbline: Show sensitivity panel');
    const cards = panel.locator('.card');
    await panel.locator('#review-title', { hasText: '3 variants to review' }).waitFor(PATIENCE);
    const broken = cards.filter({ hasText: 'not the same task' });
    await expect.poll(() => broken.count(), PATIENCE).toBe(1);
    await panel.locator('summary').first().click();
    await panel.locator('details[open]').first().waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'review.png') });

    const first = cards.filter({ hasText: 'Paraphrase 2' });
    await first.locator('vscode-button', { hasText: 'Compare requirements' }).click();
    await first
      .locator('.checks', { hasText: 'a model found the same requirements' })
      .waitFor(PATIENCE);
    expect(endpoint.asked.length).toBe(2);

    await broken.locator('vscode-button', { hasText: 'Edit' }).click();
    const text = broken.locator('textarea').first();
    await text.waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'review-edit.png') });
    expect(await accessibilityProblems(panel)).toEqual([]);
    await text.fill(
      'Settle for each review whether it is negative or positive. Take in all of it first. Consider the customer. Reply with {"label": "negative"} or {"label": "positive"}.',
    );
    // A panel that follows stays while something is being written in it.
    await backToFile(page, 'triage.prompt.yml');
    await openFile(page, 'prompts', 'contact.prompt.yml');
    await page.locator('.tab.active', { hasText: 'contact.prompt.yml' }).waitFor(PATIENCE);
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    expect(await text.inputValue()).toContain('Take in all of it first');
    await broken.locator('vscode-button', { hasText: 'Save and check again' }).click();
    await broken.waitFor({ state: 'detached', ...PATIENCE });
    await backToFile(page, 'triage.prompt.yml');
    await expect
      .poll(() => readFileSync(file, 'utf8'), PATIENCE)
      .toContain('Settle for each review');

    await first.locator('vscode-button', { hasText: 'Reject' }).click();
    await panel.locator('#review-title', { hasText: '2 variants to review' }).waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Approve the 2 that passed' }).click();
    await panel.locator('#review-title').waitFor({ state: 'detached', ...PATIENCE });
    await eventually(
      () =>
        readFileSync(file, 'utf8')
          .match(/status: (\w+)/g)
          ?.join() === 'status: approved,status: rejected,status: approved',
      PATIENCE.timeout,
    );

    await backToFile(page, 'triage.prompt.yml');
    await page.locator('.view-line', { hasText: 'You label reviews' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Be fair.');
    await panel.locator('#stale-wordings-title', { hasText: '3 kept variants' }).waitFor(PATIENCE);
    await panel.locator('#stale-wordings-title').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PICTURES, 'review-stale.png') });
    await panel.locator('vscode-button', { hasText: 'Check again' }).first().click();
    await panel.locator('#review-title', { hasText: '2 variants to review' }).waitFor(PATIENCE);
    expect(endpoint.asked.length).toBe(2);
  });
});

const good = /lovely|best|lent|crisp|never felt better|nicest|perfect|less than/i;

describe('which words matter', () => {
  it('is measured from the editor, seen in the text, told on hover and listed in the panel', async () => {
    const { folder } = await withEndpoint((asked, response) => {
      const said = asked.messages.map(({ content }) => content).join('\n');
      const label = /feels/.test(said) && !good.test(said) ? 'negative' : 'positive';
      answer(asked, response, JSON.stringify({ label }));
    });
    const path = join(folder, 'prompts', 'triage.prompt.yml');
    const long =
      'You label reviews as negative or positive. Read the review to the end. Think of how the customer feels. Answer';
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(long, long.replaceAll('. ', '.\n      ')),
    );
    const { page } = await opened({ folder, settings: { 'editor.wordWrap': 'on' } });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await command(page, 'Plumbline: Which words matter?');
    const table = panel.locator('section[aria-labelledby="study-influence"] table.study');
    const rows = table.locator('tbody tr');
    await rows
      .filter({ hasText: 'how the customer feels' })
      .filter({ hasText: /Decides|Matters/ })
      .waitFor(PATIENCE);
    const unmoved = rows.filter({ hasText: /Changes nothing|No answer changed/ });
    await expect.poll(() => unmoved.count(), PATIENCE).toBe(3);

    await table.locator('button', { hasText: 'how the customer feels' }).click();
    const sentence = page.locator('.view-line', { hasText: 'Think of how' });
    await editorFocused(page);
    await sentence.locator('span span').last().click();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await page.locator('.monaco-hover', { hasText: 'answers change' }).waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'influence.png') });

    await command(page, 'Preferences: Toggle between Light/Dark Themes');
    await panel.locator('body.vscode-dark').waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'influence-dark.png') });
    expect(await accessibilityProblems(panel)).toEqual([]);
  });
});

describe('cases and examples', () => {
  it('are proposed and ticked by a person, compared, and written into the file', async () => {
    const { folder } = await withEndpoint((asked, response, call) => {
      const said = asked.messages.map(({ content }) => content).join('\n');
      if (said.startsWith('You write inputs'))
        return answer(
          asked,
          response,
          `<review>Number ${call}: the bread was crisp and the staff kind.</review>`,
        );
      const label = good.test(said.slice(said.lastIndexOf('Review:'))) ? 'positive' : 'negative';
      const wrong = asked.messages.length < 3 && /Rule|\n- |careful/.test(said);
      answer(asked, response, JSON.stringify({ label: wrong ? 'positive' : label }));
    });
    const { page } = await opened({ folder, settings: { 'files.autoSave': 'off' } });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);

    await command(page, 'Plumbline: Suggest cases');
    const proposed = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Number' });
    await proposed.first().waitFor(PATIENCE);
    await proposed.first().click();
    await proposed.nth(1).click();
    await page.locator('.quick-input-count', { hasText: '2 Selected' }).waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'suggested-cases.png') });
    await page.locator('.quick-input-widget .quick-input-action', { hasText: 'OK' }).click();
    await page.locator('.tab.dirty', { hasText: 'triage.prompt.yml' }).first().waitFor(PATIENCE);
    await backToFile(page, 'triage.prompt.yml');
    await page.keyboard.press('Control+z');
    await page.locator('.tab.dirty').waitFor({ state: 'detached', ...PATIENCE });

    await command(page, 'Plumbline: Compare shots');
    const choice = page.locator('.quick-input-list .monaco-list-row');
    await choice.filter({ hasText: '3 examples, diverse' }).click(PATIENCE);
    await choice.filter({ hasText: 'order 2' }).click();
    await page.screenshot({ path: join(PICTURES, 'compare-shots.png') });
    await page.locator('.quick-input-widget .quick-input-action', { hasText: 'OK' }).click();
    await panel.locator('vscode-button', { hasText: /Send [\d,]+ calls/ }).click(PATIENCE);
    await panel.locator('table.shots').waitFor({ timeout: 240_000 });
    await expect.poll(() => panel.locator('table.shots tbody tr').count(), PATIENCE).toBe(5);
    await panel.locator('#shots-title').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PICTURES, 'shots.png') });
    expect(await accessibilityProblems(panel)).toEqual([]);
    await panel.locator('vscode-button', { hasText: /Add \d examples? to the file/ }).click();
    await page.locator('.tab.dirty', { hasText: 'triage.prompt.yml' }).first().waitFor(PATIENCE);
    await page.locator('.view-line', { hasText: 'role: assistant' }).first().waitFor(PATIENCE);
  });
});

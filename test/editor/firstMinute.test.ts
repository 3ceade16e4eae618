/** What a newcomer meets: a prompt, and no model yet; and a run that comes to nothing after one that came to something. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../support/endpoint.js';
import { accessibilityProblems } from './accessibility.js';
import { lens, openFile, panelOf } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories();

const PROMPT = `name: Plain
messages:
  - role: user
    content: 'Say {{word}}.'
testData:
${Array.from({ length: 8 }, (_, at) => `  - { word: word${at}, expected: word${at} }`).join('\n')}
sensitivity:
  variants: { politeness: 1 }
`;

describe('a test with no model', () => {
  it('asks for one in the panel, adds it step by step, and begins', async () => {
    const { folder, endpoint } = await withEndpoint((asked, response) =>
      answer(asked, response, 'word1'),
    );
    const config = join(folder, 'plumbline.yml');
    writeFileSync(config, '# ours\ndefaults:\n  repeats: 2\n');
    writeFileSync(join(folder, 'prompts', 'plain.prompt.yml'), PROMPT);
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'plain.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panel.locator('#verdict', { hasText: 'Which model should answer?' }).waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'needs-model.png') });
    expect(await accessibilityProblems(panel)).toEqual([]);
    await panel.locator('vscode-button', { hasText: 'Add a model…' }).click();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    const input = page.locator('.quick-input-widget input').first();
    await rows.filter({ hasText: 'Anthropic' }).waitFor(PATIENCE);
    await input.fill('Another endpoint');
    await rows.filter({ hasText: 'Another endpoint' }).click(PATIENCE);
    const title = (text: string) =>
      page.locator('.quick-input-title', { hasText: text }).waitFor(PATIENCE);
    await title('Address of');
    await input.fill(endpoint.baseUrl);
    await page.keyboard.press('Enter');
    await title('Select one of its models');
    await rows.filter({ hasText: 'fake-model' }).click(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'after-model.png') });
    const text = readFileSync(config, 'utf8');
    expect(text).toContain('# ours\ndefaults:\n  repeats: 2\n');
    expect(text).toContain(`fake-model: { baseUrl: ${endpoint.baseUrl}, model: fake-model }`);
  });
});

describe('a run that fails after one that did not', () => {
  it('leaves the result of the first, says what happened above it, and asks for the key again', async () => {
    let isRevoked = false;
    const { folder } = await withEndpoint((asked, response) => {
      if (isRevoked) response.writeHead(401).end('{"error":{"message":"key was revoked"}}');
      else answer(asked, response, '{"label": "positive"}');
    }, ', apiKey: { env: PLUMBLINE_FIRST_KEY }');
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    const key = page.locator('.quick-input-widget input[type=password]');
    await key.fill('sk-first');
    await page.keyboard.press('Enter');
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const word = await panel.locator('#verdict').innerText();
    isRevoked = true;
    await page.locator('.view-line', { hasText: 'You label reviews' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Be fair.');
    await panel.locator('vscode-button', { hasText: 'Rerun only what changed' }).click();
    const alert = panel.locator('[role=alert]', { hasText: 'key was revoked' });
    await alert.waitFor(PATIENCE);
    await panel.locator('.notice', { hasText: 'Earlier run, on fake-model' }).waitFor(PATIENCE);
    expect(await panel.locator('#verdict').innerText()).toContain(word.split('\n')[0]);
    await alert.locator('vscode-button', { hasText: 'Enter key again' }).waitFor(PATIENCE);
    expect(await alert.locator('vscode-button', { hasText: 'Resume' }).count()).toBe(0);
    await page.screenshot({ path: join(PICTURES, 'earlier-run.png') });
    expect(await accessibilityProblems(panel)).toEqual([]);
  });
});

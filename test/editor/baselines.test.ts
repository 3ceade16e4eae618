/** Accepting a result, and checking what changed since, with the buttons a person has. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../support/endpoint.js';
import { runCli } from '../support/cli.js';
import { command, lens, openFile, panelOf } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories();
const PROMPT = 'prompts/triage.prompt.yml';

describe('a baseline as a person keeps it', () => {
  it('is accepted in the panel after its diff, marks the prompt that changed, and is checked from source control', async () => {
    const { folder } = await withEndpoint((asked, response) =>
      answer(asked, response, '{"label": "positive"}'),
    );
    execFileSync('git', ['init', '-q', folder]);
    const { page } = await opened({ folder, settings: { 'git.enabled': true } });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    await panel.locator('#baseline', { hasText: 'No result' }).waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Accept as baseline' }).click(PATIENCE);
    await page.locator('.tab', { hasText: 'what the baseline becomes' }).waitFor(PATIENCE);
    const file = join(folder, `.plumbline/baselines/${PROMPT}.json`);
    expect(existsSync(file)).toBe(false);
    const list = page.locator('.quick-input-widget', { hasText: 'Accept as baseline' });
    await list.locator('.monaco-list-row', { hasText: 'Accept' }).first().click(PATIENCE);
    await panel.locator('#baseline', { hasText: 'This result is the baseline' }).waitFor(PATIENCE);
    expect(readFileSync(file, 'utf8')).toContain('"version": 1');

    const prompt = join(folder, PROMPT);
    writeFileSync(
      prompt,
      readFileSync(prompt, 'utf8').replace('Read the review', 'Now read the review'),
    );
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'triage' });
    // The editor draws a badge as generated content.
    const badges = () =>
      row
        .first()
        .evaluate((element) =>
          [...element.querySelectorAll('*')]
            .map((each) => getComputedStyle(each, '::after').content)
            .join(' '),
        );
    await expect.poll(badges, PATIENCE).toContain('≠');
    await page.locator('.activitybar [aria-label^="Source Control"]').first().click(PATIENCE);
    // Actions of a view show while the pointer is over its title.
    await page.locator('.pane-header', { hasText: 'Changes' }).first().hover(PATIENCE);
    const check = page.locator('.action-label[aria-label^="Check changed prompts"]');
    await check.first().click(PATIENCE);
    await page.locator('.tab', { hasText: 'triage.prompt.yml and its baseline' }).waitFor(PATIENCE);
  });

  it('takes part in the library report, which suggests what to try', async () => {
    const { folder, endpoint } = await withEndpoint((asked, response) =>
      answer(asked, response, '{"label": "positive"}'),
    );
    await runCli(folder, ['test', PROMPT]);
    await runCli(folder, ['accept', PROMPT]);
    const [text, baseline] = [PROMPT, `.plumbline/baselines/${PROMPT}.json`].map((path) =>
      readFileSync(join(folder, path), 'utf8'),
    ) as [string, string];
    const kept = JSON.parse(baseline) as { metrics: Record<string, { value: number }> };
    for (let at = 0; at < 10; at++) {
      const name = `prompts/p${at}.prompt.yml`;
      const effect = at < 5 ? 0.2 + at / 100 : 0.01 + at / 1000;
      const withList = text.replace('content: |-', 'content: |-\n      - Read with care.');
      writeFileSync(join(folder, name), at < 5 ? text : withList);
      const metrics = {
        ...kept.metrics,
        'pss.excess': { ...kept.metrics['pss.excess'], value: effect },
      };
      writeFileSync(
        join(folder, `.plumbline/baselines/${name}.json`),
        JSON.stringify({ ...kept, metrics }, null, 2),
      );
    }
    const before = endpoint.asked.length;
    const { page } = await opened({ folder });
    await command(page, 'Plumbline: Show the library report');
    await page.locator('.tab', { hasText: 'Prompt library' }).waitFor(PATIENCE);
    await page.getByText('The library suggests').first().waitFor(PATIENCE);
    await page.screenshot({ path: `${PICTURES}/library-report.png` });
    await page.locator('.tab .action-label[aria-label^="Close"]').first().click(PATIENCE);
    await command(page, 'Plumbline: Try what the library suggests');
    const list = page.locator('.quick-input-widget', { hasText: 'What should be tried?' });
    await list.locator('.monaco-list-row', { hasText: 'structure' }).first().click(PATIENCE);
    await panelOf(page).locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    expect(endpoint.asked.length).toBeGreaterThan(before);
  });
});

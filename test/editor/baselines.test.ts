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
    const { folder } = await withEndpoint((asked, response) =>
      answer(asked, response, '{"label": "positive"}'),
    );
    const at = (path: string) => join(folder, path);
    const baselineOf = (path: string) => at(`.plumbline/baselines/${path}.json`);
    const LISTED = 'prompts/listed.prompt.yml';
    writeFileSync(
      at(LISTED),
      readFileSync(at(PROMPT), 'utf8').replace(
        'content: |-',
        'content: |-\n      - Read with care.',
      ),
    );
    await runCli(folder, ['test', PROMPT, LISTED]);
    await runCli(folder, ['accept', PROMPT, LISTED]);
    for (let n = 0; n < 10; n++) {
      const [from, effect] = n < 5 ? [PROMPT, 0.2 + n / 100] : [LISTED, 0.01 + n / 1000];
      const path = `prompts/p${n}.prompt.yml`;
      writeFileSync(at(path), readFileSync(at(from), 'utf8'));
      const kept = JSON.parse(readFileSync(baselineOf(from), 'utf8')) as {
        metrics: Record<string, { value: number }>;
      };
      const metrics = {
        ...kept.metrics,
        'pss.excess': { ...kept.metrics['pss.excess'], value: effect },
      };
      const verdict = n < 5 ? 'sensitive' : 'stable';
      writeFileSync(baselineOf(path), JSON.stringify({ ...kept, verdict, metrics }, null, 2));
    }
    const { page } = await opened({ folder });
    await command(page, 'Plumbline: Show the library report');
    await page.locator('.tab', { hasText: 'Prompt library' }).waitFor(PATIENCE);
    await page.getByText('The library suggests').first().waitFor(PATIENCE);
    await panelOf(page).getByText('What is worth a try?').waitFor(PATIENCE);
    await page.screenshot({ path: `${PICTURES}/library-report.png` });
    await page.locator('.tab .action-label[aria-label^="Close"]').first().click(PATIENCE);
    await command(page, 'Plumbline: Try what the library suggests');
    const list = page.locator('.quick-input-widget', { hasText: 'What should be tried?' });
    await list.locator('.monaco-list-row', { hasText: 'structure' }).first().click(PATIENCE);
    // Trying it is the repair study, which says what it needs.
    await page.getByText('Repair needs at least 40 cases').first().waitFor(PATIENCE);
  });
});

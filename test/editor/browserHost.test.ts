/** The extension where VS Code runs in a browser alone: no Node, and files only through the editor. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/cli.js';
import { answer } from '../support/endpoint.js';
import { lens, openFile, panelOf, pickModel, testRecorded } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories({ inBrowser: true });
const RUNS = '.plumbline/runs/prompts/triage.prompt.yml';
const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

describe('in the extension host of a browser', () => {
  it('a prompt is read, tested and shown, and its result stays with the workspace', async () => {
    const { page, folder, reload } = await opened();
    await testRecorded(page, 'triage.prompt.yml');
    const panel = panelOf(page);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const verdict = await panel.locator('#verdict').innerText();
    const [name] = readdirSync(join(folder, RUNS)).filter((each) => each.endsWith('.json'));
    const report = JSON.parse(readFileSync(join(folder, RUNS, name ?? ''), 'utf8'));
    expect(linesOf(join(folder, RUNS, 'history'))).toHaveLength(1);
    expect(report).toMatchObject({ version: 2, stopped: null, totals: { failed: 0 } });
    await page.screenshot({ path: `${PICTURES}/browser-host.png` });
    await reload();
    await lens(page, verdict.split('\n', 1)[0] ?? '').waitFor(PATIENCE);
  });

  it('a server that allows it is asked, and its answers are kept', async () => {
    const right = /lovely|great|good/i;
    const { folder, endpoint } = await withEndpoint(
      (asked, response) => {
        const isGood = right.test(asked.messages.at(-1)?.content ?? '');
        answer(asked, response, JSON.stringify({ label: isGood ? 'positive' : 'negative' }));
      },
      '',
      { allowsPages: true },
    );
    const { page } = await opened({ folder });
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    const panel = panelOf(page);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const calls = endpoint.asked.length;
    expect(calls).toBe(256);
    const journals = readdirSync(join(folder, RUNS)).filter((name) => name.endsWith('.jsonl'));
    // The header, and each outcome.
    expect(linesOf(join(folder, RUNS, journals[0] ?? ''))).toHaveLength(calls + 1);
    const kept = join(folder, '.plumbline/cache/answers');
    await eventually(() => Promise.resolve(existsSync(kept)), PATIENCE.timeout);
    await panel.getByRole('button', { name: 'Run again' }).first().click(PATIENCE);
    await panel.locator('.meta', { hasText: '256 answers from the cache' }).waitFor(PATIENCE);
    expect(endpoint.asked).toHaveLength(calls);
  });

  it('a server that does not allow it is told apart from nothing', async () => {
    const { folder, endpoint } = await withEndpoint((asked, response) =>
      answer(asked, response, 'positive'),
    );
    const { page } = await opened({ folder });
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panelOf(page).getByText('CORS').first().waitFor(PATIENCE);
    expect(endpoint.asked).toHaveLength(0);
  });

  it('a model of the editor is asked', async () => {
    const { page } = await opened();
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await pickModel(page, 'Echo (plumbline-test)');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panelOf(page).locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
  });
});

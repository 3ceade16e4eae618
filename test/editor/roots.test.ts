/** A workspace of two folders: each has its own prompts, models and results. */

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { lens, openFile, pickModel } from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened } = stories();

const labelsIn = (page: Page, pane: string) =>
  page
    .locator('.pane', { hasText: pane })
    .first()
    .locator('.monaco-list-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));

describe('a workspace of two folders', () => {
  it('lists each prompt once, updates the one that was run, and shows the models of each folder', async () => {
    const folders = [examplesCopy(), examplesCopy()];
    // The tree draws only the rows that are in sight.
    for (const folder of folders) rmSync(join(folder, 'studies'), { recursive: true });
    folders.forEach((folder, index) =>
      appendFileSync(
        join(folder, 'plumbline.yml'),
        `\nmodels:\n  own-${index}: { baseUrl: http://127.0.0.1:9/v1, model: model-${index} }\n`,
      ),
    );
    const file = join(mkdtempSync(join(tmpdir(), 'plumbline-roots-')), 'two.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
    const { page } = await opened({ folder: file });
    await openFile(page, basename(folders[0] as string), 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await pickModel(page, 'Recorded answers');
    await lens(page, 'Test sensitivity').click();
    await lens(page, /Fragile/).waitFor(PATIENCE);

    await page.locator('.activitybar [aria-label="Plumbline"]').first().click();
    const triage = async () =>
      (await labelsIn(page, 'Library'))
        .filter((label) => label.startsWith('Review triage'))
        .map((label) => label.split(', ')[1])
        .sort();
    await expect.poll(triage, PATIENCE).toEqual(['Fragile', 'never tested']);
    const models = async () => (await labelsIn(page, 'Models')).join('\n');
    await expect.poll(models, PATIENCE).toContain('own-0 (model-0)');
    expect(await models()).toContain('own-1 (model-1)');
    for (const folder of folders) expect(await models()).toContain(basename(folder));
  });
});

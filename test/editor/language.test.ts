import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { runCli } from '../support/cli.js';
import { lens, openFile, panelOf } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened } = stories({ language: 'de' });

describe('an editor in German', () => {
  it('has lens and panel in German, and numbers as they are written there', async () => {
    const folder = examplesCopy();
    const run = await runCli(folder, ['test', 'prompts/triage.prompt.yml', '--replay']);
    expect(run.code).toBe(0);
    const { page } = await opened({ folder });
    await openFile(page, 'prompts', 'triage.prompt.yml');
    const result = lens(page, /^Fragil: Formulierungseffekt 0,\d\d \[−?0,\d\d; 0,\d\d\] · /);
    await result.waitFor(PATIENCE);
    await result.click();
    const panel = panelOf(page);
    await panel.locator('#verdict', { hasText: 'Fragil' }).waitFor(PATIENCE);
    await page.screenshot({ path: join(PICTURES, 'german.png') });
    const words = await panel.locator('body').innerText();
    expect(await panel.locator('html').getAttribute('lang')).toBe('de');
    expect(words).toContain('Würden Beispiele helfen?');
    // But for what the user wrote and what a model was asked for, nothing is English.
    expect(words.match(/\b(?:answers?|case|effect|noise|variant|wordings?)\b/g) ?? []).toEqual([]);
    expect(words.match(/\b\d\.\d{1,2}\b/g) ?? []).toEqual([]);
  });
});

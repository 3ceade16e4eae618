/** Paraphrases written by one of the editor's own models while another model is measured. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/cli.js';
import { answer } from '../support/endpoint.js';
import { lens, openFile, panelOf } from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened, withEndpoint } = stories();

const PROMPT = JSON.stringify({
  model: 'trial',
  messages: [{ role: 'user', content: 'Name the capital of {{country}} in one word.' }],
  testData: [
    { country: 'Norway', expected: 'Oslo' },
    { country: 'Japan', expected: 'Tokyo' },
  ],
  sensitivity: { variants: { paraphrase: 1 }, repeats: 1 },
});

describe('a model of the editor that writes paraphrases', () => {
  it('writes them while another is measured, which is not asked to', async () => {
    const { folder, endpoint } = await withEndpoint((asked, response) =>
      answer(asked, response, /compare two prompts/.test(JSON.stringify(asked)) ? 'yes' : 'Oslo'),
    );
    writeFileSync(join(folder, 'prompts/cities.prompt.yml'), PROMPT);
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(
      join(folder, '.vscode/settings.json'),
      JSON.stringify({ 'plumbline.paraphraseModel': 'echo-1' }),
    );
    const { page } = await opened({ folder });
    await openFile(page, 'prompts', 'cities.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panelOf(page).locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const kept = join(folder, '.plumbline/variants/prompts/cities.prompt.yml.yml');
    await eventually(() => readFileSync(kept, 'utf8').includes('Which city'), PATIENCE.timeout);
    const asked = endpoint.asked.map((each) => JSON.stringify(each));
    expect(asked.some((each) => each.includes('You reword prompts'))).toBe(false);
    expect(asked.some((each) => each.includes('Which city is the capital of Norway'))).toBe(true);
  });
});

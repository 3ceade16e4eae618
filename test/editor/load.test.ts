/** How many instructions a prompt carries, at the lines that give them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.js';
import { answer } from '../support/endpoint.js';
import { openFile } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories();
const PROMPT = `name: Notes
model: trial
modelParameters: { temperature: 0 }
messages:
  - role: system
    content: |
      You write notes on places.
      - Mention the word "harbor".
      - Mention the word "bridge".
      - Always include "lantern".
      - Be kind.
  - role: user
    content: 'About {{place}}'
testData: [{ place: Oslo }, { place: Lima }, { place: Rome }, { place: Kyiv }]
`;

describe('the instructions of a prompt', () => {
  it('are marked by how often they are followed, beside a lens that counts them', async () => {
    const { folder } = await withEndpoint((asked, response) => {
      const text = asked.messages.map(({ content }) => content).join(' ');
      const isHard = /Oslo|Lima/.test(asked.messages.at(-1)?.content ?? '');
      const words = ['harbor', ...(isHard ? [] : ['bridge'])].filter((word) => text.includes(word));
      answer(asked, response, words.join(' and '));
    });
    writeFileSync(join(folder, 'prompts/notes.prompt.yml'), PROMPT);
    const { code } = await runCli(folder, ['load', 'prompts/notes.prompt.yml']);
    expect(code).toBe(0);
    const { page } = await opened({ folder });
    await openFile(page, 'prompts', 'notes.prompt.yml');
    const lens = page.locator('.codelens-decoration a', { hasText: '4 instructions' });
    await lens.first().waitFor(PATIENCE);
    expect(await lens.first().innerText()).toContain('1 of 3 checked are followed');
    const marks = () =>
      page
        .locator('.monaco-editor .glyph-margin-widgets > *, .monaco-editor .margin-view-overlays *')
        .evaluateAll((all) =>
          all
            .map((each) => getComputedStyle(each).backgroundImage)
            .filter((image) => /svg/.test(image)),
        );
    await expect.poll(async () => new Set(await marks()).size, PATIENCE).toBe(3);
    await page.screenshot({ path: `${PICTURES}/instructions.png` });
  });
});

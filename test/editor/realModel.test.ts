import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { trialModel } from '../support/trialModel.js';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { lens, openFile, panelOf } from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened } = stories();

/** For a real model that shares two cores with the editor and whatever else goes on. */
const MODEL_PATIENCE = { timeout: 560_000 };

describe('a run in the editor on a real model', () => {
  it('comes to its end, with probabilities', async (context) => {
    const found = await trialModel();
    if ('missing' in found) return context.skip(`the trial model cannot be had: ${found.missing}`);
    const { server } = found;
    try {
      const folder = examplesCopy();
      appendFileSync(
        join(folder, 'plumbline.yml'),
        `\nmodels:\n  trial: { baseUrl: ${server.baseUrl}, model: ${server.model}, concurrency: 2 }\n`,
      );
      // A few cases and wordings: the story is that it works, not how well.
      const prompt = join(folder, 'prompts/triage.prompt.yml');
      const text = readFileSync(prompt, 'utf8');
      const few = text.slice(0, text.indexOf('  - id: pizza'));
      const rest = text.slice(text.indexOf('evaluators:'));
      const variants = 'sensitivity:\n  variants: { paraphrase: 1, persona: 1 }\n';
      writeFileSync(prompt, `${few}${rest}${variants}`);
      const { page } = await opened({ folder });
      const panel = panelOf(page);
      await openFile(page, 'prompts', 'triage.prompt.yml');
      await lens(page, 'Test sensitivity').click(PATIENCE);
      await panel.locator('.strip progress').waitFor(MODEL_PATIENCE);
      await panel.locator('#verdict').waitFor(MODEL_PATIENCE);
      await panel.locator('.strip', { hasText: 'Done:' }).waitFor(MODEL_PATIENCE);
      await panel.locator('#verdict').filter({ hasNotText: 'so far' }).waitFor(PATIENCE);
      await panel.locator('.tiles', { hasText: 'label probability' }).waitFor(PATIENCE);
      await panel.locator('.why [class^=unsure]').first().waitFor(PATIENCE);
    } finally {
      await server.stop();
    }
  });
});

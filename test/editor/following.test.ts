import { describe, it } from 'vitest';
import { backToFile, lens, openFile, panelOf, testRecorded } from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened } = stories();

describe('the panel of the prompt that is edited', () => {
  it('turns to another one and back, is locked, and is so after a reload', async () => {
    const { page, reload } = await opened();
    const panel = panelOf(page);
    const title = panel.locator('h1');
    const tab = (name: string) => page.locator('.tab', { hasText: name }).first();
    const action = (name: string) => page.locator(`.editor-actions [aria-label="${name}"]`);
    await testRecorded(page, 'triage.prompt.yml');
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);
    await panel.locator('.find').fill('kettle');

    await backToFile(page, 'triage.prompt.yml');
    await openFile(page, 'prompts', 'contact.prompt.yml');
    await title.filter({ hasText: 'Contact details' }).waitFor(PATIENCE);
    await panel.locator('#verdict', { hasText: 'Not tested yet' }).waitFor(PATIENCE);
    await backToFile(page, 'triage.prompt.yml');
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);
    await panel.locator('.where [role=status]:not(:has(vscode-button))').waitFor({
      ...{ state: 'attached', ...PATIENCE },
    });

    await tab('Sensitivity: triage.prompt.yml').click();
    await action('Lock panel to this prompt').click(PATIENCE);
    await tab('[Sensitivity: triage.prompt.yml]').waitFor(PATIENCE);
    await backToFile(page, 'contact.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await title.filter({ hasText: 'Review triage' }).waitFor(PATIENCE);
    await reload();
    await tab('[Sensitivity: triage.prompt.yml]').waitFor(PATIENCE);
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);

    await tab('[Sensitivity: triage.prompt.yml]').click();
    await action('Follow the active prompt').click(PATIENCE);
    await tab('Sensitivity: contact.prompt.yml').waitFor(PATIENCE);
  });
});

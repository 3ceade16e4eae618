/** `npm run pictures`: the pictures of the README, taken in real VS Code on the real trial model. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { examplesCopy } from './examples.mjs';
import { installEditor } from './install.mjs';
import { pageFor, startEditor } from './start.mjs';
import { startTrialModel } from './trialModel.mjs';

const JPEG = { type: 'jpeg', quality: 55 };
/** Of the one that travels with the extension. */
const SMALL = { type: 'jpeg', quality: 38 };
const SIZE = { width: 1440, height: 900 };
/** Pixels of a picture for one of the page. */
const SCALE = 0.8;
const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'files.autoSave': 'off',
};

const folder = examplesCopy();
const model = await startTrialModel();
if (!model.config) throw new Error('The pictures need the trial model.');
appendFileSync(join(folder, 'plumbline.yml'), model.config);

const editor = await startEditor(await installEditor(), {
  settings,
  install: ['dist/plumbline.vsix'],
});
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: SCALE });
  await page.goto(pageFor(editor.address, { folder }));
  await page.locator('.activitybar [aria-label="Plumbline"]').first().waitFor();
  const row = (name) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  await row('prompts').first().click();
  await row('triage.prompt.yml').first().dblclick();
  const lens = page.locator('.codelens-decoration a', { hasText: 'Test sensitivity' }).first();
  await lens.waitFor();
  await page.keyboard.press('Control+b');
  await page.locator('.monaco-editor .view-lines').first().hover();
  for (let step = 0; step < 3; step++) await page.mouse.wheel(0, 60);
  await page.waitForTimeout(800);
  await page.screenshot({ path: 'media/step-1.jpg', ...JPEG });
  await lens.click();
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await panel.locator('#verdict', { hasText: 'so far' }).waitFor({ timeout: 300_000 });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'media/step-2.jpg', ...JPEG });
  await panel.locator('.strip', { hasText: 'Done:' }).waitFor({ timeout: 300_000 });
  await page.waitForTimeout(1000);
  await page.screenshot({ path: 'media/panel.jpg', ...SMALL });
  await panel.locator('#why').scrollIntoViewIfNeeded();
  await panel.locator('#where-title').evaluate((node) => node.scrollIntoView());
  await page.waitForTimeout(500);
  await page.screenshot({ path: 'media/step-3.jpg', ...JPEG });
} finally {
  await browser.close();
  await editor.stop();
  model.stop();
}

import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.js';
import { lens, openFile, panelOf, pickModel } from './editor.js';
import { PICTURES, stories } from './story.js';

const { opened } = stories();
const HEIGHT = 900;
/** Panel widths in CSS pixels; 280 is a panel of 560 at 200 % zoom. */
const WIDTHS = [280, 380, 560, 1100] as const;
const THEMES = [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['high-contrast', 'Default High Contrast'],
] as const;

/** The panel of a finished run, alone in the window. */
async function panelAlone(
  theme: string,
  prompt: string,
): Promise<{ page: Page; panel: FrameLocator }> {
  const { page } = await opened({ settings: { 'workbench.colorTheme': theme } });
  const panel = panelOf(page);
  await openFile(page, 'prompts', `${prompt}.prompt.yml`);
  await lens(page, 'Test sensitivity').waitFor({ timeout: 30_000 });
  await pickModel(page, 'Recorded answers');
  await lens(page, 'Test sensitivity').click();
  await panel.locator('.strip', { hasText: 'Done' }).waitFor({ timeout: 30_000 });
  await page.keyboard.press('Control+b');
  await page
    .locator('.tab', { hasText: `${prompt}.prompt.yml` })
    .first()
    .click();
  await page.keyboard.press('Control+w');
  await panel.locator('#verdict').waitFor();
  return { page, panel };
}

/** Sizes the window so that the panel has this width; returns the window's. */
async function widthTo(page: Page, panel: FrameLocator, width: number): Promise<number> {
  const own = () => panel.locator('body').evaluate(() => innerWidth);
  let size = width + 60;
  for (let tries = 0; tries < 4; tries++) {
    await page.setViewportSize({ width: size, height: HEIGHT });
    await new Promise((done) => setTimeout(done, 300));
    const now = await own();
    if (now === width) break;
    size += width - now;
  }
  expect(await own()).toBe(width);
  return size;
}

describe.each(THEMES)('the panel in a %s theme', (name, theme) => {
  it('has no serious accessibility problem and cuts nothing off, whatever its width', async () => {
    const { page, panel } = await panelAlone(theme, name === 'light' ? 'contact' : 'triage');
    for (const fold of await panel.locator('details > summary').all()) await fold.click();
    for (const width of WIDTHS) {
      const frame = await widthTo(page, panel, width);
      const over = await panel
        .locator('html')
        .evaluate((node) => node.scrollWidth - node.clientWidth);
      expect(over, `${width} px: wider than the panel`).toBeLessThanOrEqual(0);
      expect(await accessibilityProblems(panel), `${width} px`).toEqual([]);
      const height = await panel.locator('html').evaluate((node) => node.scrollHeight);
      await page.setViewportSize({ width: frame, height: Math.min(6000, height + 120) });
      await page.mouse.move(5, 300);
      await page.screenshot({ path: join(PICTURES, `panel-${name}-${width}.png`) });
    }
  });
});

describe('the matrix', () => {
  it('lies below the open list of its picker, and its legend follows what is picked', async () => {
    const { page, panel } = await panelAlone('Default High Contrast', 'triage');
    await widthTo(page, panel, 560);
    const picker = panel.locator('.where vscode-dropdown').first();
    await picker.evaluate((node) => node.setAttribute('position', 'below'));
    await picker.click();
    const choices = picker.locator('vscode-option');
    const below = await picker.evaluate((node) => node.getBoundingClientRect().bottom);
    for (const choice of await choices.all()) {
      const { middle, onTop } = await choice.evaluate((node) => {
        const { left, top, width, height } = node.getBoundingClientRect();
        const middle = { x: left + width / 2, y: top + height / 2 };
        return { middle, onTop: document.elementFromPoint(middle.x, middle.y) === node };
      });
      expect(middle.y).toBeGreaterThan(below);
      expect(onTop).toBe(true);
    }
    const legend = panel.locator('.legend');
    expect(await legend.innerText()).toContain('wrong');
    await choices.filter({ hasText: 'Same as the original' }).click();
    await legend.getByText('same as the original').waitFor();
    expect(await legend.innerText()).not.toContain('wrong');
    await picker.click();
    await choices.filter({ hasText: 'Confidence' }).click();
    await legend.getByText('Confidence in hundredths').waitFor();
    expect(await accessibilityProblems(panel)).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  it('everything is reached, and the matrix is one stop', async () => {
    const { page, panel } = await panelAlone('Default Dark Modern', 'triage');
    await panel.locator('.meta .link').focus();
    const reached: string[] = [];
    for (let stops = 0; stops < 60; stops++) {
      reached.push(
        await panel.locator('body').evaluate(() => {
          const active = document.activeElement as HTMLElement | null;
          const grid = active?.closest('.matrix') ? 'matrix: ' : '';
          return grid + (active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim();
        }),
      );
      await page.keyboard.press('Tab');
      if (!(await panel.locator('body').evaluate(() => document.hasFocus()))) break;
      if (stops > 5 && reached.at(-1) === reached[0]) break;
    }
    const all = reached.join('\n');
    for (const name of [
      ...['Run again', 'Model…', 'Export…', 'Compare shots', 'All numbers and what they mean'],
      ...['What cells show', 'Order of cases', 'Previous changed cell', 'Next changed cell'],
      ...['Open in diff editor', 'Apply to file', 'Run only this', 'Paraphrase 1'],
    ])
      expect(all).toContain(name);
    expect(reached.filter((text) => text.startsWith('matrix: '))).toHaveLength(1);
  });
});

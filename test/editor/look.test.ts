import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { runCli } from '../support/cli.js';
import { accessibilityProblems } from './accessibility.js';
import { openFile, panelOf, testRecorded, writeSettings } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened } = stories({ closeAfterEach: false });
const HEIGHT = 900;
/** Panel widths in CSS pixels; 280 is a panel of 560 at 200 % zoom. */
const WIDTHS = [280, 380, 560, 1100] as const;
const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;
type Theme = keyof typeof THEMES;

interface Look {
  readonly page: Page;
  readonly panel: FrameLocator;
  /** Resolves when the panel has the theme. */
  wear(theme: Theme): Promise<void>;
}

/** The panel of a finished run, alone in the window. */
async function panelAlone(prompt: string): Promise<Look> {
  const folder = examplesCopy();
  const { page } = await opened({ folder });
  const panel = panelOf(page);
  await testRecorded(page, `${prompt}.prompt.yml`);
  await panel.locator('.strip', { hasText: 'Done' }).waitFor(PATIENCE);
  await page.keyboard.press('Control+b');
  await page.locator('.explorer-folders-view').waitFor({ state: 'hidden', ...PATIENCE });
  const tab = page.locator('.tab', { hasText: `${prompt}.prompt.yml` });
  const file = tab.filter({ hasNotText: 'Sensitivity' });
  await file.first().click();
  await page.keyboard.press('Control+w');
  await file.waitFor({ state: 'detached', ...PATIENCE });
  await panel.locator('#verdict', { hasText: /\S/ }).waitFor(PATIENCE);
  return {
    page,
    panel,
    async wear(theme) {
      writeSettings(folder, { 'workbench.colorTheme': THEMES[theme] });
      await panel.locator(`body.vscode-${theme}`).waitFor(PATIENCE);
    },
  };
}

/** Sizes the window so that the panel has this width; returns the window's. */
async function widthTo({ page, panel }: Look, width: number): Promise<number> {
  const own = () => panel.locator('body').evaluate(() => innerWidth);
  const workbench = () => page.locator('.monaco-workbench').evaluate((node) => node.clientWidth);
  let size = width + 60;
  await page.setViewportSize({ width: size, height: HEIGHT });
  let before = -1;
  await expect
    .poll(async () => {
      const now = await own();
      // Still on its way to the size it was given: not yet something to correct.
      const rests = now === before && (await workbench()) === size;
      before = now;
      if (!rests || now === width) return rests && now;
      // No window is narrower than its panel, whatever a slow one has said of itself.
      size = Math.max(width, size + width - now);
      before = -1;
      await page.setViewportSize({ width: size, height: HEIGHT });
      return false;
    }, PATIENCE)
    .toBe(width);
  return size;
}

async function looksRight(look: Look, theme: Theme): Promise<void> {
  const { page, panel } = look;
  await look.wear(theme);
  for (const width of WIDTHS) {
    const frame = await widthTo(look, width);
    const over = () =>
      panel.locator('html').evaluate((node) => node.scrollWidth - node.clientWidth);
    await expect
      .poll(over, { ...PATIENCE, message: `${width} px: wider than the panel` })
      .toBeLessThanOrEqual(0);
    expect(await accessibilityProblems(panel), `${width} px`).toEqual([]);
    await isDrawnLikeTheEditor(look);
    const height = await panel.locator('html').evaluate((node) => node.scrollHeight);
    await page.setViewportSize({ width: frame, height: Math.min(6000, height + 120) });
    await page.mouse.move(5, 300);
    await page.screenshot({ path: join(PICTURES, `panel-${theme}-${width}.png`) });
  }
}

/** What the editor decides, and the panel follows. */
async function isDrawnLikeTheEditor({ page, panel }: Look): Promise<void> {
  const sizes = await panel.locator('body').evaluate((body) => {
    const sizeOf = (node: Element) => getComputedStyle(node).fontSize;
    const charts = [...document.querySelectorAll('.chart text')].map(sizeOf);
    return { charts: [...new Set(charts)], body: sizeOf(body) };
  });
  expect(sizes.charts).toEqual([sizes.body]);
  const button = await panel
    .locator('vscode-button[appearance=secondary]')
    .first()
    .evaluate((host) => {
      const { borderRadius, fontSize, backgroundColor } = getComputedStyle(host);
      const control = host.shadowRoot?.querySelector('[part=control]') as Element;
      const { padding, borderTopColor } = getComputedStyle(control);
      return { borderRadius, fontSize, backgroundColor, padding, borderTopColor };
    });
  // The same in the editor itself: its own class, with the same theme.
  const own = await page.evaluate(() => {
    const node = document.createElement('a');
    node.className = 'monaco-button secondary monaco-text-button';
    node.style.backgroundColor = 'var(--vscode-button-secondaryBackground)';
    document.querySelector('.monaco-workbench')?.append(node);
    const { borderRadius, fontSize, backgroundColor, padding, borderTopColor } =
      getComputedStyle(node);
    node.remove();
    return { borderRadius, fontSize, backgroundColor, padding, borderTopColor };
  });
  expect(button).toEqual(own);
}

async function unfold({ panel }: Look): Promise<void> {
  // One after the other, because each that is open is no longer among those that are not.
  const shut = panel.locator('details:not([open])');
  for (let left = await shut.count(); left > 0; left--) {
    await shut.first().locator('> summary').click();
    await expect.poll(() => shut.count(), PATIENCE).toBeLessThan(left);
  }
}

describe('the panel of a labelling prompt', () => {
  let look: Look;
  beforeAll(async () => {
    look = await panelAlone('triage');
  });

  it('is reached by keyboard alone, and its matrix is one stop', async () => {
    const { page, panel } = look;
    await panel.locator('.meta .link').focus();
    const body = panel.locator('body');
    const reached: string[] = [];
    for (let stops = 0; stops < 60; stops++) {
      reached.push(
        await body.evaluate(() => {
          const active = document.activeElement as HTMLElement | null;
          active?.setAttribute('data-was-active', '');
          const grid = active?.closest('.matrix') ? 'matrix: ' : '';
          return grid + (active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim();
        }),
      );
      await page.keyboard.press('Tab');
      const movedOn = () =>
        body.evaluate(() => {
          const moved = !document.activeElement?.hasAttribute('data-was-active');
          return moved || !document.hasFocus() ? 'moved on' : 'not yet';
        });
      await expect.poll(movedOn, PATIENCE).toBe('moved on');
      await body.evaluate(() =>
        document
          .querySelectorAll('[data-was-active]')
          .forEach((each) => each.removeAttribute('data-was-active')),
      );
      if (!(await body.evaluate(() => document.hasFocus()))) break;
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

  it.each(['dark', 'high-contrast'] as const)(
    'has no serious accessibility problem and cuts nothing off in a %s theme, whatever its width',
    async (theme) => {
      await unfold(look);
      await looksRight(look, theme);
    },
  );

  it('has a matrix below the open list of its picker, whose legend follows what is picked', async () => {
    const { panel } = look;
    await look.wear('high-contrast');
    await widthTo(look, 560);
    const picker = panel.locator('.where vscode-dropdown').first();
    // It opens to the side that has more room.
    await picker.evaluate((node) => {
      node.scrollIntoView({ block: 'start' });
      window.scrollBy(0, -160);
    });
    await picker.click();
    const choices = picker.locator('vscode-option');
    await choices.first().waitFor(PATIENCE);
    for (const choice of await choices.all()) {
      const lies = () =>
        choice.evaluate((node) => {
          const { left, top, width, height } = node.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          const below = node.closest('vscode-dropdown')?.getBoundingClientRect().bottom ?? Infinity;
          return { below: y > below, onTop: document.elementFromPoint(x, y) === node };
        });
      await expect.poll(lies, PATIENCE).toEqual({ below: true, onTop: true });
    }
    const legend = panel.locator('.legend');
    await legend.getByText('wrong').waitFor(PATIENCE);
    await choices.filter({ hasText: 'Same as the original' }).click();
    await legend.getByText('same as the original').waitFor(PATIENCE);
    await legend.filter({ hasNotText: 'wrong' }).waitFor(PATIENCE);
    await picker.click();
    await choices.filter({ hasText: 'Confidence' }).click();
    await legend.getByText('Confidence × 100').waitFor(PATIENCE);
    expect(await accessibilityProblems(panel)).toEqual([]);
  });

  it.each(['dark', 'light'] as const)(
    'filters, finds and names its cases, and says that it scrolls, in a %s theme',
    async (theme) => {
      const { page, panel } = look;
      await look.wear(theme);
      const heads = panel.locator('.matrix thead th:not(.name, .figure)');
      const named = panel.locator('.named');
      for (const width of [300, 560, 1100]) {
        await widthTo(look, width);
        await panel.locator('.find').fill('kettle');
        await panel.getByText('1 of 16 cases match.').waitFor(PATIENCE);
        await expect.poll(() => heads.count(), PATIENCE).toBe(1);
        await panel.locator('.find').fill('');

        const filter = panel.locator('vscode-dropdown[aria-label="Which cases"]');
        await filter.click();
        await filter.locator('vscode-option', { hasText: 'Changed (10)' }).click();
        await panel.getByText('10 of 16 cases match.').waitFor(PATIENCE);
        await panel.locator('vscode-checkbox', { hasText: 'Names of cases' }).click();
        await heads.filter({ hasText: 'kettle' }).waitFor(PATIENCE);
        await panel.locator('.more', { hasText: /of 10 cases/ }).waitFor(PATIENCE);
        await heads.filter({ hasText: 'kettle' }).click();
        await page.keyboard.press('ArrowRight');
        await named
          .filter({ hasNotText: 'kettle' })
          .filter({ hasText: /^Case \d+, / })
          .waitFor();
        expect(await accessibilityProblems(panel), `${width} px`).toEqual([]);
        await page.screenshot({ path: join(PICTURES, `matrix-${theme}-${width}.png`) });

        await panel.locator('vscode-checkbox', { hasText: 'Names of cases' }).click();
        await panel.locator('.where [role=status] vscode-button').click();
        await panel.getByText('10 of 16 cases match.').waitFor({ state: 'detached', ...PATIENCE });
      }
    },
  );
});

describe('a report of long names', () => {
  it('breaks them where the panel is narrow, and stays within it', async () => {
    const folder = examplesCopy();
    await runCli(folder, ['test', 'prompts/triage.prompt.yml', '--replay', '--json', 'r.json']);
    const long = 'a_name_without_any_space_that_is_longer_than_the_panel_is_wide';
    const text = readFileSync(join(folder, 'r.json'), 'utf8');
    writeFileSync(
      join(folder, 'long.plumbline.json'),
      text.replaceAll('kettle', long).replaceAll('Review triage', `Review_${long}`),
    );
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'long.plumbline.json');
    await panel.locator('#why-title', { hasText: long }).waitFor(PATIENCE);
    await page.keyboard.press('Control+b');
    await page.locator('.explorer-folders-view').waitFor({ state: 'hidden', ...PATIENCE });
    const look: Look = { page, panel, wear: () => Promise.resolve() };
    for (const width of [300, 560]) {
      await widthTo(look, width);
      const over = () =>
        panel.locator('html').evaluate((node) => node.scrollWidth - node.clientWidth);
      await expect.poll(over, PATIENCE).toBeLessThanOrEqual(0);
      expect(await accessibilityProblems(panel), `${width} px`).toEqual([]);
    }
  });
});

describe('the panel of a prompt that answers in JSON', () => {
  it('has no serious accessibility problem and cuts nothing off in a light theme, whatever its width', async () => {
    const look = await panelAlone('contact');
    await unfold(look);
    await looksRight(look, 'light');
  });
});

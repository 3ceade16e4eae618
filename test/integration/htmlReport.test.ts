import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/editor/browser.mjs';
import { renderHtml } from '../../src/core/report/html.js';
import { folderWith } from '../support/cli.js';
import { sampleReport } from '../support/sampleReport.js';

let browser: Browser;
let address: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const folder = folderWith({});
  const path = join(folder, 'report.html');
  writeFileSync(path, renderHtml(await sampleReport()));
  address = pathToFileURL(path).href;
});
afterAll(() => browser?.close());

/** The report as somebody opens it; whatever the page complains of is an error. */
async function open(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on(
    'request',
    (request) => request.url() === address || complaints.push(`asked for ${request.url()}`),
  );
  await page.goto(address);
  return { page, complaints };
}

describe('the HTML report in a browser', () => {
  it('opens offline under its own security policy, asking for nothing', async () => {
    const { page, complaints } = await open({ offline: true });
    expect(await page.locator('h2').first().innerText()).toContain('Fragile');
    expect(complaints).toEqual([]);
  });

  it('shows its figures, and what is behind a cell, without any script', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('.matrix tbody tr').count()).toBe(7);
    expect(await page.locator('svg[role=img]').count()).toBe(3);
    await page.locator('.matrix a.cell').last().click();
    await page.locator('.detail:visible').first().waitFor();
    expect(await page.locator('.detail:visible').count()).toBe(1);
  });

  it('moves in the matrix by arrow keys and follows a cell by Enter', async () => {
    const { page } = await open();
    await page.locator('.matrix a.cell').first().focus();
    const labelled = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const first = await labelled();
    await page.keyboard.press('ArrowRight');
    expect(await labelled()).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    expect(await labelled()).toBe(first);
    await page.keyboard.press('Enter');
    await page.waitForURL(({ hash }) => hash !== '');
    expect(new URL(page.url()).hash).not.toBe('');
  });

  it('runs nothing of a hostile answer', async () => {
    const { page } = await open();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    expect(await page.locator('body').innerText()).not.toContain('undefined');
    expect(await page.locator('.detail script').count()).toBe(0);
    expect(dialogs).toEqual([]);
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['high contrast', { forcedColors: 'active' }],
  ] as [string, BrowserContextOptions][])(
    'has no accessibility problem in %s',
    async (_, options) => {
      const { page } = await open(options);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
  );

  it.each([320, 480, 860])('is not wider than a window of %i pixels', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
  });
});

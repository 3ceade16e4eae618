import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { viewOf } from '../../src/core/report/view.js';
import { answer, type fakeEndpoint } from '../support/endpoint.js';
import { eventually, runCli } from '../support/cli.js';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import {
  command,
  editorFocused,
  filesBelow,
  lens,
  openFile,
  panelOf,
  pickModel,
  testRecorded,
} from './editor.js';
import { PATIENCE, stories } from './story.js';

const { opened, withEndpoint } = stories();

describe('from the lens to an applied wording', () => {
  let report: Report;
  let folder: string;
  beforeAll(async () => {
    folder = examplesCopy();
    const { code } = await runCli(folder, [
      ...['test', 'prompts/triage.prompt.yml', '--replay', '--json', 'r.json'],
    ]);
    expect(code).toBe(0);
    report = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report;
  });

  it('a click fills the panel with the numbers of the command line; a wording is applied and undone; a reload loses nothing', async () => {
    const { page, reload, complaints } = await opened({ settings: { 'files.autoSave': 'off' } });
    const panel = panelOf(page);
    await testRecorded(page, 'triage.prompt.yml');

    await panel
      .locator('.strip', { hasText: `Done: ${report.totals.completed} recorded answers` })
      .waitFor(PATIENCE);
    const view = viewOf(report);
    await panel.locator('#verdict', { hasText: view.verdict.word }).waitFor(PATIENCE);
    const lead = panel.locator('.lead').first();
    await expect.poll(() => lead.innerText(), PATIENCE).toBe(view.verdict.sentence);
    const tiles = panel.locator('.tiles .value');
    await expect
      .poll(() => tiles.allInnerTexts(), PATIENCE)
      .toEqual(view.tiles.map(({ value }) => value));
    const figures = panel.locator('.matrix tbody .figure');
    await expect
      .poll(() => figures.allInnerTexts(), PATIENCE)
      .toEqual(view.matrix.rows.map(({ figure }) => figure));

    await panel
      .locator('.matrix .cell.on[aria-label*="Paraphrase 1, case kettle: wrong"]')
      .waitFor(PATIENCE);
    await panel.locator('.matrix .cell.on').click();
    await page.keyboard.press('ArrowRight');
    await panel.locator('#why-title', { hasText: 'Paraphrase 1, case' }).waitFor(PATIENCE);
    await page.keyboard.press('ArrowDown');
    await panel.locator('#why-title', { hasText: 'Paraphrase 2' }).waitFor(PATIENCE);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await panel.locator('#why-title', { hasText: 'Paraphrase 1, case kettle' }).waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await panel.locator('#why:focus').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await panel.locator('.cell.on:focus').waitFor(PATIENCE);

    await page.keyboard.press('Control+Enter');
    await page.locator('.monaco-diff-editor').waitFor(PATIENCE);
    await page.locator('.tab', { hasText: 'original ↔ Paraphrase 1' }).waitFor(PATIENCE);
    await page.keyboard.press('Control+w');

    await panel.locator('vscode-button', { hasText: 'Apply to file' }).click();
    await page.locator('.tab.dirty', { hasText: 'triage.prompt.yml' }).first().waitFor(PATIENCE);
    await panel
      .locator('.notice', { hasText: 'The prompt has changed since this run' })
      .waitFor(PATIENCE);
    await page.locator('.tab', { hasText: 'triage.prompt.yml' }).first().click();
    await editorFocused(page);
    await page.keyboard.press('Control+z');
    await panel
      .locator('.notice', { hasText: 'The prompt has changed' })
      .waitFor({ state: 'detached', ...PATIENCE });

    await reload();
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);
    await panel.locator('#why-title', { hasText: 'Paraphrase 1, case kettle' }).waitFor(PATIENCE);
    const ours = complaints.filter((text) => /plumbline|panel\.js/i.test(text));
    expect(ours).toEqual([]);
  });
});

/** What is sent at once where nothing else is said. */
const IN_FLIGHT = 4;

/** Of a run that the panel shows as ended: its report was written before. */
function newestReport(folder: string): Report {
  const reports = filesBelow(join(folder, '.plumbline/runs'))
    .filter((path) => path.endsWith('.plumbline.json'))
    .sort();
  return JSON.parse(readFileSync(reports.at(-1) as string, 'utf8')) as Report;
}

const slowly =
  (ms: number): Parameters<typeof fakeEndpoint>[0] =>
  (asked, response) =>
    void setTimeout(() => answer(asked, response, '{"label": "positive"}'), ms);

/** Answers as many calls as it is allowed to, and keeps the others waiting: a run is as far as the story wants it, however slow the machine. */
function gated(allowed: number) {
  const waiting: (() => void)[] = [];
  let left = allowed;
  const goOn = () => {
    for (; left > 0 && waiting.length > 0; left--) waiting.shift()?.();
  };
  const behave: Parameters<typeof fakeEndpoint>[0] = (asked, response) => {
    waiting.push(() => answer(asked, response, '{"label": "positive"}'));
    goOn();
  };
  const allow = (more: number) => {
    left += more;
    goOn();
  };
  return { behave, allow };
}

describe('a run that takes a while', () => {
  it('goes on when its panel is closed, is cancelled half way, and is gone on with', async () => {
    const { behave, allow } = gated(100);
    const { folder, endpoint } = await withEndpoint(behave);
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    await panel.locator('.strip progress').waitFor(PATIENCE);
    await page
      .locator('.statusbar-item', { hasText: /Plumbline: \d+ of \d+ calls/ })
      .waitFor(PATIENCE);

    await command(page, 'View: Close All Editors');
    await page
      .locator('.tab')
      .first()
      .waitFor({ state: 'detached', ...PATIENCE });
    const before = endpoint.asked.length;
    allow(60);
    await eventually(() => endpoint.asked.length > before + 8, PATIENCE.timeout);
    await page.locator('.statusbar-item', { hasText: /Plumbline: \d+ of/ }).click();
    await panel.locator('.strip progress').waitFor(PATIENCE);
    await panel.locator('#verdict', { hasText: 'so far' }).waitFor(PATIENCE);
    await panel.locator('.cell.on').focus();
    await page.keyboard.press('Enter');
    await panel.locator('#why:focus').waitFor(PATIENCE);
    const clear = () =>
      panel.locator('#why-title').evaluate((title) => {
        const strip = document.querySelector('.strip')?.getBoundingClientRect().bottom ?? 0;
        return title.getBoundingClientRect().top - strip;
      });
    await expect.poll(clear, PATIENCE).toBeGreaterThan(0);
    await panel.locator('.strip vscode-button', { hasText: 'Cancel' }).click();
    await panel.locator('.strip', { hasText: 'Stopped:' }).waitFor(PATIENCE);
    const sent = endpoint.asked.length;
    const stopped = newestReport(folder);
    expect(stopped.stopped).toBe('cancelled');
    // Calls that were in flight when it was cancelled arrived, and are not answered.
    expect(sent - stopped.totals.completed).toBeLessThanOrEqual(IN_FLIGHT);
    const resume = panel.locator('.notice vscode-button', { hasText: 'Resume' });
    await resume.waitFor(PATIENCE);
    expect(endpoint.asked.length).toBe(sent);

    allow(Infinity);
    await resume.click();
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    const all = newestReport(folder);
    expect(all.totals.failed).toBe(0);
    expect(endpoint.asked.length - sent).toBeLessThan(all.totals.completed);
  });

  it('that the endpoint stops says so, and keeps what is known', async () => {
    const { folder } = await withEndpoint((asked, response, call) => {
      if (call > 60) response.writeHead(401).end('{"error":{"message":"key was revoked"}}');
      else answer(asked, response, '{"label": "positive"}');
    });
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    const alert = panel.locator('[role=alert]', {
      hasText: /Stopped by the endpoint[\s\S]*key was revoked[\s\S]*calls are saved/,
    });
    await alert.waitFor(PATIENCE);
    await alert.locator('vscode-button', { hasText: 'Resume' }).waitFor(PATIENCE);
    await expect.poll(() => panel.locator('.matrix').count(), PATIENCE).toBe(1);
  });
});

describe('two windows on one folder', () => {
  it('both come to their end, and hostile answers are text in both', async () => {
    const hostile = '<img src=x onerror="document.title=1"> \u202ebilling';
    // By what was asked, so that the two windows see the same however their calls interleave.
    const { folder } = await withEndpoint((asked, response) => {
      const { length } = asked.messages.map(({ content }) => content).join('');
      answer(asked, response, length % 2 ? hostile : '{"label": "positive"}');
    });
    const { page, another } = await opened({ folder });
    const second = await another();
    for (const window of [page, second]) {
      await openFile(window, 'prompts', 'triage.prompt.yml');
      await lens(window, 'Test sensitivity').waitFor(PATIENCE);
    }
    await lens(page, 'Test sensitivity').click();
    await lens(second, 'Test sensitivity').click();
    for (const window of [page, second]) {
      const panel = panelOf(window);
      await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
      await panel.locator('.why', { hasText: '\\u{202e}billing' }).waitFor(PATIENCE);
      expect(await panel.locator('.why img').count()).toBe(0);
    }
    const kept = filesBelow(join(folder, '.plumbline/runs'));
    const history = readFileSync(kept.find((path) => path.endsWith('history')) as string, 'utf8');
    expect(
      history
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { word: string }).word),
    ).toHaveLength(2);
  });
});

describe('what is sent', () => {
  it('is asked for first when it is more than was allowed, and a key is asked for once and stands in no file', async () => {
    const KEY = 'sk-story-0123456789';
    const keys = new Set<string | undefined>();
    const { folder, endpoint } = await withEndpoint((asked, response, _call, request) => {
      keys.add(request.headers.authorization);
      answer(asked, response, '{"label": "negative"}');
    }, ', apiKey: { env: PLUMBLINE_STORY_KEY }');
    const { page, storage } = await opened({
      folder,
      settings: { 'plumbline.askAbove.calls': 10 },
    });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').click(PATIENCE);
    const input = page.locator('.quick-input-widget input[type=password]');
    await input.waitFor(PATIENCE);
    await input.fill(KEY);
    await page.keyboard.press('Enter');

    await panel.locator('#verdict', { hasText: 'Send 256 calls?' }).waitFor(PATIENCE);
    expect(endpoint.asked).toEqual([]);
    await panel.locator('vscode-button', { hasText: 'Cancel' }).click();
    await panel.locator('#verdict', { hasText: 'Not tested yet' }).waitFor(PATIENCE);
    expect(endpoint.asked).toEqual([]);

    await panel.locator('vscode-button', { hasText: 'Test sensitivity' }).click();
    await panel.locator('vscode-button', { hasText: 'Send 256 calls' }).click(PATIENCE);
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    expect([...keys]).toEqual([`Bearer ${KEY}`]);
    const holding = [...filesBelow(folder), ...filesBelow(storage)].filter((path) =>
      readFileSync(path).includes(KEY),
    );
    expect(holding).toEqual([]);
  });

  it('is nothing while the workspace is not trusted, and the editor says why', async () => {
    const { folder, endpoint } = await withEndpoint(slowly(1));
    const { page } = await opened({ folder, askForTrust: true });
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'this workspace is not trusted, so nothing is sent').waitFor(PATIENCE);
    await command(page, 'Plumbline: Show sensitivity panel');
    const panel = panelOf(page);
    await panel.locator('.lead', { hasText: 'not trusted' }).waitFor(PATIENCE);
    await panel
      .locator('vscode-button[disabled]', { hasText: 'Test sensitivity' })
      .waitFor(PATIENCE);
    await panel.locator('vscode-button', { hasText: 'Manage trust' }).waitFor(PATIENCE);
    expect(endpoint.asked).toEqual([]);
  });
});

describe('other models', () => {
  it('a model of the editor is picked from the list, and the result is labelled', async () => {
    const { page } = await opened();
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await pickModel(page, 'Echo (plumbline-test)');
    await lens(page, 'Test sensitivity').click();
    await panel.locator('.strip', { hasText: 'Done:' }).waitFor(PATIENCE);
    await panel.locator('.meta', { hasText: 'echo-1' }).waitFor(PATIENCE);
    await panel.locator('.tiles', { hasText: 'from agreement' }).waitFor(PATIENCE);
    await panel
      .locator('.points', { hasText: 'returns no token probabilities' })
      .first()
      .waitFor(PATIENCE);
  });
});

/** Whether results stand at the end of lines, and the tops of the lines where a red message is drawn over one. */
const lineEnds = (page: Page) =>
  page.evaluate(() => {
    const topOf = (element: Element) => Math.round(element.getBoundingClientRect().top);
    const withResult = [...document.querySelectorAll('.view-line span span')]
      .filter((each) => /variants/.test(getComputedStyle(each, '::after').content))
      .map(topOf);
    const red = [...document.querySelectorAll('.test-error-content-widget')].map(topOf);
    const both = red.filter((top) => withResult.some((other) => Math.abs(other - top) < 8));
    return { results: withResult.length > 0, both };
  });

describe('the test explorer', () => {
  it('runs prompts, and tells the result of each and of its cases', async () => {
    const { page } = await opened();
    await openFile(page, 'prompts', 'triage.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await pickModel(page, 'Recorded answers');
    await command(page, 'Testing: Focus on Test Explorer View');
    const rows = page.locator('.test-explorer .monaco-list-row');
    const triage = rows.filter({ hasText: 'triage.prompt.yml' }).first();
    // The tree is drawn again when the library has come, with what was open closed.
    const open = (row: Locator) =>
      expect
        .poll(async () => {
          if ((await row.getAttribute('aria-expanded')) === 'true') return true;
          await row.click(PATIENCE);
          if ((await row.getAttribute('aria-expanded')) !== 'true')
            await page.keyboard.press('ArrowRight');
          return false;
        }, PATIENCE)
        .toBe(true);
    await open(rows.filter({ hasText: 'prompts' }).first());
    // What is open is there already; the rest comes with the library.
    await rows.filter({ hasText: 'capitals.prompt.yml' }).first().waitFor(PATIENCE);
    await open(triage);
    await rows.filter({ hasText: 'kettle' }).first().waitFor(PATIENCE);
    await triage.hover();
    await triage.locator('.codicon-testing-run-icon').click();
    const marked = (name: string, mark: string) =>
      rows
        .filter({ hasText: name })
        .first()
        .locator(`.codicon-testing-${mark}-icon`)
        .waitFor(PATIENCE);
    await marked('triage.prompt.yml', 'failed');
    await marked('kettle', 'failed');
    await marked('backpack', 'passed');
    await command(page, 'View: Hide Panel');
    await expect
      .poll(() => page.locator('.test-error-content-widget').count(), PATIENCE)
      .toBeGreaterThan(0);
    await expect.poll(() => lineEnds(page), PATIENCE).toMatchObject({ results: true, both: [] });
  });
});

describe('report files', () => {
  it('open by themselves; a newer or damaged one says what it is', async () => {
    const folder = examplesCopy();
    await runCli(folder, [
      ...['test', 'prompts/triage.prompt.yml', '--replay', '--json', 'good.plumbline.json'],
    ]);
    const text = readFileSync(join(folder, 'good.plumbline.json'), 'utf8');
    writeFileSync(
      join(folder, 'newer.plumbline.json'),
      text.replace(/"version": \d+/, '"version": 9'),
    );
    writeFileSync(join(folder, 'damaged.plumbline.json'), text.slice(0, text.length / 2));
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'good.plumbline.json');
    await panel.locator('#verdict', { hasText: 'Fragile' }).waitFor(PATIENCE);
    expect(await panel.locator('vscode-button', { hasText: 'Run again' }).count()).toBe(0);
    await page.keyboard.press('Control+w');
    await openFile(page, 'newer.plumbline.json');
    await panel.locator('.lead', { hasText: 'is a report of version 9' }).waitFor(PATIENCE);
    await page.keyboard.press('Control+w');
    await openFile(page, 'damaged.plumbline.json');
    await panel.locator('.lead', { hasText: 'is not a whole report' }).waitFor(PATIENCE);
  });
});

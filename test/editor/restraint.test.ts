/** The threshold of confidence in the panel: moved by keyboard, with the cases behind each number. */

import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.js';
import type { Asked } from '../support/endpoint.js';
import { accessibilityProblems } from './accessibility.js';
import { command, lens, openFile, panelOf, writeSettings } from './editor.js';
import { PATIENCE, PICTURES, stories } from './story.js';

const { opened, withEndpoint } = stories();
const CASES = 80;
const PROMPT = `name: Parity
model: trial
modelParameters: { temperature: 0 }
messages:
  - { role: system, content: Say even or odd. Answer with one word. }
  - { role: user, content: 'Number: {{n}}' }
testData:
${Array.from({ length: CASES }, (_, n) => `  - { id: n${n}, n: 'value ${n}', expected: ${n % 2 ? 'odd' : 'even'} }`).join('\n')}
sensitivity:
  repeats: 1
  variants: { format: 0 }
  restraint:
    confidence: { action: fallback }
    context: { require: [n] }
    goal: { statement: tell even from odd }
`;

/** Every tenth answer is wrong and unsure; the others are surer the higher the number. */
function answerNumber(asked: Asked, response: ServerResponse): void {
  const user = asked.messages.at(-1)?.content ?? '';
  const n = Number(/value (\d+)/.exec(user)?.[1] ?? Number.NaN);
  const isWrong = n % 10 === 5;
  const text = Number.isNaN(n) ? 'I cannot tell.' : (n % 2 === 1) !== isWrong ? 'odd' : 'even';
  const logprob = Math.log(isWrong ? 0.5 + n / 400 : 0.8 + n / 450);
  const content = [{ token: text, logprob, bytes: null, top_logprobs: [] }];
  const event = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  event({ model: 'm', choices: [{ index: 0, delta: { content: text }, logprobs: { content } }] });
  event({ model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  response.end('data: [DONE]\n\n');
}

describe('the threshold of confidence', () => {
  it('is moved by keyboard, says what it does, and shows the cases behind a number', async () => {
    const { folder } = await withEndpoint(answerNumber);
    writeFileSync(join(folder, 'prompts/parity.prompt.yml'), PROMPT);
    const { code, stderr } = await runCli(folder, ['restraint', 'prompts/parity.prompt.yml']);
    expect(code, stderr).toBe(0);
    const { page } = await opened({ folder });
    const panel = panelOf(page);
    await openFile(page, 'prompts', 'parity.prompt.yml');
    await lens(page, 'Test sensitivity').waitFor(PATIENCE);
    await command(page, 'Plumbline: Show sensitivity panel');
    const section = panel.locator('section[aria-labelledby="study-restraint"]');
    const handle = section.locator('#risk-handle');
    const said = section.locator('.risk p[aria-live]');
    await said.filter({ hasText: 'of 80 cases are answered' }).waitFor(PATIENCE);

    await handle.focus();
    await page.keyboard.press('End');
    await said.filter({ hasText: '80 of 80 cases are answered (100 %); 10 %' }).waitFor(PATIENCE);
    expect(await handle.getAttribute('aria-valuetext')).toContain('80 of 80 cases');
    await page.keyboard.press('ArrowLeft');
    await said.filter({ hasText: '79 of 80 cases are answered (99 %); 9 %' }).waitFor(PATIENCE);
    for (let press = 0; press < 7; press++) await page.keyboard.press('ArrowLeft');
    await said.filter({ hasText: '72 of 80 cases are answered (90 %); 0 %' }).waitFor(PATIENCE);

    await section.locator('.risk button', { hasText: /^\s*8\s*$/ }).click();
    const cases = section.locator('#risk-cases');
    await cases.filter({ hasText: 'Held back because wrong: 8' }).waitFor(PATIENCE);
    expect(await cases.locator('li').count()).toBe(8);

    const gate = section.locator('tr', { hasText: 'Gate: confidence' }).locator('details');
    const behind = gate.filter({ hasText: /Passed rightly: \d+ cases/ });
    expect(await behind.locator('li').first().isVisible()).toBe(false);
    await behind.locator('summary').click();
    await behind.locator('li').first().waitFor(PATIENCE);
    expect(await behind.locator('li').first().textContent()).toMatch(/^case n\d+$/);
    expect(await behind.locator('li').last().textContent()).toMatch(/^and \d+ more$/);

    for (const [name, theme] of [
      ['dark', 'Default Dark Modern'],
      ['light', 'Default Light Modern'],
      ['high-contrast', 'Default High Contrast'],
    ] as const) {
      writeSettings(folder, { 'workbench.colorTheme': theme });
      await panel.locator(`body.vscode-${name}`).waitFor(PATIENCE);
      await section.locator('.risk').scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(PICTURES, `restraint-${name}.png`) });
      expect(await accessibilityProblems(panel)).toEqual([]);
    }
  });
});

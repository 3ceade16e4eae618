import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious in the panel as it stands, with the elements. */
export async function accessibilityProblems(panel: FrameLocator): Promise<string[]> {
  const owner = await (await panel.locator('html').elementHandle())?.ownerFrame();
  if (!owner) throw new Error('the panel has no frame');
  // As an expression of the debugger: the panel's own policy allows no script but its own.
  await owner.evaluate(AXE);
  const results = (await owner.evaluate(
    // Of what passes, one element a rule: naming all of them would take most of the time.
    "axe.run({ resultTypes: ['violations'], elementRef: false })",
  )) as AxeResults;
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

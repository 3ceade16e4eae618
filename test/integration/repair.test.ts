import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repairSchema } from '../../src/core/studies/repair/schema.js';
import { hashInt } from '../../src/core/text/hash.js';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, type Behaviour } from '../support/endpoint.js';
import { repairText } from '../support/simulatedRepair.js';

const endpointThat = endpointsOfEachTest();
const LABELS = ['bug', 'billing', 'praise'];

/** Right where the labels are listed; else what the wording and the case make of it. */
const wantsLabels: Behaviour = (asked, response) => {
  const whole = asked.messages.map(({ content }) => content).join('\n');
  const n = Number([...whole.matchAll(/number (\d+)/g)].at(-1)?.[1]);
  const isRight = whole.includes('bug, billing, praise') || hashInt(whole) % 2 === 0;
  answer(asked, response, LABELS[(n + (isRight ? 0 : 1)) % 3] ?? '');
};
const noise: Behaviour = (asked, response) =>
  answer(asked, response, LABELS[hashInt(JSON.stringify(asked.messages)) % 3] ?? '');

const steady = (cases: number) =>
  repairText(cases).replace('model: local', 'model: local\nmodelParameters: { temperature: 0 }');

async function repaired(behave: Behaviour, cases: number, args: readonly string[] = []) {
  const { baseUrl, asked } = await endpointThat(behave);
  const folder = folderWith({ 'p.prompt.yml': steady(cases) });
  const ended = await runCli(folder, [
    ...['repair', 'p.prompt.yml', '--base-url', baseUrl, '--model', 'm', '--concurrency', '8'],
    ...['--variants', 'format=1,persona=1,politeness=1', '--json', ...args],
  ]);
  const text = readFileSync(join(folder, 'p.prompt.yml'), 'utf8');
  return { ...ended, calls: asked.length, text };
}

describe('repair', () => {
  it('finds the change that a server rewards, as one JSON value, and writes it to the file', async () => {
    const { code, stdout, stderr, text } = await repaired(wantsLabels, 84, ['--apply']);
    expect(code, stderr).toBe(0);
    const { findings } = repairSchema.parse(JSON.parse(stdout));
    expect(findings.winner).toMatchObject({
      edit: { code: 'list-labels' },
      heldOutCases: findings.cases.heldOut,
    });
    expect(findings.winner?.accuracy.value).toBeGreaterThan(findings.original.accuracy.value ?? 1);
    expect(text).toContain('The possible labels are: bug, billing, praise.');
    expect(stderr).toContain('Wrote the change to p.prompt.yml.');
  });

  it('leaves the file as it is where nothing is better', async () => {
    const { code, stdout, stderr, text } = await repaired(noise, 40, ['--apply']);
    expect(code, stderr).toBe(0);
    expect(repairSchema.parse(JSON.parse(stdout)).findings.winner).toBeNull();
    expect(text).toBe(steady(40));
    expect(stderr).toContain('no change is offered');
  });

  it('says what is missing below 40 cases, and sends nothing', async () => {
    const { code, stderr, calls } = await repaired(wantsLabels, 39);
    expect(code).toBe(2);
    expect(stderr).toContain('Add 1 under `testData:`');
    expect(calls).toBe(0);
  });

  it('ends with 4 where the budget ends half way, and prints what is known', async () => {
    const { code, stdout } = await repaired(wantsLabels, 84, ['--budget-calls', '300']);
    expect(code).toBe(4);
    const { findings, stopped } = repairSchema.parse(JSON.parse(stdout));
    expect(stopped).toBe('budget');
    expect(findings).toMatchObject({ reached: 'search', winner: null });
  });

  it('shows every round of its plan before anything is sent', async () => {
    const { stderr, calls } = await repaired(wantsLabels, 84, ['--dry-run']);
    expect(stderr).toMatch(
      /\+ \d[\d,]* calls \+ \d[\d,]* calls \+ \d[\d,]* calls = \d[\d,]* calls at most/,
    );
    expect(calls).toBe(0);
  });
});

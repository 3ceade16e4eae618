import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/core/studies/sensitivity/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  endpointsOfEachTest,
  type Behaviour,
  type FakeEndpoint,
} from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();
let endpoint: FakeEndpoint;

const CASES = 120;
/** Cells that are asked twice to tell that the server is deterministic. */
const PROBE = 150;
const NUMBERS = `name: Numbers
model: local
modelParameters: { temperature: 0 }
messages:
  - role: system
    content: Say even or odd. Answer with one word.
  - role: user
    content: |-
      Number: {{n}}
      Answer:
testData:
${Array.from({ length: CASES }, (_, n) => `  - { n: ${n}, expected: ${n % 2 === 0 ? 'even' : 'odd'} }`).join('\n')}
`;
const always: Behaviour = (asked, response) => {
  const n = /(\d+)/.exec(asked.messages.at(-1)?.content ?? '')?.[1];
  answer(asked, response, Number(n) % 2 === 0 ? 'even' : 'odd');
};

async function testNumbers(folder: string, args: readonly string[]) {
  const before = endpoint.asked.length;
  const model = ['--base-url', endpoint.baseUrl, '--model', 'm'];
  const ended = await runCli(folder, [
    'test',
    'n.prompt.yml',
    ...model,
    ...['--variants', 'format=2,persona=1', '--no-cache', '--json', 'out.json'],
    ...args,
  ]);
  const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')));
  return { ...ended, report, calls: endpoint.asked.length - before };
}

describe('a run that stops early', () => {
  it.each(['1', '4'])('ends well and says what it saved, with %s calls at once', async (many) => {
    endpoint = await endpointThat(always);
    const { code, report, calls, stdout } = await testNumbers(
      folderWith({ 'n.prompt.yml': NUMBERS }),
      ['--concurrency', many],
    );
    expect(code).toBe(0);
    expect(report.stopped).toBeNull();
    expect(report.verdict.code).toBe('stable');
    expect(report.deterministic).toBe(true);
    expect(report.stoppedEarly).toMatchObject({ by: 'verdict', cases: 56 });
    expect(calls + (report.stoppedEarly?.callsSaved ?? 0)).toBe(CASES * 4 + PROBE);
    expect(stdout).toContain(
      `${report.stoppedEarly?.callsSaved} calls saved: the verdict was clear after 56 of 120 cases`,
    );
    expect(report.metrics['pss.excess']?.n).toBe(56);
  });

  it('asks nothing when it is resumed, and the rest when it is told not to stop early', async () => {
    endpoint = await endpointThat(always);
    const folder = folderWith({ 'n.prompt.yml': NUMBERS });
    const first = await testNumbers(folder, []);
    const again = await testNumbers(folder, ['--resume']);
    expect(again.calls).toBe(0);
    expect(again.report.stoppedEarly).toEqual(first.report.stoppedEarly);
    expect(again.report.metrics).toEqual(first.report.metrics);
    const whole = await testNumbers(folder, ['--resume', '--no-stop-early']);
    expect(whole.calls).toBe(CASES * 4 + PROBE - first.calls);
    expect(whole.report.stoppedEarly).toBeNull();
    expect(whole.report.verdict.code).toBe(first.report.verdict.code);
  });

  it('runs to its end where the prompt says so', async () => {
    endpoint = await endpointThat(always);
    const { report } = await testNumbers(
      folderWith({ 'n.prompt.yml': `${NUMBERS}sensitivity:\n  stop: never\n` }),
      [],
    );
    expect(report.stoppedEarly).toBeNull();
    expect(report.totals.completed).toBe(CASES * 4 + PROBE);
  });
});

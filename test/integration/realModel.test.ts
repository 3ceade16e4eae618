import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { examplesCopy } from '../../scripts/editor/examples.mjs';
import { restraintResultSchema } from '../../src/core/studies/restraint/schema.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { parseFrozen } from '../../src/core/variants/frozen.js';
import type { TrialModelServer } from '../../src/node/trialModel/server.js';
import { eventually, folderWith, runCli, startCli, type Ended } from '../support/cli.js';
import { countingProxy, type CountingProxy } from '../support/countingProxy.js';
import { trialModel } from '../support/trialModel.js';

let server: TrialModelServer | null = null;
let proxy: CountingProxy | null = null;
let missing = '';

beforeAll(async () => {
  const found = await trialModel();
  if ('missing' in found) missing = found.missing;
  else {
    server = found.server;
    proxy = await countingProxy(server.baseUrl);
  }
});
afterAll(async () => {
  await proxy?.close();
  await server?.stop();
});

/** The counted address of the real server; skips the test, saying why, where there is none. */
function realServer(context: TestContext): CountingProxy {
  if (!proxy) context.skip(`the trial model cannot be had: ${missing}`);
  return proxy as CountingProxy;
}

const ARGS = [
  'test',
  'prompts/triage.prompt.yml',
  '--model',
  'smollm2-135m-instruct',
  '--concurrency',
  '2',
  '--variants',
  'paraphrase=1,format=1,persona=1',
  // Enough for every step, and no more: each call takes a while on two cores.
  '--sample',
  '4',
];
const readReport = (folder: string, name = 'r.json') =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
/** Answers that are written. */
const answersKept = (folder: string) => {
  const runs = join(folder, '.plumbline/runs/prompts/triage.prompt.yml');
  if (!existsSync(runs)) return 0;
  const journals = readdirSync(runs).filter((name) => name.endsWith('.jsonl'));
  const whole = journals.flatMap((name) =>
    readFileSync(join(runs, name), 'utf8').split('\n').slice(0, -1),
  );
  return whole.filter((line) => line.includes('"status":"completed"')).length;
};

describe('a run on the real model', () => {
  /** Made once for all that compare with it. */
  let whole: Promise<{ folder: string; ended: Ended; calls: number }> | null = null;
  const wholeRun = (context: TestContext) => (whole ??= runWhole(context));
  async function runWhole(context: TestContext) {
    const { baseUrl, count } = realServer(context);
    const folder = examplesCopy();
    const before = count();
    const reports = ['--json', 'r.json', '--html', 'r.html'];
    const ended = await runCli(folder, [...ARGS, '--base-url', baseUrl, ...reports]);
    return { folder, ended, calls: count() - before };
  }

  it('reports real probabilities, and costs nothing when repeated', async (context) => {
    const { baseUrl, count } = realServer(context);
    const { folder, ended, calls } = await wholeRun(context);
    expect(ended.code).toBe(0);
    const report = readReport(folder);
    expect(report.totals.requests).toBe(calls);
    expect(report.totals.completed + report.totals.skipped).toBe(report.totals.planned);
    expect(report.confidence.tier).toBe('answer');
    expect(report.confidence.envelope.value).toBeGreaterThan(0);
    expect(report.confidence.envelope.value).toBeLessThan(1);
    expect(report.outcomes[0]?.ttftMs).toBeGreaterThan(0);
    expect(report.usage.promptTokens).toBeGreaterThan(1000);

    const asked = count();
    const again = await runCli(folder, [...ARGS, '--base-url', baseUrl, '--json', 'again.json']);
    expect(again.code).toBe(0);
    expect(count()).toBe(asked);
    expect(readReport(folder, 'again.json').verdict).toEqual(report.verdict);
  });

  it('killed three times sends what was missing, and ends with the report of one that was not', async (context) => {
    const { baseUrl, count } = realServer(context);
    const args = [...ARGS, '--base-url', baseUrl, '--no-cache'];
    const { folder: undisturbed } = await wholeRun(context);
    const folder = examplesCopy();
    for (const kill of [1, 2, 3]) {
      const [before, had] = [count(), answersKept(folder)];
      const run = startCli(folder, [...args, ...(kill > 1 ? ['--resume'] : [])]);
      await eventually(() => answersKept(folder) >= 8 * kill, 200_000);
      run.child.kill('SIGKILL');
      await run.ended;
      // What was in flight is asked again; everything that was answered and written is not.
      expect(count() - before - (answersKept(folder) - had)).toBeLessThanOrEqual(2);
    }
    expect((await runCli(folder, [...args, '--resume', '--json', 'r.json'])).code).toBe(0);
    const timeless = ({ verdict, metrics, totals, outcomes }: ReturnType<typeof readReport>) => ({
      ...{ verdict, metrics, totals },
      outcomes: outcomes.map(({ latencyMs: _, ttftMs: __, ...each }) => each),
    });
    expect(timeless(readReport(folder))).toEqual(timeless(readReport(undisturbed)));
  });

  it('cancelled half way says so, and goes on with exactly what was missing', async (context) => {
    const { baseUrl, count } = realServer(context);
    const folder = examplesCopy();
    const args = [...ARGS, '--base-url', baseUrl, '--no-cache'];
    const before = count();
    const first = startCli(folder, args);
    await eventually(() => answersKept(folder) >= 12, 200_000);
    first.child.kill('SIGINT');
    const ended = await first.ended;
    const kept = answersKept(folder);
    const firstCalls = count() - before;
    // What was in flight is asked again; everything that was answered and written is not.
    expect(firstCalls - kept).toBeLessThanOrEqual(2);
    expect(ended.code).toBe(130);
    expect(ended.stderr).toContain('--resume');

    const second = await runCli(folder, [...args, '--resume', '--json', 'r.json']);
    expect(second.code).toBe(0);
    const report = readReport(folder);
    expect(count() - before - firstCalls).toBe(report.totals.completed - kept);
    expect(report.totals.completed).toBe(
      report.outcomes.filter(({ status }) => status === 'completed').length,
    );
    // Those in flight may be charged too.
    expect(report.totals.requests).toBeGreaterThanOrEqual(count() - before);
    expect(report.totals.failed).toBe(0);
    expect(report.stopped).toBeNull();
  });

  it('starts the trial model without running any Python the folder brings', async (context) => {
    realServer(context);
    const folder = examplesCopy();
    const hostile = `open(${JSON.stringify(join(folder, 'executed'))}, 'w').close()\n`;
    for (const name of ['json', 'os', 'tempfile', 'pip', 'xllamacpp', 'sitecustomize'])
      writeFileSync(join(folder, `${name}.py`), hostile);
    const args = ['test', 'prompts/triage.prompt.yml', '--model', 'trial', '--sample', '1'];
    const { code, stderr } = await runCli(folder, [...args, '--variants', 'persona=1'], {
      PYTHONPATH: folder,
    });
    expect(stderr).not.toContain('did not start');
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'executed'))).toBe(false);
  });

  it('refuses to go on with a run that was never begun', async (context) => {
    const { baseUrl } = realServer(context);
    const { code, stderr } = await runCli(examplesCopy(), [
      ...ARGS,
      '--base-url',
      baseUrl,
      '--resume',
    ]);
    expect(stderr).toContain('No earlier run');
    expect(code).toBe(2);
  });

  it('finds out what the endpoint can do', async (context) => {
    const { baseUrl } = realServer(context);
    const { code, stdout } = await runCli(folderWith({}), [
      'doctor',
      '--base-url',
      baseUrl,
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'smollm2-135m-instruct',
      capabilities: {
        answers: true,
        logprobs: true,
        temperature: true,
        seed: true,
        usage: true,
        streaming: true,
      },
    });
  });

  it('asks the model for paraphrases once, gates them, and keeps what came of it', async (context) => {
    const { baseUrl, count } = realServer(context);
    const prompt = readFileSync('examples/prompts/triage.prompt.yml', 'utf8');
    const folder = folderWith({ 'p.prompt.yml': prompt });
    const run = () =>
      runCli(folder, [
        'variants',
        'p.prompt.yml',
        '--base-url',
        baseUrl,
        '--variants',
        'paraphrase=1',
        '--json',
      ]);
    const before = count();
    const first = await run();
    expect(first.code).toBe(0);
    const made = JSON.parse(first.stdout) as {
      status: string;
      gate: { entails: boolean | null };
    }[];
    // A model this small seldom writes or judges well: what it wrote was not turned down, or is told with its step.
    const pending = made.filter(({ status }) => status === 'pending');
    if (pending.length === 1) expect(pending[0]?.gate.entails).not.toBe(false);
    else
      expect(first.stderr).toMatch(
        /3 variants rejected: .*at (?:form|invariants|drift|requirements)/,
      );
    expect(count()).toBeGreaterThan(before);

    const frozen = parseFrozen(
      readFileSync(join(folder, '.plumbline/variants/p.prompt.yml.yml'), 'utf8'),
    ).frozen;
    expect(frozen?.asked?.map(({ wanted }) => wanted)).toEqual([1]);
    expect(frozen?.variants.length).toBe(made.length - 1);

    const asked = count();
    const again = await run();
    expect(count()).toBe(asked);
    expect(JSON.parse(again.stdout)).toEqual(made);
  });
});

describe('the trial model’s server', () => {
  it('does not outlive the process that started it', async (context) => {
    realServer(context);
    if (process.platform !== 'linux') context.skip('processes are looked up in /proc');
    const child = spawn(
      process.execPath,
      [
        'dist/cli.js',
        'test',
        'examples/prompts/summary.prompt.yml',
        '--model',
        'trial',
        '--no-cache',
        '--variants',
        'format=2',
        '--sample',
        '2',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await eventually(() => said.includes('calls ·'), 200_000);
    const own = serversOf(child.pid as number);
    expect(own).toHaveLength(1);
    child.kill('SIGKILL');
    await eventually(() => own.every((pid) => !existsSync(`/proc/${pid}`)), 60_000);
  });
});

/** Child processes, by /proc. */
function serversOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(parent)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('restraint on the real model', () => {
  it('is measured where the context is missing: it guesses, and hardly ever says so', async (context) => {
    const { baseUrl } = realServer(context);
    const { code, stdout, stderr } = await runCli(examplesCopy(), [
      ...['restraint', 'studies/countries.prompt.yml', '--model', 'smollm2-135m-instruct'],
      ...['--base-url', baseUrl, '--concurrency', '2', '--sample', '8', '--repeats', '1'],
      ...['--variants', 'format=1', '--json'],
    ]);
    expect(code, stderr).toBe(0);
    const { findings } = restraintResultSchema.parse(JSON.parse(stdout));
    const { missingContext, grounding, expected } = findings;
    const { guessed, abstained, clarified, empty, of, rate, byKind } = missingContext;
    expect(byKind.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['variable', 'contradiction']),
    );
    // Each of 8 cases in two wordings, with its notes emptied and with notes that contradict each other, at least.
    expect(of).toBeGreaterThanOrEqual(8 * 2 * 2);
    expect(guessed + abstained + clarified + empty).toBe(of);
    expect(rate).toBeGreaterThan(0.5);
    expect(findings.noThreshold).toBe('few-cases');
    expect(grounding?.answers).toBeGreaterThan(0);
    expect(expected.tokens?.value).toBeGreaterThan(10);
  });
});

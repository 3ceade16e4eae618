/**
 * Wall time over the physical limit ceil(N / C) × latency, CPU per call over the bare SDK's, cached re-run, start-up and
 * memory: all ratios taken in one run, since absolute times on a shared machine mean little.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promptfoo, promptfooEnvironment, writePromptfooConfig } from './rivals.mjs';

const CLI = resolve('dist/cli.js');
const WORDINGS = 8;
/** The second tells what a call takes beyond start and end. */
const [FEW, MANY] = [1000, 5000];

/** Runs a command to its end; seconds of wall and CPU time, and peak memory in MB. */
function timed(command, args, cwd, env = {}) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn('/usr/bin/time', ['-f', '%U %S %M', command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.on('error', fail);
    child.on('close', (code) => {
      const [user, system, kilobytes] = said.trim().split('\n').at(-1).split(' ').map(Number);
      done({
        code,
        wall: (performance.now() - started) / 1000,
        cpu: user + system,
        megabytes: kilobytes / 1024,
      });
    });
  });
}

async function startServer(latencyMs) {
  const child = spawn(process.execPath, ['bench/server.mjs', String(latencyMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise((done) =>
    child.stdout.once('data', (text) => done(String(text).trim())),
  );
  return { baseUrl: `http://127.0.0.1:${port}/v1`, stop: () => child.stdin.end() };
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
/** The name of a prompt that makes so many calls. */
function promptOf(calls) {
  const rows = Array.from(
    { length: calls / WORDINGS },
    (_, index) => `  - text: case ${index}\n    expected: word`,
  ).join('\n');
  const name = `${calls}.prompt.yml`;
  writeFileSync(
    join(folder, name),
    `messages:\n  - role: system\n    content: You read texts. Read the text first. Think of the reader. Answer with one word.\n  - role: user\n    content: |-\n      Task: Say a word.\n      Text: {{text}}\n      Word:\ntestData:\n${rows}\n`,
  );
  return name;
}
// With the original, `WORDINGS`: every call of the limit is made.
const VARIANTS = 'format=4,persona=1,politeness=1,whitespace=1';
const ours = (baseUrl, { concurrency, streamed, calls = FEW }, more) =>
  timed(
    process.execPath,
    [
      CLI,
      'test',
      promptOf(calls),
      '--base-url',
      baseUrl,
      '--model',
      'm',
      '--variants',
      VARIANTS,
      '--repeats',
      '1',
      '--no-stop-early',
      '--concurrency',
      String(concurrency),
      ...(streamed ? [] : ['--no-stream']),
      ...more,
    ],
    folder,
  );

const figure = (name, value, budget) =>
  process.stdout.write(`${name.padEnd(66)} ${value.toFixed(2).padStart(7)}   budget ${budget}\n`);

for (const { latencyMs, concurrency, streamed, wallBudget } of [
  { latencyMs: 50, concurrency: 20, streamed: false, wallBudget: 1.15 },
  { latencyMs: 200, concurrency: 100, streamed: true, wallBudget: 1.3 },
  { latencyMs: 50, concurrency: 100, streamed: false, wallBudget: 1.6 },
]) {
  const server = await startServer(latencyMs);
  const limitOf = (calls) => (Math.ceil(calls / concurrency) * latencyMs) / 1000;
  const label = `${latencyMs} ms, ${concurrency} at once, ${streamed ? 'streamed' : 'whole'}`;
  const measured = {};
  for (const calls of [FEW, MANY]) {
    const bare = await timed(process.execPath, [
      'bench/bareClient.mjs',
      server.baseUrl,
      calls,
      concurrency,
      streamed,
    ]);
    const own = await ours(server.baseUrl, { concurrency, streamed, calls }, ['--no-cache']);
    const limit = limitOf(calls);
    const name = `${label}, ${calls} calls`;
    figure(
      `${name}: wall / limit (bare SDK ${(bare.wall / limit).toFixed(2)})`,
      own.wall / limit,
      wallBudget,
    );
    measured[calls] = { bare, own };
  }
  const [few, many] = [measured[FEW], measured[MANY]];
  figure(`${label}: CPU / bare SDK's`, few.own.cpu / few.bare.cpu, streamed ? 2.5 : 1.5);
  const beyondStart = ((many.own.cpu - few.own.cpu) * 1000) / (MANY - FEW);
  const bareBeyond = ((many.bare.cpu - few.bare.cpu) * 1000) / (MANY - FEW);
  figure(
    `${label}: CPU ms a call beyond start (bare SDK ${bareBeyond.toFixed(2)})`,
    beyondStart,
    0.9,
  );
  if (concurrency === 20) {
    await ours(server.baseUrl, { concurrency, streamed }, []);
    const cached = await ours(server.baseUrl, { concurrency, streamed }, []);
    figure(`${label}: cached re-run, seconds`, cached.wall, '0.55');
    figure(`${label}: peak memory, MB`, few.own.megabytes, 200);
    const rival = promptfoo();
    if (rival) {
      const config = writePromptfooConfig(folder, {
        ...{ baseUrl: server.baseUrl, wordings: WORDINGS, cases: FEW / WORDINGS },
      });
      const work = ['eval', '-c', config, '-j', String(concurrency), '--no-cache', '--no-table'];
      const theirs = await timed(rival, work, folder, promptfooEnvironment(folder));
      // It ends with 100 where an assertion failed.
      if (theirs.code !== 0 && theirs.code !== 100) throw new Error('promptfoo did not run.');
      figure(`${label}: promptfoo, wall / limit`, theirs.wall / limitOf(FEW), '–');
      figure(`${label}: promptfoo, CPU / bare SDK's`, theirs.cpu / few.bare.cpu, '–');
      figure(`${label}: promptfoo, peak memory, MB`, theirs.megabytes, '–');
    }
  }
  server.stop();
}
// Without latency, so that a run of 50,000 calls ends: what is measured is memory, and a run whose answers are known.
for (const [calls, peakBudget, againBudget] of [
  [MANY, 200, 1],
  [50_000, 260, 3],
]) {
  const server = await startServer(1);
  const how = { concurrency: 50, streamed: false, calls };
  const first = await ours(server.baseUrl, how, []);
  const again = await ours(server.baseUrl, how, []);
  figure(`${calls} calls: peak memory, MB`, first.megabytes, peakBudget);
  figure(`${calls} calls: CPU ms a call, start included`, (first.cpu * 1000) / calls, '–');
  figure(`${calls} calls again, from the cache: CPU seconds`, again.cpu, againBudget);
  figure(`${calls} calls again, from the cache: peak memory, MB`, again.megabytes, peakBudget);
  server.stop();
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const starts = { own: [], node: [] };
for (let round = 0; round < 7; round++) {
  starts.node.push((await timed(process.execPath, ['-e', '0'])).wall);
  starts.own.push((await timed(process.execPath, [CLI, '--version'])).wall);
}
figure('--version / node -e 0', median(starts.own) / median(starts.node), 4);
rmSync(folder, { recursive: true });

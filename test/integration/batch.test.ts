import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reportSchema, type Report } from '../../src/core/studies/sensitivity/schema.js';
import { hashInt } from '../../src/core/text/hash.js';
import { batchServer, type BatchServer } from '../support/batchServer.js';
import { folderWith, runCli } from '../support/cli.js';
import { TRIAGE } from '../support/prompts.js';

let server: BatchServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Answer = Parameters<typeof batchServer>[0];
const byText: Answer = ({ messages, seed }) =>
  hashInt(JSON.stringify([messages, seed])) % 4 === 0 ? 'bug' : 'billing';

async function opened(answer: Answer, how: Parameters<typeof batchServer>[1] = {}) {
  server = await batchServer(answer, how);
  const { baseUrl } = server;
  const folder = folderWith({ 't.prompt.yml': TRIAGE });
  const on = ['--base-url', baseUrl, '--model', 'm'];
  const design = ['--variants', 'format=2,persona=1'];
  const run = (...words: string[]) => runCli(folder, words);
  return {
    folder,
    run,
    batch: (...words: string[]) => run('batch', ...words, ...on),
    export: () => run('batch', 'export', 't.prompt.yml', '-o', 'b.jsonl', ...on, ...design),
    import: (...more: string[]) =>
      run('batch', 'import', 't.prompt.yml', ...more, '--json', 'batch.json', ...on, ...design),
    live: () =>
      run(
        'test',
        't.prompt.yml',
        ...on,
        ...design,
        '--no-stop-early',
        '--no-cache',
        '--json',
        'live.json',
      ),
    report: (name: string): Report =>
      reportSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  };
}

/** Without what nobody can know of a batch: how long a call took. */
const timeless = (report: Report) => ({
  ...report,
  ...{ startedAt: '', wallMs: 0 },
  outcomes: report.outcomes.map((each) => ({ ...each, latencyMs: null, ttftMs: null })),
});

describe('a test through a Batch API', () => {
  it('comes to the report of a live run with the same answers', async () => {
    const test = await opened(byText);
    expect(await test.live()).toMatchObject({ code: 0 });
    const before = server?.single();
    expect((await test.export()).stderr).toContain('Wrote b.jsonl: 64 requests');
    const submitted = await test.batch('submit', 'b.jsonl');
    expect(submitted).toMatchObject({ code: 0, stdout: 'batch_1\n' });
    const early = await test.batch('fetch', 'batch_1', '-o', 'results.jsonl');
    expect(early.code).toBe(3);
    expect(early.stderr).toContain('Batch batch_1: in progress.');
    expect((await test.batch('status', 'batch_1')).stdout).toContain(
      'completed, 64 of 64 answered.',
    );
    const fetched = await test.batch('fetch', 'batch_1', '-o', 'results.jsonl');
    expect(fetched).toMatchObject({ code: 0 });
    expect(await test.import('results.jsonl')).toMatchObject({ code: 0 });
    expect(server?.single()).toBe(before);
    const report = test.report('batch.json');
    expect(report.outcomes.every(({ latencyMs }) => latencyMs === null)).toBe(true);
    expect(timeless(report)).toEqual(timeless(test.report('live.json')));
  });

  it('names what failed by itself and what expired, and counts the rest', async () => {
    const refusing: Answer = (body) =>
      /crashes/.test(JSON.stringify(body))
        ? { status: 400, message: 'No crashes here' }
        : byText(body);
    const test = await opened(refusing, { slow: 0, expires: true });
    await test.export();
    await test.batch('submit', 'b.jsonl');
    const fetched = await test.batch('fetch', 'batch_1', '-o', 'r.jsonl');
    expect(fetched.stderr).toContain('expired');
    const { stderr } = await test.import('r.jsonl');
    expect(stderr).not.toContain('bug in Plumbline');
    const { totals, outcomes, stopped } = test.report('batch.json');
    expect(stopped).toBeNull();
    expect(totals.completed + totals.failed).toBe(64);
    expect(totals.failed).toBeGreaterThanOrEqual(32);
    const errors = new Set(outcomes.flatMap(({ error }) => error ?? []));
    expect([...errors].some((each) => each.includes('could not be executed in time'))).toBe(true);
  });

  it('is cancelled, and what was done is fetched', async () => {
    const test = await opened(byText, { slow: 9 });
    await test.export();
    await test.batch('submit', 'b.jsonl');
    expect((await test.batch('cancel', 'batch_1')).stdout).toContain(
      'cancelled, 32 of 64 answered',
    );
    const fetched = await test.batch('fetch', 'batch_1', '-o', 'r.jsonl');
    expect(fetched.stderr).toContain('Wrote r.jsonl: 64 results');
  });

  it('knows the names of plumbline.yml in the folder it is called in', async () => {
    const test = await opened(byText);
    writeFileSync(
      join(test.folder, 'plumbline.yml'),
      `models:\n  mine: { baseUrl: ${server?.baseUrl}, model: m }\n`,
    );
    await test.export();
    const submitted = await test.run('batch', 'submit', 'b.jsonl', '--model', 'mine');
    expect(submitted).toMatchObject({ code: 0, stdout: 'batch_1\n' });
  });

  it('says what is missing: a batch, a file, lines, a model', async () => {
    const test = await opened(byText);
    expect((await test.batch('status', 'batch_9')).stderr).toContain(
      "No batch found with id 'batch_9'",
    );
    expect((await test.batch('submit', 'no.jsonl')).stderr).toBe(
      'plumbline: File not found: no.jsonl\n',
    );
    expect((await test.import('no.jsonl')).stderr).toContain('no.jsonl cannot be read');
    writeFileSync(join(test.folder, 'odd.jsonl'), '{"a":1}\nno JSON\n\n');
    const odd = await test.import('odd.jsonl');
    expect(odd.stderr).toContain('odd.jsonl: 2 lines without a custom_id');
    expect(odd.code).toBe(3);
  });
});

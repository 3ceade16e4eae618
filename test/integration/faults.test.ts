/** Everything a server, a network or another process can do to a run: what becomes of it, and what is said. */

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema, type Report } from '../../src/core/studies/sensitivity/schema.js';
import { eventually, folderWith, runCli, startCli } from '../support/cli.js';
import { answer, fakeEndpoint, json, refuse, type Behaviour } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const KEY = 'sk-planted-0123456789abcdef';
const PROMPT = TRIAGE.replace('model: local\n', '');
const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const piece = (text: string) =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta: { content: text } }] })}\n\n`;

/** Sends pieces until the other side hangs up. */
function withoutEnd(response: ServerResponse, text: string, everyMs: number): void {
  response.writeHead(200, EVENT_STREAM);
  const timer = setInterval(() => response.write(text), everyMs);
  response.on('close', () => clearInterval(timer));
}

type Fault = (response: ServerResponse) => void;
const status =
  (code: number, headers: Record<string, string> = {}, message = `planted ${KEY}`): Fault =>
  (response) =>
    refuse(response, code, message, headers);
const streamed =
  (...texts: string[]): Fault =>
  (response) => {
    response.writeHead(200, EVENT_STREAM);
    for (const text of texts) response.write(text);
    response.end();
  };
const page: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html><title>Log in</title></html>');
};

/** Another try may go well. */
const PASSING: Readonly<Record<string, Fault>> = {
  '408': status(408),
  '409': status(409),
  '429 with a wait': status(429, { 'retry-after-ms': '50' }),
  '429 with a reset': status(429, {
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '60ms',
  }),
  '429 in words': status(429, {}, 'Rate limit reached. Please try again in 70ms.'),
  '500': status(500),
  '502': status(502),
  '503': status(503),
  '529': status(529, {}, 'Overloaded'),
  'a dropped connection': (response) => response.socket?.destroy(),
  'a dropped stream': (response) => {
    response.writeHead(200, EVENT_STREAM);
    response.write(piece('bu'), () => response.socket?.destroy());
  },
  'a stream that is cut': streamed(piece('bu'), 'data: {"id":"x","choi'),
  'a stream that is no JSON': streamed('data: {nope}\n\n', 'data: [DONE]\n\n'),
  'JSON that is cut': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"choices": [{"mess');
  },
  'no choices': (response) => json(response, 200, { model: 'm', choices: [] }),
  'an empty body': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end();
  },
  silence: () => undefined,
  'a slow loris': (response) => withoutEnd(response, ': ping\n\n', 100),
  'a stream without end': (response) => withoutEnd(response, piece('word '.repeat(20_000)), 1),
};

/** Every call would end the same way. */
const LASTING: Readonly<Record<string, { fault: Fault; most: number; says: string }>> = {
  '400': { fault: status(400), most: 12, says: "Compare the prompt's parameters" },
  '401': { fault: status(401), most: 4, says: 'rejected the API key' },
  '403': { fault: status(403, {}, 'This region is not allowed'), most: 12, says: 'regions' },
  '404': { fault: status(404), most: 4, says: 'Check that the endpoint lists the model' },
  '405': { fault: status(405), most: 4, says: 'the base URL' },
  '429 without credit': {
    fault: (response) =>
      json(response, 429, { error: { message: 'Quota', code: 'insufficient_quota' } }),
    most: 4,
    says: 'Add credit',
  },
  '503 for ever': { fault: status(503), most: 60, says: 'Try again later' },
  'a page': { fault: page, most: 4, says: 'not an OpenAI-compatible endpoint' },
  'JSON that is cut, for ever': {
    fault: PASSING['JSON that is cut'] as Fault,
    most: 24,
    says: 'Check that the base URL',
  },
};

const right = (text: string) => (/paid|invoice|Refund|Card/.test(text) ? 'billing' : 'bug');

interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly report: Report;
  readonly requests: number;
}

async function ran(behave: Behaviour, more: readonly string[] = []): Promise<Ran> {
  const endpoint = await fakeEndpoint(behave);
  const folder = folderWith({
    'a.prompt.yml': PROMPT,
    'plumbline.yml': `models:\n  m: { baseUrl: "${endpoint.baseUrl}", model: m, apiKey: { env: PLANTED }, timeoutMs: 1000 }\n`,
  });
  try {
    const { code, stdout, stderr } = await runCli(
      folder,
      [
        'test',
        'a.prompt.yml',
        '--model',
        'm',
        '--variants',
        'format=1',
        '--json',
        'r.json',
        ...more,
      ],
      { PLANTED: KEY },
    );
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (statSync(path).isFile()) expect(readFileSync(path, 'utf8')).not.toContain(KEY);
    }
    expect(stdout + stderr).not.toContain(KEY);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    return {
      ...{ code, report, requests: endpoint.asked.length },
      said: `${stdout}${stderr}`.replace(/\s+/g, ' '),
    };
  } finally {
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.concurrent('a call that goes wrong once', () => {
  it.each(Object.entries(PASSING))('is made again: %s', async (_, fault) => {
    const failed = new Set<string>();
    const { code, report } = await ran((asked, response) => {
      const text = JSON.stringify(asked.messages);
      // One of the calls, when others have been answered.
      if (failed.size === 0 && text.includes('Blank page')) {
        failed.add(text);
        return fault(response);
      }
      answer(asked, response, right(text));
    });
    expect(failed.size).toBe(1);
    expect(code).toBe(0);
    expect(report.totals).toMatchObject({ failed: 0 });
    expect(report.totals.requests).toBe(report.totals.completed + 1);
    expect(report.metrics['accuracy']?.value).toBe(1);
  });
});

describe.concurrent('an endpoint that never answers', () => {
  it.each(Object.entries(LASTING))(
    'ends the run, and says what to do: %s',
    async (_, { fault, most, says }) => {
      const { code, said, report, requests } = await ran((__, response) => fault(response));
      expect(code).toBe(3);
      expect(requests).toBeLessThanOrEqual(most);
      expect(said).toContain('Nothing was answered.');
      expect(said).toContain(says);
      expect(report.totals.completed).toBe(0);
    },
  );
});

const CASES = 5000;
/** The prompt as it is, and in three formats. */
const CALLS = 4 * CASES;

describe('a run under random faults', () => {
  it('accounts for every trial, and makes no call twice but for another try', async () => {
    const faults = [PASSING['500'], PASSING['503'], PASSING['429 with a wait']] as Fault[];
    let faulty = 0;
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const rows = Array.from(
      { length: CASES },
      (_, at) => `  - ticket: case ${at}\n    expected: bug`,
    );
    const endpoint = await fakeEndpoint((asked, response) => {
      if (random() >= 0.05) return answer(asked, response, 'bug');
      faulty += 1;
      faults[Math.floor(random() * faults.length)]?.(response);
    });
    const folder = folderWith({
      'a.prompt.yml': PROMPT.replace(/testData:[^]*/, `testData:\n${rows.join('\n')}\n`),
    });
    const { code } = await runCli(folder, [
      ...['test', 'a.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'],
      ...['--variants', 'format=3', '--repeats', '1', '--no-stop-early', '--no-stream'],
      ...['--concurrency', '50', '--json', 'r.json'],
    ]);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    await endpoint.close();
    expect(code).toBe(0);
    expect(report.totals).toMatchObject({ completed: CALLS, failed: 0, skipped: 0 });
    const keys = report.outcomes.map((each) => [each.variant, each.case, each.repeat].join(' '));
    expect(new Set(keys).size).toBe(CALLS);
    expect(faulty).toBeGreaterThan(100);
    expect(endpoint.asked).toHaveLength(CALLS + faulty);
    expect(report.totals.requests).toBe(CALLS + faulty);
  });
});

describe('two runs of one prompt', () => {
  it('come one after the other, and the second pays for nothing', async () => {
    let isHeld = true;
    const held: (() => void)[] = [];
    const endpoint = await fakeEndpoint((asked, response) => {
      const go = () => answer(asked, response, right(JSON.stringify(asked.messages)));
      if (isHeld) held.push(go);
      else go();
    });
    const folder = folderWith({ 'a.prompt.yml': PROMPT });
    const args = [
      ...['test', 'a.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'],
      ...['--variants', 'format=1'],
    ];
    const first = startCli(folder, args);
    await eventually(() => held.length > 0);
    const second = startCli(folder, args);
    let said = '';
    second.child.stderr?.on('data', (text: string) => (said += text));
    await eventually(() => said.includes('Another run of a.prompt.yml is under way (process'));
    isHeld = false;
    held.splice(0).forEach((go) => go());
    expect((await first.ended).code).toBe(0);
    const paid = endpoint.asked.length;
    expect((await second.ended).code).toBe(0);
    expect(endpoint.asked).toHaveLength(paid);
    expect(readdirSync(join(folder, '.plumbline/runs/a.prompt.yml'))).not.toContain('running.json');
    await endpoint.close();
  });

  it('do not wait for one that was killed', async () => {
    const endpoint = await fakeEndpoint(() => undefined);
    const folder = folderWith({ 'a.prompt.yml': PROMPT });
    const args = ['test', 'a.prompt.yml', '--base-url', endpoint.baseUrl, '--model', 'm'];
    const first = startCli(folder, args);
    await eventually(() => endpoint.asked.length > 0);
    first.child.kill('SIGKILL');
    await first.ended;
    const asked = endpoint.asked.length;
    const second = startCli(folder, args);
    await eventually(() => endpoint.asked.length > asked);
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(130);
    await endpoint.close();
  });
});

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  breakOff,
  endpointsOfEachTest,
  refuse,
  type Behaviour,
  type FakeEndpoint,
} from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();
let endpoint: FakeEndpoint;

const FEW = ['--variants', 'format=1,persona=1', '--concurrency', '2'];

/** Tests the triage prompt against an endpoint that behaves so. */
async function against(
  behave: Behaviour,
  args: readonly string[] = [],
  files: Record<string, string> = {},
) {
  endpoint = await endpointThat(behave);
  const folder = folderWith({ 'p.prompt.yml': TRIAGE, ...files });
  const model = files['plumbline.yml'] ? [] : ['--base-url', endpoint.baseUrl];
  const ended = await runCli(
    folder,
    ['test', 'p.prompt.yml', ...model, ...FEW, '--json', 'out.json', ...args],
    { KEY: 'secret-key' },
  );
  const out = join(folder, 'out.json');
  return {
    ...ended,
    folder,
    report: existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null,
  };
}

const right: Behaviour = (asked, response) => {
  const text = asked.messages.map(({ content }) => content).join(' ');
  answer(asked, response, /crash|sound|freez|Blank/.test(text) ? 'bug' : 'billing');
};

describe('prompt files', () => {
  const test = (files: Record<string, string>, ...args: string[]) =>
    runCli(folderWith(files), [
      'test',
      ...args,
      '--base-url',
      'http://127.0.0.1:9/v1',
      '--model',
      'm',
    ]);

  it.each([
    ['broken YAML', 'messages:\n  - role: "user\n', /p\.prompt\.yml:3:1: error: Invalid YAML/],
    ['an empty file', '', /p\.prompt\.yml:1:1: error: The file is empty/],
    [
      'a missing variable',
      'messages:\n  - role: user\n    content: "{{a}}{{b}}"\ntestData:\n  - a: x\n',
      /case 1 has no value for \{\{b\}\}/,
    ],
    ['no cases', 'messages:\n  - role: user\n    content: "{{a}}"\n', /has no cases/],
    [
      'five megabytes',
      `messages:\n  - role: user\n    content: "${'x'.repeat(5_000_000)}"\n`,
      /5\.0 million characters/,
    ],
    [
      'a wrong setting',
      'messages:\n  - role: user\n    content: hi\nsensitivity:\n  repeats: none\n',
      /p\.prompt\.yml:5:12: error: `sensitivity\.repeats`/,
    ],
  ])('with %s end with 2 and say where', async (_, text, message) => {
    const { code, stderr, stdout } = await test({ 'p.prompt.yml': text }, 'p.prompt.yml');
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  it('that do not exist end with 2', async () => {
    const { code, stderr } = await test({}, 'nothing.prompt.yml');
    expect(stderr).toContain('File not found: nothing.prompt.yml');
    expect(code).toBe(2);
  });

  it('with unknown keys are tested, with a warning', async () => {
    const { code, stderr } = await against(right, [], {
      'p.prompt.yml': `${TRIAGE}evaluatorz: []\n`,
    });
    expect(stderr).toContain('`evaluatorz` is not a key of this format');
    expect(code).toBe(0);
  });

  it('are not changed by being tested', async () => {
    const { folder } = await against(right);
    expect(readFileSync(join(folder, 'p.prompt.yml'), 'utf8')).toBe(TRIAGE);
  });

  it('get a page each, beside each other or in a folder', async () => {
    const more = { 'q.prompt.yml': TRIAGE };
    const { folder } = await against(right, ['q.prompt.yml', '--html', 'all.html'], more);
    expect(readdirSync(folder).filter((name) => name.endsWith('.html'))).toEqual([
      'all-p.prompt.yml.html',
      'all-q.prompt.yml.html',
    ]);
    const other = await against(right, ['q.prompt.yml', '--html', 'pages'], more);
    expect(readdirSync(join(other.folder, 'pages'))).toEqual([
      'p.prompt.yml.html',
      'q.prompt.yml.html',
    ]);
  });

  it('that are bad do not keep good ones from being tested', async () => {
    const { code, report } = await against(right, ['bad.prompt.yml'], {
      'bad.prompt.yml': 'messages: 3\n',
    });
    expect(code).toBe(2);
    expect(report).toHaveLength(1);
  });
});

describe('endpoints', () => {
  it('that cannot be reached end with 3', async () => {
    const folder = folderWith({ 'p.prompt.yml': TRIAGE });
    const { code, stdout } = await runCli(folder, [
      'test',
      'p.prompt.yml',
      '--base-url',
      'http://127.0.0.1:9/v1',
      '--model',
      'm',
      ...FEW,
    ]);
    expect(stdout).toMatch(/Cannot reach\s+http:\/\/127\.0\.0\.1:9\/v1/);
    expect(code).toBe(3);
  });

  it('that refuse the key end with 3 after one try each, and never show the key', async () => {
    const files = { 'plumbline.yml': '' };
    endpoint = await endpointThat((_, response) =>
      refuse(response, 401, 'Incorrect API key provided: secret-key'),
    );
    files['plumbline.yml'] =
      `models:\n  m: { baseUrl: "${endpoint.baseUrl}", model: x, apiKey: { env: KEY } }\n`;
    const folder = folderWith({ 'p.prompt.yml': TRIAGE, ...files });
    const { code, stdout, stderr } = await runCli(
      folder,
      ['test', 'p.prompt.yml', '--model', 'm', ...FEW, '--html', 'r.html', '--json', 'r.json'],
      { KEY: 'secret-key' },
    );
    expect(stdout).toContain('rejected the API key');
    expect(code).toBe(3);
    expect(endpoint.asked.length).toBeLessThanOrEqual(2);
    const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = written.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    for (const text of [stdout, stderr, ...texts]) expect(text).not.toContain('secret-key');
  });

  it('send the key that the environment holds', async () => {
    let sent: string | undefined;
    endpoint = await endpointThat((asked, response, call, request) => {
      sent = request.headers.authorization;
      right(asked, response, call, request);
    });
    const config = `models:\n  m: { baseUrl: "${endpoint.baseUrl}", model: x, apiKey: { env: KEY } }\n`;
    const folder = folderWith({ 'p.prompt.yml': TRIAGE, 'plumbline.yml': config });
    expect(
      (
        await runCli(folder, ['test', 'p.prompt.yml', '--model', 'm', ...FEW], {
          KEY: 'secret-key',
        })
      ).code,
    ).toBe(0);
    expect(sent).toBe('Bearer secret-key');
  });

  it('whose key is missing or stands in a file end with 2', async () => {
    const config = (key: string) =>
      `models:\n  m: { baseUrl: "http://127.0.0.1:9/v1", model: x, apiKey: ${key} }\n`;
    const run = (key: string) =>
      runCli(folderWith({ 'p.prompt.yml': TRIAGE, 'plumbline.yml': config(key) }), [
        'test',
        'p.prompt.yml',
        '--model',
        'm',
      ]);
    const missing = await run('{ env: NOT_THERE }');
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('NOT_THERE is not set'),
    ]);
    const literal = await run('sk-123');
    expect([literal.code, literal.stderr]).toEqual([
      2,
      expect.stringMatching(/plumbline\.yml:2:.*an API key must not be in a file/),
    ]);
  });

  it('that do not know the model end with 3', async () => {
    const { code, stdout } = await against((_, response) =>
      refuse(response, 404, 'The model `m` does not exist'),
    );
    expect(stdout).toContain('did not find the model');
    expect(code).toBe(3);
  });

  it('that are none are told as such, at once', async () => {
    const { code, stdout } = await against((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>');
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /Nothing was answered\.[\s\S]*not\s+an\s+OpenAI-compatible\s+endpoint:\s+it\s+sent\s+text\/html/,
    );
    expect(stdout).not.toContain('not available');
    expect(endpoint?.asked.length).toBeLessThanOrEqual(2);
  });

  it('that limit the rate for long are said to be waited for', async () => {
    const { code, stderr } = await against((asked, response, call, request) =>
      call === 3
        ? refuse(response, 429, 'slow down', { 'retry-after': '1' })
        : right(asked, response, call, request),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('rate limited, waiting 1 s');
  });

  it('that limit the rate are waited for, and nothing is lost', async () => {
    const { code, report } = await against((asked, response, call, request) =>
      call % 7 === 0
        ? refuse(response, 429, 'slow down', { 'retry-after-ms': '30' })
        : right(asked, response, call, request),
    );
    expect(code).toBe(0);
    expect(report.totals).toMatchObject({ failed: 0 });
    expect(report.totals.retries).toBeGreaterThan(0);
  });

  it('that fail now and then are asked again', async () => {
    const { code, report } = await against((asked, response, call, request) =>
      call === 5 ? refuse(response, 500, 'oops') : right(asked, response, call, request),
    );
    expect(code).toBe(0);
    expect(report.totals).toMatchObject({ failed: 0, retries: 1 });
  });

  it.each(['drop', 'truncate'] as const)('that %s a stream are asked again', async (how) => {
    const { report } = await against((asked, response, call, request) =>
      call === 5 ? breakOff(response, how) : right(asked, response, call, request),
    );
    expect(report.totals).toMatchObject({ failed: 0, retries: 1 });
    expect(report.outcomes.map(({ text }: { text: string | null }) => text)).not.toContain(
      'half an ans',
    );
  });

  it('that do not take log probabilities are asked without', async () => {
    const { code, report } = await against((asked, response, call, request) =>
      asked['logprobs']
        ? refuse(
            response,
            400,
            "Unsupported parameter: 'logprobs' is not supported with this model.",
          )
        : right(asked, response, call, request),
    );
    expect(code).toBe(0);
    expect(report.confidence.tier).toBe('agreement');
  });

  it('that answer with escapes cannot break terminal, page or file', async () => {
    const hostile = '\u001b[2J\u001b]0;owned\u0007<img src=x onerror=alert(1)>bug\u202e';
    const { stdout, folder, report } = await against(
      (asked, response) => answer(asked, response, hostile),
      ['--html', 'r.html', '--markdown', 'r.md', '--junit', 'r.xml'],
    );
    expect(stdout).not.toContain('\u001b');
    for (const name of ['r.html', 'r.md', 'r.xml']) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text).not.toContain('<img');
      expect(text).not.toContain('\u001b');
    }
    expect(report.outcomes[0].text).toBe(hostile);
  });
});

describe('disks', () => {
  it('that are read-only do not stop a run', async (context) => {
    if (process.getuid?.() === 0 && !canProtect())
      context.skip('as root no folder is read-only here');
    const folder = folderWith({ 'p.prompt.yml': TRIAGE });
    endpoint = await endpointThat(right);
    protect(folder, true);
    const { code, stderr, stdout } = await runCli(folder, [
      'test',
      'p.prompt.yml',
      '--base-url',
      endpoint.baseUrl,
      ...FEW,
    ]);
    protect(folder, false);
    expect(stderr).toContain('The run continues');
    expect(stdout).toContain('Accuracy');
    expect(code).toBe(0);
  });

  it('that are full do not lose the answers', async (context) => {
    const folder = folderWith({ 'p.prompt.yml': TRIAGE });
    mkdirSync(join(folder, '.plumbline'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', join(folder, '.plumbline')], {
        stdio: 'ignore',
      });
    } catch {
      context.skip('a small file system cannot be mounted here');
    }
    try {
      endpoint = await endpointThat(right);
      const { code, stderr, stdout } = await runCli(folder, [
        'test',
        'p.prompt.yml',
        '--base-url',
        endpoint.baseUrl,
        ...FEW,
      ]);
      expect(stderr).toMatch(/no space left on device.*The run continues/s);
      expect(stdout).toContain('Accuracy');
      expect(code).toBe(0);
    } finally {
      execFileSync('umount', [join(folder, '.plumbline')]);
    }
  });

  it('that refuse the report end with 2, with the result on the terminal', async () => {
    const { code, stdout, stderr } = await against(right, ['--html', '/dev/null/r.html']);
    expect(stdout).toContain('Accuracy');
    expect(stderr).toContain('Cannot write /dev/null/r.html');
    expect(code).toBe(2);
  });
});

/** Root may write anywhere, except where a file is immutable. */
function canProtect(): boolean {
  const folder = folderWith({ x: '' });
  try {
    execFileSync('chattr', ['+i', folder], { stdio: 'ignore' });
    execFileSync('chattr', ['-i', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function protect(folder: string, locked: boolean): void {
  if (process.getuid?.() === 0) execFileSync('chattr', [locked ? '+i' : '-i', folder]);
  else chmodSync(folder, locked ? 0o555 : 0o755);
}

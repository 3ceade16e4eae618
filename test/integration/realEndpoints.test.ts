/** What people's endpoints do, from the command line to the report, over real HTTP. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/core/studies/sensitivity/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, json, refuse, type Behaviour } from '../support/endpoint.js';
import { TRIAGE } from '../support/prompts.js';

const endpointThat = endpointsOfEachTest();
const PROMPT = TRIAGE.replace(
  'model: local\n',
  'modelParameters: { temperature: 0, maxTokens: 20 }\n',
);
const WORDINGS = `${PROMPT}sensitivity:
  variants:
    - { id: polite, messages: [{ role: user, content: 'Ticket: {{ticket}}. Bug or billing? Thank you.' }] }
    - { id: short, messages: [{ role: user, content: 'Ticket: {{ticket}}. Bug or billing?' }] }
`;

const right = (text: string) => (/paid|invoice|Refund|Card/.test(text) ? 'billing' : 'bug');
const saidIn = ({ messages }: { messages: { content: string }[] }) =>
  messages.map(({ content }) => content).join('\n');

async function tested(behave: Behaviour, { text = PROMPT, options = [] as string[] } = {}) {
  const endpoint = await endpointThat(behave);
  const cwd = folderWith({ 'a.prompt.yml': text });
  const run = async (...more: string[]) => {
    const asked = endpoint.asked.length;
    const args = ['--base-url', endpoint.baseUrl, '--model', 'm', '--no-stop-early'];
    const { code, stdout } = await runCli(cwd, [
      ...['test', 'a.prompt.yml', '--json', 'r.json', ...args],
      ...[...options, ...more],
    ]);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')));
    // Lines are wrapped anywhere.
    return {
      code,
      stdout: stdout.replace(/\s+/g, ' '),
      report,
      asked: endpoint.asked.slice(asked),
    };
  };
  return { run };
}

describe('an endpoint that refuses parameters', () => {
  it('loses no call, and is not asked with them again in the next run', async () => {
    const { run } = await tested(
      (asked, response) => {
        const name = ['max_tokens', 'temperature', 'seed', 'stream_options'].find(
          (each) => each in asked,
        );
        if (!name) return answer(asked, response, right(saidIn(asked)));
        setTimeout(() => refuse(response, 400, `Unsupported parameter: ${name}`), 20);
      },
      { options: ['--variants', 'format=1'] },
    );
    const first = await run();
    expect(first).toMatchObject({ code: 0, report: { totals: { failed: 0 } } });
    expect(first.report.metrics['accuracy']?.value).toBe(1);
    const refused = first.asked.filter((each) => 'max_tokens' in each);
    expect(refused.length).toBeLessThanOrEqual(4);
    expect(first.report.notes.filter(({ code }) => code === 'parameter-left-out')).toHaveLength(4);
    const second = await run('--variants', 'persona=1');
    expect(second.asked.length).toBeGreaterThan(0);
    expect(second.asked.every((each) => !('max_tokens' in each) && !('seed' in each))).toBe(true);
    expect(second.asked[0]).toMatchObject({ max_completion_tokens: 20 });
    expect(second.stdout).toContain('using max_completion_tokens instead');
  });
});

describe('a variant that makes the server fail', () => {
  it('is named and left out; the others are measured, and resuming asks for it alone', async () => {
    const { run } = await tested(
      (asked, response) =>
        saidIn(asked).includes('Thank you')
          ? refuse(response, 500, 'the worker crashed')
          : answer(asked, response, right(saidIn(asked))),
      { text: WORDINGS },
    );
    const first = await run();
    expect(first.code).toBe(3);
    expect(first.report).toMatchObject({ stopped: null, totals: { completed: 32, failed: 16 } });
    expect(first.report.metrics['accuracy']?.value).toBe(1);
    expect(first.report.metrics['pss.excess']?.P).toBe(2);
    expect(first.stdout).toContain('16 of 48 calls failed (Polite: 16; HTTP 500)');
    const second = await run('--resume');
    expect(second.report.totals.completed).toBe(32);
    expect(second.asked.every((each) => saidIn(each).includes('Thank you'))).toBe(true);
  });
});

describe('a wrong path that answers with status 200', () => {
  it.each([[[]], [['--no-stream']]])('ends the run after a try or a few (%j)', async (options) => {
    const { run } = await tested(
      (_, response) => json(response, 200, { error: 'Unexpected endpoint or method.' }),
      { options: ['--variants', 'format=1', ...options] },
    );
    const { code, stdout, asked } = await run();
    expect(code).toBe(3);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(stdout).toContain('Unexpected endpoint or method.');
    expect(stdout).toContain('/v1');
  });
});

describe('a content filter', () => {
  it('makes neither right nor wrong, and is named', async () => {
    const { run } = await tested((asked, response) => {
      const text = saidIn(asked);
      if (text.includes('crashes')) return refuse(response, 400, 'Content policy violation');
      if (text.includes('freezes'))
        return json(response, 200, {
          choices: [{ index: 0, message: { content: '' }, finish_reason: 'content_filter' }],
        });
      answer(asked, response, right(text));
    });
    const { report, stdout } = await run();
    const filtered = report.outcomes.filter(({ failure }) => failure === 'content-filter');
    expect(new Set(filtered.map((each) => each.case))).toEqual(new Set(['1', '5']));
    expect(filtered.every(({ requests, score }) => requests === 1 && score === null)).toBe(true);
    expect(report.metrics['accuracy']?.value).toBe(1);
    expect(stdout).toContain('content filter');
  });
});

describe('a reasoning model', () => {
  it.each(['tags', 'field', 'harmony'])('is scored by its answer (%s)', async (form) => {
    const { run } = await tested((asked, response) => {
      const label = right(saidIn(asked));
      const thought = 'bug or billing';
      if (form === 'tags') return answer(asked, response, `<think>${thought}</think>\n${label}`);
      if (form === 'harmony')
        return answer(
          asked,
          response,
          `<|channel|>analysis<|message|>${thought}<|end|><|start|>assistant<|channel|>final<|message|>${label}`,
        );
      json(response, 200, {
        choices: [
          {
            index: 0,
            message: { content: label, reasoning_content: thought },
            finish_reason: 'stop',
          },
        ],
      });
    });
    const { report } = await run();
    expect(report.metrics['accuracy']?.value).toBe(1);
    const answered = report.outcomes.filter(({ status }) => status === 'completed');
    expect(answered.every(({ reasoning }) => reasoning === 'bug or billing')).toBe(true);
    expect(answered.every(({ text }) => text === 'bug' || text === 'billing')).toBe(true);
  });

  it('that is cut while it reasons has no accuracy, and no calm verdict', async () => {
    const { run } = await tested((_, response) =>
      json(response, 200, {
        choices: [{ index: 0, message: { content: '<think>bug or' }, finish_reason: 'length' }],
      }),
    );
    const { report, stdout } = await run();
    expect(report.metrics['accuracy']?.value).toBeNull();
    expect(report.verdict.code).toBe('inconclusive');
    expect(stdout).toContain('raise the limit');
  });
});

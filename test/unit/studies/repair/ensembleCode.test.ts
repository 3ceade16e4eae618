import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ensembleCode } from '../../../../src/core/studies/repair/ensembleCode.js';
import type { Repair } from '../../../../src/core/studies/repair/schema.js';
import { promptFrom } from '../../../support/prompts.js';

const prompt = promptFrom(`messages:
  - { role: system, content: 'Sort "it" for \${cost} – \`ok\`?' }
  - { role: user, content: 'Ticket: {{ticket}}' }
testData: [{ ticket: a, expected: b }]
`);
const wording = (id: string, content: string) => ({
  id,
  messages: [
    { role: 'system' as const, content },
    { role: 'user' as const, content: 'Ticket: {{ticket}}' },
  ],
});
const repair = (n: number) =>
  ({
    findings: {
      ensemble: {
        voters: 3,
        wordings: ['Sort "it" for ${cost} – `ok`?', 'Please sort it.', 'SORT IT.']
          .slice(0, n)
          .map((text, at) => wording(`w-${at}`, text)),
      },
    },
  }) as unknown as Repair;
const fileOf = (name: string, text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'plumbline-')), name);
  writeFileSync(path, text);
  return path;
};

describe('a majority over wordings as code', () => {
  it('asks each wording with the values filled in, and gives the answer of most', async () => {
    const path = fileOf('vote.mjs', ensembleCode(repair(3), prompt, 'mjs'));
    const { answer } = (await import(pathToFileURL(path).href)) as {
      answer(inputs: object, ask: (messages: { content: string }[]) => string): Promise<string>;
    };
    const asked: string[] = [];
    const found = await answer({ ticket: 'It costs $& {{x}}' }, (messages) => {
      asked.push(messages.map(({ content }) => content).join('\n'));
      return asked.length === 1 ? 'Bug' : ' billing ';
    });
    expect(found).toBe('billing');
    expect(asked).toEqual([
      'Sort "it" for ${cost} – `ok`?\nTicket: It costs $& {{x}}',
      'Please sort it.\nTicket: It costs $& {{x}}',
      'SORT IT.\nTicket: It costs $& {{x}}',
    ]);
  });

  it('is a program of Python too', () => {
    const code = ensembleCode(repair(3), prompt, 'py');
    const path = fileOf(
      'vote.py',
      `${code}\n\nsaid = iter(["Bug", "billing", "Billing "])\nprint(answer({"ticket": "x"}, lambda messages: next(said) if messages[1]["content"] == "Ticket: x" else "?"))\n`,
    );
    expect(execFileSync('python3', [path], { encoding: 'utf8' }).trim()).toBe('billing');
  });

  it('fills in each value once, whatever it holds, and numbers as text', async () => {
    const two = promptFrom(`messages:
  - { role: user, content: 'Sort {{ticket}} of {{user.name}}' }
testData: [{ ticket: a, user.name: b, expected: c }]
`);
    const same = {
      findings: {
        ensemble: {
          voters: 3,
          wordings: ['a', 'b', 'c'].map((id) => ({ id, messages: two.messages })),
        },
      },
    } as unknown as Repair;
    const inputs = { ticket: '{{user.name}} \\1', 'user.name': 7 };
    const module = (await import(
      pathToFileURL(fileOf('vote.mjs', ensembleCode(same, two, 'mjs'))).href
    )) as {
      answer(inputs: object, ask: (messages: { content: string }[]) => string): Promise<string>;
    };
    expect(await module.answer(inputs, ([message]) => message?.content ?? '')).toBe(
      'sort {{user.name}} \\1 of 7',
    );
    const python = fileOf(
      'vote.py',
      `${ensembleCode(same, two, 'py')}\nprint(answer({"ticket": "{{user.name}} \\\\1", "user.name": 7}, lambda messages: messages[0]["content"]))\n`,
    );
    expect(execFileSync('python3', [python], { encoding: 'utf8' }).trim()).toBe(
      'sort {{user.name}} \\1 of 7',
    );
  });

  it('is none where too few wordings vote', () => {
    expect(() => ensembleCode(repair(2), prompt, 'py')).toThrow(
      'needs 3 wordings with enough answers, and there are 2',
    );
  });

  it('is none of a prompt whose text depends on its values', () => {
    const logic = promptFrom(`messages:
  - { role: user, content: '{% if ticket %}Sort {{ ticket|upper }}{% endif %}' }
testData: [{ ticket: a, expected: b }]
`);
    const same = {
      findings: {
        ensemble: {
          voters: 3,
          wordings: ['a', 'b', 'c'].map((id) => ({ id, messages: logic.messages })),
        },
      },
    } as unknown as Repair;
    expect(() => ensembleCode(same, { ...logic, language: 'jinja' }, 'py')).toThrow(
      'conditions, loops or filters',
    );
  });
});

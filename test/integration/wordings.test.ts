/** Wordings and cases as a person meets them on the command line: asked for once, decided on, gated again after an edit. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { proposedCaseSchema } from '../../src/core/library/cases/proposedCases.js';
import { importedSchema } from '../../src/core/variants/imported/importWordings.js';
import { variantSchema } from '../../src/core/variants/variantSchema.js';
import { folderWith, runCli } from '../support/cli.js';
import {
  answer,
  fakeEndpoint,
  json,
  refuse,
  type Asked,
  type FakeEndpoint,
} from '../support/endpoint.js';

const PROMPT = `messages:
  - role: user
    content: 'Sort the ticket into bug or billing. Read all of it first. Ticket: {{ticket}}'
testData:
  - ticket: It crashes
    expected: bug
  - ticket: I paid twice
    expected: billing
  - ticket: No sound
    expected: bug
  - ticket: Wrong invoice # here too
    expected: billing
`;
const PARAPHRASE =
  'Decide whether the ticket is bug or billing, after reading the whole of it. Ticket: {{ticket}}';

const said = ({ messages }: Asked) => messages.map(({ content }) => content).join('\n');
const purposeOf = (asked: Asked) =>
  /reword prompts/.test(said(asked))
    ? 'paraphrase'
    : /compare two prompts/.test(said(asked))
      ? 'requirements'
      : 'cases';

let endpoint: FakeEndpoint;
let judgement = 'yes';
beforeAll(async () => {
  endpoint = await fakeEndpoint((asked, response) => {
    if (asked.model === 'missing') return refuse(response, 404, 'There is no such model.');
    if ('input' in asked)
      return json(response, 200, {
        data: [
          { index: 1, embedding: [1, 0.2] },
          { index: 0, embedding: [1, 0] },
        ],
        model: 'e',
        usage: { prompt_tokens: 1, total_tokens: 1 },
      });
    const texts = {
      paraphrase: `<message-1>\n${PARAPHRASE}\n</message-1>`,
      requirements: judgement,
      cases: '<ticket>Sync: "fails" # often</ticket>\n<expected>bug</expected>',
    };
    answer(asked, response, texts[purposeOf(asked)]);
  });
});
afterAll(() => endpoint.close());

const variantsIn = async (folder: string, ...args: string[]) => {
  const ended = await runCli(folder, ['variants', 'p.prompt.yml', '--json', ...args]);
  const made = ended.code === 0 ? z.array(variantSchema).parse(JSON.parse(ended.stdout)) : [];
  return { ...ended, made };
};
const withModel = () => ['--base-url', endpoint.baseUrl, '--model', 'fake-model'];
const ONE = ['--variants', 'paraphrase=1'];

describe('paraphrases on the command line', () => {
  it('are asked for and judged once, wait for a person, and go stale with an edit', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const before = endpoint.asked.length;
    const first = await variantsIn(folder, ...ONE, ...withModel());
    expect(first.made[1]).toMatchObject({ id: 'paraphrase-1', status: 'pending' });
    expect(first.made[1]?.gate.entails).toBe(true);
    expect(endpoint.asked.slice(before).map(purposeOf)).toEqual([
      'paraphrase',
      'requirements',
      'requirements',
    ]);
    const second = await variantsIn(folder, ...ONE, ...withModel());
    expect(second.made).toEqual(first.made);
    expect(endpoint.asked).toHaveLength(before + 3);

    const approved = await variantsIn(folder, ...ONE, '--approve', 'paraphrase-1');
    expect(approved.made[1]?.status).toBe('approved');

    const path = join(folder, 'p.prompt.yml');
    writeFileSync(path, PROMPT.replace('Read all of it first.', 'First read all of it.'));
    const edited = await variantsIn(folder, ...ONE, '--no-model');
    expect(edited.made.map(({ status }) => status)).toEqual(['original', 'stale']);
    expect(edited.stderr).toContain('1 written for an earlier version');
    const refused = await variantsIn(folder, ...ONE, '--approve', 'paraphrase-1');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--refresh');

    const refreshed = await variantsIn(folder, ...ONE, '--refresh');
    expect(refreshed.stderr).toMatch(/Changes in the prompt since then:[\s\S]*first/);
    expect(refreshed.made[1]).toMatchObject({ id: 'paraphrase-1', status: 'pending' });
    expect(endpoint.asked).toHaveLength(before + 3);
  });

  it('are shown by their ids, beyond those that are sent too, and decided on by either name', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    await variantsIn(folder, ...ONE, ...withModel());
    const args = ['variants', 'p.prompt.yml', '--no-model', '--variants'];
    const sent = await runCli(folder, [...args, 'paraphrase=1']);
    expect(sent.stdout).toMatch(/^paraphrase-1 {2}paraphrase, pending/m);
    const spare = await runCli(folder, [...args, 'format=1']);
    expect(spare.stdout).toMatch(
      /Kept but not sent, because they exceed the requested number or failed the meaning check:\nparaphrase-1 /,
    );
    const decided = await runCli(folder, [...args, 'paraphrase=1', '--approve', 'Paraphrase 1']);
    expect(decided.stderr).toContain('Approved: paraphrase-1.');
  });

  it('gated again by a model stay stale when it finds another requirement', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    await variantsIn(folder, ...ONE, ...withModel());
    writeFileSync(join(folder, 'p.prompt.yml'), PROMPT.replace('first.', 'twice.'));
    judgement = 'no\n- read all of it twice';
    const refreshed = await variantsIn(folder, ...ONE, '--refresh', ...withModel());
    judgement = 'yes';
    expect(refreshed.stderr).toContain(
      'is still stale: it failed the meaning check (requirements): it no longer requires: read all',
    );
    expect(refreshed.made[1]?.status).toBe('stale');
  });

  it('that did not hold are said with their step, and not asked for again', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    judgement = '**No.** It drops one.';
    const first = await variantsIn(folder, ...ONE, ...withModel());
    judgement = 'yes';
    expect(first.stderr).toContain('3 variants rejected: 3 at requirements');
    expect(first.stderr).toContain('--approve ID takes one all the same');
    const asked = endpoint.asked.length;
    const again = await variantsIn(folder, ...ONE, ...withModel());
    expect(again.stderr).toContain('3 variants rejected: 3 at requirements');
    expect(endpoint.asked).toHaveLength(asked);
  });

  it('that a judge said nothing readable about wait for a person, which is said once', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    judgement = 'Sounds good!';
    const first = await variantsIn(folder, ...ONE, ...withModel());
    judgement = 'yes';
    expect(first.made[1]).toMatchObject({ status: 'pending', gate: { entails: null } });
    expect(first.stderr.match(/not judged/g)).toHaveLength(1);
    expect(first.stderr).toContain('“Sounds good!”');
  });

  it('are in the plan before a run, with all calls they may take', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const args = ['test', 'p.prompt.yml', '--variants', 'paraphrase=2', '--repeats', '1'];
    const before = endpoint.asked.length;
    const planned = await runCli(folder, [...args, ...withModel(), '--dry-run']);
    expect(endpoint.asked).toHaveLength(before);
    // 3 variants × 4 cases, and 4 attempts of 3 calls.
    expect(planned.stderr).toContain('= 24 calls at most');
    expect(planned.stderr).toContain(
      'At most 12 of these calls write 2 missing paraphrases and check their meaning; 2 variants may be added.',
    );
    await runCli(folder, [...args, ...withModel()]);
    expect(endpoint.asked.length - before).toBeLessThanOrEqual(24);
    const again = await runCli(folder, [...args, ...withModel(), '--dry-run']);
    expect(again.stderr).not.toContain('missing paraphrase');
  });

  it('that did not hold are counted by step in the report', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    judgement = 'no\n- read all of it first';
    const args = ['test', 'p.prompt.yml', ...ONE, '--repeats', '1', '--json', 'r.json'];
    const { code } = await runCli(folder, [...args, ...withModel()]);
    judgement = 'yes';
    expect(code).toBe(0);
    const { notes } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as Report;
    expect(notes).toMatchObject([
      {
        code: 'fewer-variants',
        params: {
          made: 0,
          wanted: 1,
          reason: expect.stringMatching(/3 rejected \(3 at requirements\)/),
        },
      },
    ]);
    const other = ['test', 'p.prompt.yml', '--variants', 'format=1', '--repeats', '1'];
    const unasked = await runCli(folder, [...other, ...withModel()]);
    expect(unasked.stdout).not.toMatch(/paraphrase|rejected/);
  });

  it('are measured by embeddings where plumbline.yml names a model for them', async () => {
    const config = `models:\n  fake: { baseUrl: ${endpoint.baseUrl}, model: fake-model, embeddings: e }\n`;
    const folder = folderWith({ 'p.prompt.yml': PROMPT, 'plumbline.yml': config });
    const { made } = await variantsIn(folder, ...ONE, '--model', 'fake');
    expect(made[1]?.gate.cosine).toBeCloseTo(1 / Math.sqrt(1.04), 9);
  });

  it('are measured in words where the endpoint refuses to embed', async () => {
    const config = `models:\n  fake: { baseUrl: ${endpoint.baseUrl}, model: fake-model, embeddings: missing }\n`;
    const folder = folderWith({ 'p.prompt.yml': PROMPT, 'plumbline.yml': config });
    const { made } = await variantsIn(folder, ...ONE, '--model', 'fake');
    expect(made[1]?.gate).toMatchObject({ cosine: null, entails: true });
  });

  it('that rules made are rejected like others, kept as such, and replaced by the next of the class', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const args = ['--no-model', '--variants', 'persona=2'];
    const before = await variantsIn(folder, ...args);
    const after = await variantsIn(folder, ...args, '--reject', 'Persona 1');
    expect(after.stderr).toContain('Rejected: persona-1.');
    const kept = readFileSync(join(folder, '.plumbline/variants/p.prompt.yml.yml'), 'utf8');
    expect(kept).toContain('id: persona-1');
    for (const { made } of [after, await variantsIn(folder, ...args)]) {
      expect(made.map(({ id, status }) => `${id} ${status}`)).toEqual([
        'original original',
        'persona-2 generated',
        'persona-3 generated',
        'persona-1 rejected',
      ]);
      expect(made.at(-1)?.messages).toEqual(before.made[1]?.messages);
    }
    const back = await variantsIn(folder, ...args, '--approve', 'persona-1');
    expect(back.made.map(({ id }) => id)).toEqual(['original', 'persona-1', 'persona-2']);
  });

  it('of an unknown id are left alone, with a word on which there are', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const none = await variantsIn(folder, '--approve', 'paraphrase-1');
    expect(none.stderr).toContain('p.prompt.yml has no kept variants.');
    expect(none.code).toBe(2);
  });
});

describe('imported wordings', () => {
  const WORDINGS = `${PARAPHRASE}\n---\nSort the ticket into bug or billing.\n---\nAnswer.\n`;
  const files = { 'p.prompt.yml': PROMPT, 'w.txt': WORDINGS };
  const KEPT = '.plumbline/variants/p.prompt.yml.yml';
  const importIn = async (folder: string, ...args: string[]) => {
    const ended = await runCli(folder, ['variants', 'p.prompt.yml', '--import', ...args, '--json']);
    return { ...ended, all: z.array(importedSchema).parse(JSON.parse(ended.stdout)) };
  };

  it('are checked without a model, kept for review, and approved also over a rule', async () => {
    const folder = folderWith(files);
    const before = endpoint.asked.length;
    const { all, stderr } = await importIn(folder, 'w.txt', '--no-model');
    expect(endpoint.asked).toHaveLength(before);
    expect(all.map(({ id, status }) => [id, status])).toEqual([
      ['paraphrase-1', 'flagged'],
      ['paraphrase-2', 'rejected'],
      ['paraphrase-3', 'rejected'],
    ]);
    expect(stderr).toContain('0 passed, 1 flagged and 2 rejected by the meaning check.');
    const sent = await variantsIn(folder, '--variants', 'paraphrase=2', '--no-model');
    expect(sent.made.map(({ id, status }) => [id, status])).toEqual([
      ['original', 'original'],
      ['paraphrase-1', 'pending'],
      ['paraphrase-2', 'rejected'],
      ['paraphrase-3', 'rejected'],
    ]);
    const args = ['--variants', 'paraphrase=2', '--no-model', '--approve', 'paraphrase-2'];
    const approved = await variantsIn(folder, ...args);
    expect(approved.made.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'original original',
      'paraphrase-2 approved',
      'paraphrase-1 pending',
      'paraphrase-3 rejected',
    ]);
  });

  it('are judged by a model, twice each where no rule rejects them', async () => {
    const folder = folderWith(files);
    const before = endpoint.asked.length;
    judgement = 'no\n- read all of it first';
    const { all } = await importIn(folder, 'w.txt', ...withModel());
    judgement = 'yes';
    expect(endpoint.asked.slice(before).map(purposeOf)).toEqual(['requirements', 'requirements']);
    expect(all[0]).toMatchObject({ status: 'rejected', risk: 1 });
    expect(all[0]?.reason).toContain('read all of it first');
  });

  it('leave nothing behind in a dry run, and nothing when the file has an error', async () => {
    const folder = folderWith({ ...files, 'w.csv': 'text\nA\n' });
    const { all } = await importIn(folder, 'w.txt', '--no-model', '--dry-run');
    expect(all.map(({ id }) => id)).toEqual([null, null, null]);
    const args = ['variants', 'p.prompt.yml', '--no-model', '--import'];
    const wrong = await runCli(folder, [...args, 'w.csv']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('w.csv:1:1: error: There is no column named wording.');
    expect(existsSync(join(folder, KEPT))).toBe(false);
  });
});

describe('proposed cases', () => {
  it('change nothing until they are approved, and then nothing else', async () => {
    const folder = folderWith({ 'p.prompt.yml': PROMPT });
    const text = () => readFileSync(join(folder, 'p.prompt.yml'), 'utf8');
    const args = ['cases', 'p.prompt.yml', '--json'];
    const proposed = await runCli(folder, [...args, '--suggest', '1', ...withModel()]);
    const [first] = z.array(proposedCaseSchema).parse(JSON.parse(proposed.stdout));
    expect(first).toMatchObject({ id: 'suggested-1', status: 'pending' });
    expect(text()).toBe(PROMPT);
    expect(existsSync(join(folder, '.plumbline/cases/p.prompt.yml.yml'))).toBe(true);

    const approved = await runCli(folder, [...args, '--approve', 'suggested-1']);
    expect(approved.stderr).toContain('Added 1 case to p.prompt.yml without an expected answer');
    expect(text()).toBe(`${PROMPT}  - ticket: 'Sync: "fails" # often'\n`);
    const twice = await runCli(folder, [...args, '--approve', 'suggested-1']);
    expect(twice.stderr).toContain('suggested-1 is approved already');
    expect(twice.code).toBe(2);
  });
});

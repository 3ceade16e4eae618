import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contextSchema } from '../../src/core/studies/context/schema.js';
import { folderWith, runCli } from '../support/cli.js';
import { answer, endpointsOfEachTest, type Behaviour } from '../support/endpoint.js';

const endpointThat = endpointsOfEachTest();

const PROMPT = `messages:
  - { role: system, content: Answer from the passages. If they do not say, answer UNKNOWN. }
  - { role: user, content: "{{contexts}}\\n\\n{{q}}" }
testData:
${['Anna', 'Ben', 'Cleo'].map((name) => `  - { q: Where does ${name} live?, expected: ${name}ville, relevant: [${name}] }`).join('\n')}
`;
/** Finds the passage whose name the question holds, unless it is in small letters. */
const RETRIEVER = `
let q = '';
process.stdin.on('data', (piece) => (q += piece)).on('end', () => {
  const all = ['Anna', 'Ben', 'Cleo', 'Dora'].map((id) => ({ id, text: id + ' lives in ' + id + 'ville.' }));
  const score = ({ id }) => (q.includes(id) ? 1 : 0);
  console.log(JSON.stringify(all.toSorted((a, b) => score(b) - score(a)).slice(0, 2)));
});
`;
const reads: Behaviour = (asked, response) => {
  const text = asked.messages.at(-1)?.content ?? '';
  const name = /Where does (\w+) live/.exec(text)?.[1] ?? '';
  answer(asked, response, new RegExp(`${name} lives in (\\w+)`).exec(text)?.[1] ?? 'UNKNOWN');
};
const FILE = '.plumbline/contexts/p.prompt.yml.json';

async function retrieved(script: string) {
  const { baseUrl, asked } = await endpointThat(reads);
  const folder = folderWith({ 'p.prompt.yml': PROMPT, 'r.mjs': script, 'plumbline.yml': '{}' });
  const command = `"${process.execPath}" r.mjs`;
  const run = (...args: string[]) =>
    runCli(folder, ['context', 'p.prompt.yml', '--base-url', baseUrl, '--model', 'm', ...args]);
  return { folder, asked, run, ask: (...args: string[]) => run('--retriever', command, ...args) };
}

describe('context --retriever', () => {
  it('asks once, keeps what was found, and measures the retriever alone', async () => {
    const { folder, run, ask } = await retrieved(RETRIEVER);
    const { code, stdout, stderr } = await ask('--json');
    expect(code, stderr).toBe(0);
    const printed = JSON.parse(stdout) as { retriever: unknown };
    const { findings } = contextSchema.parse(printed);
    expect(findings).toMatchObject({ cases: 3, labeled: 3 });
    expect(findings.answers.accuracy.value).toBe(1);
    expect(findings.retrieval.recall['1']?.value).toBe(1);
    expect(printed.retriever).toMatchObject({
      ...{ questions: 3, recall: 1 },
      recallSpread: expect.closeTo(1 / 3, 9) as number,
    });
    const kept = readFileSync(join(folder, FILE), 'utf8');
    expect(JSON.parse(kept)).toMatchObject({ version: 1 });
    const again = await ask();
    expect(again.stderr).not.toContain('Asked the retriever');
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe(kept);
    const without = await run('--json');
    expect(contextSchema.parse(JSON.parse(without.stdout)).findings.cases).toBe(3);
  });

  it.each([
    ['process.exit(3)', 'ended with exit code 3'],
    ['console.log("no list")', 'printed "no list\\n", not a JSON list'],
    ['console.log("[]")', 'found no passage for any question'],
  ])('says what is wrong with a retriever: %s', async (script, message) => {
    const { folder, ask, asked } = await retrieved(script);
    const { code, stderr } = await ask();
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(asked).toHaveLength(0);
    expect(existsSync(join(folder, FILE))).toBe(false);
  });
});

/**
 * `plumbline check` on 1,000 prompts with baselines, none of which changed: the whole command, from its start to its end.
 * `npm run bench:unchanged`.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { baselineText, fingerprintsOf, type Baseline } from '../src/core/library/library.js';
import { parsePrompt } from '../src/core/prompt/formats/formats.js';
import { hash } from '../src/core/text/hash.js';

const PROMPTS = 1000;
const CASES = 20;
const LIMIT_MS = 2000;
const RUNS = 3;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const cli = resolve('dist/cli.js');
const root = mkdtempSync(join(tmpdir(), 'plumbline-unchanged-'));

const cases = Array.from({ length: CASES }, (_, row) => `case-${row}`);
const promptText = (index: number) => `name: Prompt ${index}
messages:
  - role: system
    content: Sort message ${index}. Keep to the rules of the house, and answer with one word.
  - role: user
    content: '{{input}}'
testData:
${cases.map((id, row) => `  - { id: ${id}, input: 'A message, number ${row}', expected: label-${row % 4} }`).join('\n')}
`;

function baselineFor(path: string, text: string): Baseline {
  const { prompt } = parsePrompt(path, text);
  if (!prompt) throw new Error('no prompt');
  const figure = { value: 0.1, low: 0, high: 0.2, n: CASES };
  return {
    ...{ version: 1, prompt: path, measuredAt: new Date().toISOString() },
    fingerprints: fingerprintsOf(prompt, { config: {}, frozen: null }),
    model: { id: 'm', versions: [], named: [], recorded: false },
    plan: {
      ...{ cases: CASES, allCases: CASES, variants: 8, shots: ['file'], repeats: 2, seed: 1 },
      classes: { format: 2 },
    },
    ...{ verdict: 'stable', metrics: { accuracy: figure, 'pss.excess': figure } },
    measured: {
      ...{ comparedBy: 'score', judged: false, confidenceTier: null, variants: ['original'] },
      cases: cases.map((id) => ({
        ...{ id, inputs: hash(id).slice(0, 16), accuracy: 1, original: 1, excess: 0 },
        ...{ confidence: 1, answer: 'label-1' },
      })),
    },
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

write('plumbline.yml', '{}\n');
for (let index = 0; index < PROMPTS; index++) {
  const path = `prompts/team-${index % 20}/${index}.prompt.yml`;
  const text = promptText(index);
  write(path, text);
  write(`.plumbline/baselines/${path}.json`, baselineText(baselineFor(path, text)));
}

let isRight = true;
const times = Array.from({ length: RUNS }, () => {
  const started = performance.now();
  const text = execFileSync(process.execPath, [cli, 'check', '--json'], {
    ...{ cwd: root, encoding: 'utf8' as const, maxBuffer: 1e9 },
  });
  const taken = performance.now() - started;
  const found = JSON.parse(text) as { readonly why: { readonly code: string } }[];
  isRight &&= found.length === PROMPTS && found.every(({ why }) => why.code === 'unchanged');
  return taken;
}).toSorted((a, b) => a - b);
rmSync(root, { recursive: true });

/** The others waited for something else on this machine. */
const [fastest = Infinity] = times;
say(
  `check of ${PROMPTS} unchanged prompts: ${fastest.toFixed(0)} ms, the fastest of ${RUNS} (limit ${LIMIT_MS})`,
);
if (!isRight) say('Not all of them were found unchanged.');
process.exitCode = isRight && fastest < LIMIT_MS ? 0 : 1;

/**
 * 1,000 prompt files of 5 KB, read as a library: cold, and again after one change. Also how long the event loop was held
 * at a stretch, since an editor waits for it. `npm run bench:library`.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PromptLibrary } from '../src/node/promptLibrary.js';
import { findWorkspace } from '../src/node/workspace.js';

const FILES = 1000;
const KILOBYTES = 5;
const LIMITS = { cold: 1000, change: 100, held: 50 };

const say = (text: string) => void process.stdout.write(`${text}\n`);
const root = mkdtempSync(join(tmpdir(), 'plumbline-library-'));
const pathOf = (index: number) => `prompts/team-${index % 20}/${index}.prompt.yml`;

function promptText(index: number, word: string): string {
  const head = `name: Prompt ${index}\ndescription: The ${word} one\nmodel: openai/gpt-4.1-mini\ntags: [a, b]\nmessages:\n  - role: system\n    content: |\n`;
  const sentence = `      Sort what stands below by {{criterion}} and keep rule ${index} in mind.\n`;
  const rows = Array.from(
    { length: 8 },
    (_, row) =>
      `  - input: A message of some length, number ${row}\n    criterion: size\n    expected: label-${row % 4}\n`,
  ).join('');
  const tail = `  - role: user\n    content: '{{input}}'\ntestData:\n${rows}`;
  const times = Math.ceil((KILOBYTES * 1024 - head.length - tail.length) / sentence.length);
  return head + sentence.repeat(times) + tail;
}

for (let index = 0; index < FILES; index++) {
  const path = join(root, pathOf(index));
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, promptText(index, 'first'));
}
writeFileSync(join(root, 'plumbline.yml'), 'models: {}\n');

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const workspace = await findWorkspace(join(root, 'plumbline.yml'));
const library = new PromptLibrary(workspace);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const cold = await timed(() => library.scan());
delay.disable();
writeFileSync(join(root, pathOf(7)), promptText(7, 'second'));
const change = await timed(async () => {
  await library.update(pathOf(7));
  library.entries();
});
const found = library.entries();
const isRight =
  found.length === FILES && found.some((each) => each.description === 'The second one');
rmSync(root, { recursive: true });

say(`${FILES} files of ${KILOBYTES} KB, read: ${found.length}`);
say(`cold            ${cold.toFixed(0)} ms (limit ${LIMITS.cold})`);
say(`after a change  ${change.toFixed(1)} ms (limit ${LIMITS.change})`);
say(`longest hold    ${(delay.max / 1e6).toFixed(0)} ms (limit ${LIMITS.held})`);
process.exitCode =
  isRight && cold < LIMITS.cold && change < LIMITS.change && delay.max / 1e6 < LIMITS.held ? 0 : 1;

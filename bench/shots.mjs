/**
 * What ProSA reports of few-shot examples, looked for on the trial model: `npm run bench:shots [FOLDER]`. Two prompts of 120
 * cases and 12 wordings, as written and with 1 and 3 examples: 8,640 calls, half an hour on two idle cores. Runs that
 * were broken off go on; FOLDER keeps the reports, and is only read where it has both.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const NAMES = ['capitals', 'continents'];
const folder = resolve(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'plumbline-shots-')));
mkdirSync(folder, { recursive: true });
cpSync('bench/shots', folder, { recursive: true });
for (const name of NAMES) {
  if (existsSync(join(folder, `${name}.json`))) continue;
  const words = ['test', `${name}.prompt.yml`, '--model', 'trial', '--repeats', '1'];
  const run = [...words, '--no-stop-early', '--json', `${name}.json`];
  spawnSync(process.execPath, [resolve('dist/cli.js'), ...run], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const range = (envelope) =>
  envelope?.value == null
    ? 'not available'
    : `${envelope.value.toFixed(2)} [${envelope.ci.map((end) => end.toFixed(2)).join(', ')}]`;
const rows = NAMES.flatMap((name) => {
  const { metrics, fewShot } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const pss = metrics['pss.cross'];
  const accuracy = (shots) => fewShot.rows.find((row) => row.shots === shots).accuracy;
  const rho = metrics['confidence.sensitivityRho'];
  return ['file', '1', '3'].map((shots) => [
    name,
    shots === 'file' ? '0' : shots,
    range(shots === 'file' ? pss : pss.byShots[shots]),
    accuracy(shots).toFixed(2),
    shots === 'file' ? range(rho) : '',
  ]);
});
const head = ['prompt', 'examples', 'PSS', 'accuracy', 'confidence against sensitivity'];
for (const cells of [head, head.map((_, at) => (at < 2 ? '---' : '---:')), ...rows])
  process.stdout.write(`| ${cells.join(' | ')} |\n`);

/** `npm start`: one example prompt, tested on the embedded trial model, with a report to open. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const PROMPT = 'examples/prompts/triage.prompt.yml';
const REPORT = 'examples/reports/triage.html';

const { status } = spawnSync(
  process.execPath,
  ['dist/cli.js', 'test', PROMPT, '--model', 'trial', '--html', REPORT, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
if (status === 0) {
  process.stdout.write(`\nReport: ${resolve(REPORT)}\n`);
  process.stdout.write('Beside the prompt file, in VS Code: npm run editor\n');
}
process.exit(status ?? 1);

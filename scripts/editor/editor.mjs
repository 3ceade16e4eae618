/**
 * `npm run editor`: real VS Code in the browser, with the extension of this checkout, on a copy of the examples, and with
 * the trial model running and configured. Ctrl-C ends everything it started.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installEditor } from './install.mjs';
import { pageFor, startEditor } from './start.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const stops = [];
let ending = false;

async function end(code) {
  if (ending) return;
  ending = true;
  for (const stop of stops.reverse()) await stop();
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

try {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-examples-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  cpSync('examples', folder, {
    recursive: true,
    filter: (path) => !/\.plumbline\/(cache|runs)|examples\/reports/.test(path),
  });
  const model = await startModel();
  if (model) appendFileSync(join(folder, 'plumbline.yml'), model.config);
  const home = await installEditor(say);
  const editor = await startEditor(home);
  stops.push(editor.stop);
  const url = pageFor(editor.address, { folder, development: resolve('.') });
  say(`\nVS Code with Plumbline: ${url}`);
  say(`Open prompts/triage.prompt.yml and press "Test sensitivity". Folder: ${folder}`);
  say('Ctrl-C ends the editor and the model.');
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  await end(1);
}

/** The trial model behind its server; null where it cannot be had, and then the recorded answers are there. */
function startModel() {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'trial-model'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: process.platform !== 'win32',
    });
    stops.push(() => child.kill());
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /^(http\S+) (\S+)$/m.exec(said);
      if (!found) return;
      const entry = `trial: { baseUrl: ${found[1]}, model: ${found[2]}, concurrency: 2, price: { input: 0, output: 0 } }`;
      done({ config: `\nmodels:\n  ${entry}\n` });
    });
    child.on('close', () => {
      if (!ending) say('Without the trial model: choose "Recorded answers" instead.');
      done(null);
    });
  });
}

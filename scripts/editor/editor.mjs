/**
 * `npm run editor`: real VS Code in the browser, with the extension of this checkout, on a copy of the examples, and with
 * the trial model running and configured. Ctrl-C ends everything it started.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { examplesCopy } from './examples.mjs';
import { installEditor } from './install.mjs';
import { pageFor, startEditor } from './start.mjs';
import { startTrialModel } from './trialModel.mjs';

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
  const folder = examplesCopy();
  stops.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const model = await startTrialModel();
  stops.push(model.stop);
  if (model.config) appendFileSync(join(folder, 'plumbline.yml'), model.config);
  else say('Without the trial model: choose "Recorded answers" instead.');
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

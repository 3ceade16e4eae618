/** Runs every host test beside this file, inside the extension host. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** One line a test, so that whoever reads the host's log can tell them from everything else in it. */
class PlainLines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const line = (text: string) => console.log(`host test: ${text}`);
    let passed = 0;
    runner.on('pass', (test) => {
      passed += 1;
      line(`passed ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('fail', (test, error: Error) => line(`FAILED ${test.fullTitle()}\n${error.message}`));
    runner.on('end', () => line(`${passed} passed`));
  }
}

/** The longest makes hundreds of calls through the editor: a minute, where the machine has other things to do. */
const PATIENCE_MS = 240_000;

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: PATIENCE_MS, reporter: PlainLines });
  for (const name of readdirSync(__dirname).sort())
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  return new Promise((resolve, reject) =>
    mocha.run((failures) =>
      failures === 0 ? resolve() : reject(new Error(`${failures} host tests failed`)),
    ),
  );
}

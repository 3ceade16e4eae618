/** The trial model behind its server, for an editor that is to find it in its `plumbline.yml`. */
import { spawn } from 'node:child_process';

/** `config` is null where the model cannot be had; its own words about that have been printed. */
export function startTrialModel() {
  const child = spawn(process.execPath, ['dist/cli.js', 'trial-model'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C is the caller's to handle.
    detached: process.platform !== 'win32',
  });
  const stop = () => void child.kill();
  return new Promise((done) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /^(http\S+) (\S+)$/m.exec(said);
      if (!found) return;
      const settings = 'concurrency: 2, price: { input: 0, output: 0 }';
      const entry = `trial: { baseUrl: ${found[1]}, model: ${found[2]}, ${settings} }`;
      done({ config: `\nmodels:\n  ${entry}\n`, stop });
    });
    child.on('close', () => done({ config: null, stop }));
  });
}

/** Starts the installed VS Code server on a free loopback port, with folders of its own for settings and extensions. */
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'workbench.tips.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'files.simpleDialog.enable': true,
};
const READY_WITHIN_MS = 30_000;

/**
 * Installs extensions into a folder as a user would.
 * @param {string} home where the server is installed
 * @param {string[]} packages paths of `.vsix` files
 * @param {string} folder
 */
export async function installExtensions(home, packages, folder) {
  const own = mkdtempSync(join(tmpdir(), 'plumbline-install-'));
  try {
    await promisify(execFile)(process.execPath, [
      join(home, 'out', 'server-main.js'),
      ...['--user-data-dir', join(own, 'user'), '--server-data-dir', own],
      ...['--extensions-dir', folder, '--accept-server-license-terms'],
      ...packages.flatMap((path) => ['--install-extension', path]),
    ]);
  } finally {
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} home where the server is installed
 * @param {{ settings?: Record<string, unknown>, askForTrust?: boolean, install?: string[], extensions?: string | null }} options
 *   `install`: `.vsix` files; `extensions`: a folder of extensions that are installed already, which is copied
 */
export async function startEditor(
  home,
  { settings = {}, askForTrust = false, install = [], extensions = null } = {},
) {
  const own = mkdtempSync(join(tmpdir(), 'plumbline-editor-'));
  const port = await freePort();
  const folders = { user: join(own, 'user'), extensions: join(own, 'extensions'), server: own };
  mkdirSync(join(folders.user, 'User'), { recursive: true });
  if (extensions) cpSync(extensions, folders.extensions, { recursive: true });
  else mkdirSync(folders.extensions, { recursive: true });
  const trust = askForTrust ? {} : { 'security.workspace.trust.enabled': false };
  writeFileSync(
    join(folders.user, 'User', 'settings.json'),
    JSON.stringify({ ...SETTINGS, ...trust, ...settings }),
  );
  if (install.length > 0) await installExtensions(home, install, folders.extensions);
  const main = join(home, 'out', 'server-main.js');
  const args = [
    main,
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...['--without-connection-token', '--disable-telemetry'],
    '--enable-smoke-test-driver',
    ...(askForTrust ? [] : ['--disable-workspace-trust']),
    ...['--user-data-dir', folders.user, '--extensions-dir', folders.extensions],
    ...['--server-data-dir', folders.server, '--accept-server-license-terms'],
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-800)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = new Promise((done) => child.once('close', done));
      endGroup(child);
      await closed;
    }
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  };
  const address = `http://127.0.0.1:${port}`;
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${address}/version`).catch(() => null);
    if (answer?.ok) return { address, folders, stop, said: () => said };
    await delay(100);
  }
  await stop();
  throw new Error(`The editor's server did not start.\n${said}`);
}

/** The extension host and its children end with the server. */
function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/**
 * The page that shows a folder; `development` loads an extension from its source, `tests` runs its host tests.
 * @param {string} address
 * @param {{ folder: string, development?: string | null, tests?: string | null }} what
 */
export function pageFor(address, { folder, development = null, tests = null }) {
  const remote = (path) => `vscode-remote://remote${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(development ? [['extensionDevelopmentPath', remote(development)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
  ];
  const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `${address}/?${kind}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

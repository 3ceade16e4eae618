/** Installs the project's packages when they are missing or out of date. Runs on any Node from 20 on. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** npm writes what it installed here; the same packages as in the lock file mean nothing to do. */
const INSTALLED = 'node_modules/.package-lock.json';

const packagesOf = (file) => {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).map(([path, { version }]) => [path, version]));
};

function upToDate() {
  if (!existsSync(INSTALLED) || !existsSync('node_modules/node/bin')) return false;
  const locked = packagesOf('package-lock.json');
  return [...packagesOf(INSTALLED)].every(([path, version]) => locked.get(path) === version);
}

if (!upToDate()) {
  process.stderr.write('Installing packages, once…\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('Installing failed. With a working network, `npm ci` shows why.\n');
    process.exit(status ?? 1);
  }
}

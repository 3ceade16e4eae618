/** `npm run -s plumbline -- …`: the command line of the checkout, built first when its sources are newer. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = 'dist/cli.js';

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs),
      0,
    );

if (!existsSync(BUILT) || newest('src') > statSync(BUILT).mtimeMs) {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
const { status, signal } = spawnSync(process.execPath, [BUILT, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(signal ? 130 : (status ?? 1));

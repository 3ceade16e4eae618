/** Bundles the tests that run inside the extension host, each file for itself, beside the built extension. */
import { readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const OUT = 'dist/host-tests';

export async function buildHostTests() {
  // A test that was deleted or renamed must not run on.
  rmSync(OUT, { recursive: true, force: true });
  const names = readdirSync('test/host').filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: names.map((name) => `test/host/${name}`),
    outdir: OUT,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return resolve(OUT, 'index.cjs');
}

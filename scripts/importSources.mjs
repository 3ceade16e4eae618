/** Modules of `src/` for scripts: bundled, because Node cannot import TypeScript that names its files `.js`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What `contents` exports; its imports are relative to the root of the repository. Packages stay imports, so they are shared. */
export async function importSources(contents) {
  const bundle = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    logLevel: 'error',
  });
  // Below node_modules, so that the bundle's packages are found.
  const folder = await mkdtemp(join('node_modules', '.sources-'));
  try {
    const file = join(folder, 'bundle.mjs');
    await writeFile(file, bundle.outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

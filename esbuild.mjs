/** Builds the command line. Split, so that a command loads only what it needs. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  sourcemap: false,
  chunkNames: 'chunks/[name]-[hash]',
  define: { PLUMBLINE_VERSION: JSON.stringify(version) },
  // Some bundled libraries are CommonJS and ask for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as plumblineRequire } from 'node:module';\nconst require = plumblineRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await chmod('dist/cli.js', 0o755);
await writeFile('dist/package.json', '{ "type": "module" }\n');

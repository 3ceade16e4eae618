/** Builds the command line, the extension and its panel. Split, so that each part loads only what it needs. */
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import ts from 'typescript';
import { inBrowser } from './scripts/inBrowser.mjs';
import { noticesOf } from './scripts/notices.mjs';
import { withoutUnusedParts } from './scripts/unusedParts.mjs';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const shared = {
  bundle: true,
  minify: true,
  sourcemap: false,
  logLevel: 'warning',
};
const node = {
  ...shared,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  chunkNames: 'chunks/[name]-[hash]',
  define: { PLUMBLINE_VERSION: JSON.stringify(version) },
  plugins: [withoutUnusedParts],
};
// Some bundled libraries are CommonJS and ask for Node's own modules.
const requireForCommonJs =
  "import { createRequire as plumblineRequire } from 'node:module';\nconst require = plumblineRequire(import.meta.url);";

/** What stands beside the extension's main file, and is loaded with its first use. */
const loadedLater = {
  name: 'loaded-later',
  setup(builder) {
    const files = {
      'core/index.js': './core.js',
      'desktop.js': './desktop.js',
      'fromPanel.js': './fromPanel.js',
    };
    builder.onResolve({ filter: /\/(core\/index|desktop|fromPanel)\.js$/ }, ({ path, kind }) => {
      const file = Object.keys(files).find((name) => path.endsWith(`/${name}`));
      return kind === 'dynamic-import' ? { path: files[file], external: true } : undefined;
    });
  },
};

const bundled = [];
/** What a file of types imports of the others. */
const imported = [];
async function build(options) {
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  bundled.push(metafile);
}

/** The types of one file, for programs that import it. */
async function declare(source, path) {
  const text = await readFile(source, 'utf8');
  const { outputText } = ts.transpileDeclaration(text, { fileName: source });
  await writeFile(path, outputText);
  for (const { fileName } of ts.preProcessFile(outputText).importedFiles)
    if (fileName.startsWith('.'))
      imported.push({ path, types: join(dirname(path), fileName.replace(/\.js$/, '.d.ts')) });
}

/** Programs that check libraries too would find it missing: nothing else of this build would. */
function checkDeclared() {
  const missing = imported.filter(({ types }) => !existsSync(types));
  if (missing.length > 0)
    throw new Error(
      missing.map((of) => `${of.path} imports ${of.types}: declare that too.`).join('\n'),
    );
}

await rm('dist', { recursive: true, force: true });
await build({
  ...node,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/api/index.ts', vitest: 'src/api/vitest.ts' },
  outdir: 'dist',
  external: ['vitest'],
  banner: { js: `#!/usr/bin/env node\n${requireForCommonJs}` },
});
await chmod('dist/cli.js', 0o755);
for (const name of ['evaluate', 'index', 'matchers', 'options', 'vitest'])
  await declare(`src/api/${name}.ts`, `dist/${name}.d.ts`);
await declare('src/core/errors.ts', 'dist/errors.d.ts');
for (const folder of ['ports', 'say']) await mkdir(`dist/${folder}`, { recursive: true });
for (const name of ['ports/api', 'ports/usage', 'say/say', 'say/worded'])
  await declare(`src/core/${name}.ts`, `dist/${name}.d.ts`);
// What these types say of a report stands in its schema.
await copyFile('schemas/report.d.ts', 'dist/report.d.ts');

// For programs in production: one file without imports, and its types.
const DECIDE = 'src/core/studies/restraint/decide.ts';
await build({ ...node, splitting: false, entryPoints: { decide: DECIDE }, outdir: 'dist' });
await declare(DECIDE, 'dist/decide.d.ts');
checkDeclared();

await build({
  ...node,
  entryPoints: { core: 'src/core/index.ts', desktop: 'src/extension/desktop.ts' },
  outdir: 'dist/extension',
  external: ['vscode'],
  banner: { js: requireForCommonJs },
});
// By itself, so that a panel's first message waits for no more than its own schema.
await build({
  ...node,
  splitting: false,
  entryPoints: { fromPanel: 'src/extension/fromPanel.ts' },
  outdir: 'dist/extension',
});
const extension = {
  ...shared,
  entryPoints: { extension: 'src/extension/extension.ts' },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  external: ['vscode'],
};
await build({
  ...extension,
  outdir: 'dist/extension',
  platform: 'node',
  target: 'node22',
  plugins: [loadedLater],
});

// For the extension host of a browser: one file, since it can load no other.
await build({
  ...extension,
  outdir: 'dist/browser',
  platform: 'browser',
  target: 'chrome120',
  define: {
    ...node.define,
    PLUMBLINE_IN_BROWSER: 'true',
    'process.env': '{}',
    'process.pid': '0',
    // Of a worker made from a blob, which a library takes for a page's.
    'self.location': 'undefined',
  },
  plugins: [...node.plugins, inBrowser],
});

await build({
  ...shared,
  entryPoints: { panel: 'webview/main.ts' },
  outdir: 'dist/panel',
  format: 'esm',
  platform: 'browser',
  target: 'chrome120',
});
// The main file always goes into an npm package, and with it its folder, unless the folder says otherwise.
await writeFile('dist/extension/.npmignore', '*\n');
await mkdir('dist/panel', { recursive: true });
await copyFile('webview/panel.css', 'dist/panel/panel.css');
await writeFile('dist/package.json', '{ "type": "module" }\n');
await writeFile('dist/NOTICES.txt', await noticesOf(bundled));

/** A plugin for esbuild: what stands in for Node, and for files of `src/node`, where the extension runs in a browser. */

import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILTINS = {
  'node:crypto': resolve('src/browser/builtin/crypto.ts'),
  'node:fs/promises': resolve('src/browser/builtin/files.ts'),
  'node:path': fileURLToPath(import.meta.resolve('path-browserify')),
  'node:timers/promises': resolve('src/browser/builtin/timers.ts'),
};

/** The file of `src/browser` of the same name. */
function otherOf(file) {
  if (file === resolve('src/extension/desktop.ts')) return resolve('src/browser/platform.ts');
  if (resolve(file, '..') !== resolve('src/node')) return null;
  const other = resolve('src/browser', basename(file));
  return existsSync(other) ? other : null;
}

export const inBrowser = {
  name: 'in-browser',
  setup(builder) {
    builder.onResolve({ filter: /^node:/ }, ({ path }) =>
      path in BUILTINS
        ? { path: BUILTINS[path] }
        : { errors: [{ text: `${path} has nothing in its place in a browser.` }] },
    );
    builder.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir, kind }) => {
      const other = otherOf(resolve(resolveDir, path.replace(/\.js$/, '.ts')));
      return other && kind !== 'entry-point' ? { path: other } : undefined;
    });
  },
};

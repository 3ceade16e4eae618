/** A lint rule: imports never go in a circle, also not those of types, which other rules pass over. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'(\.[^']+)'/g;

/** Files a file imports or exports from, by path; read once for each lint run. */
const known = new Map();
function importsOf(file) {
  const before = known.get(file);
  if (before) return before;
  const found = [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .map(([, path]) => join(dirname(file), path).replace(/\.js$/, '.ts'))
    .filter((path) => existsSync(path));
  known.set(file, found);
  return found;
}

/** The way from `file` back to `target`, without `file` itself; null where there is none. */
function wayBack(file, target, seen = new Set()) {
  for (const next of importsOf(file)) {
    if (next === target) return [next];
    if (seen.has(next)) continue;
    seen.add(next);
    const way = wayBack(next, target, seen);
    if (way) return [next, ...way];
  }
  return null;
}

export const noCircles = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program(node) {
      const { filename, cwd } = context;
      const way = wayBack(filename, filename);
      if (!way) return;
      const path = way.map((each) => relative(cwd, each)).join(' → ');
      context.report({ node, message: `Imports go in a circle: ${path}` });
    },
  }),
};

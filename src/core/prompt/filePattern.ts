/** Patterns of file names: `*`, `?`, `{a,b}` within a name, and `**` for any folders. */

import { folderOf, pathIn } from './path.js';
import type { Reading, TextPosition } from './reading.js';

/** Folders below which a pattern is not followed, and how deep it is. */
const CLOSED = /^(?:node_modules|\..*)$/;
const MAX_DEPTH = 8;

const isPattern = (name: string): boolean => /[*?]|\{[^{}]*,[^{}]*\}/.test(name);

/** A name itself, or the files that match it as a pattern. A pattern that finds none is reported. */
export function namedFiles(reading: Reading, name: string, at: TextPosition): readonly string[] {
  if (!isPattern(name)) return [name];
  const found = filesMatching(reading, name);
  if (found === null)
    reading.warning(at, `${name} is not read. Name each file instead of a pattern.`);
  else if (found.length === 0) reading.warning(at, `No file matches ${name}.`);
  return found ?? [];
}

/**
 * The files that match, relative to the folder of the file being read, in the order of their names. Null if the host cannot
 * list folders, or the pattern leaves the workspace.
 */
function filesMatching({ path, around }: Reading, pattern: string): string[] | null {
  const base = folderOf(path);
  let isListed = true;
  const namesIn = (folder: string): readonly string[] => {
    const at = folder === '' ? base : pathIn(base, folder);
    const names = at === null ? null : (around.names?.(at) ?? null);
    isListed &&= names !== null;
    return names ?? [];
  };
  const follow = (folder: string, segments: readonly string[], depth: number): string[] => {
    const [segment = '', ...rest] = segments;
    const isAny = segment === '**';
    if (!isAny && !isPattern(segment) && depth === 0)
      return follow(folder + segment + '/', rest, 0);
    const names = namesIn(folder);
    const folders = names.filter((name) => name.endsWith('/') && !CLOSED.test(name.slice(0, -1)));
    if (isAny) {
      const below = depth < MAX_DEPTH ? folders : [];
      return [
        ...follow(folder, rest, depth + 1),
        ...below.flatMap((name) => follow(folder + name, segments, depth + 1)),
      ];
    }
    const matches = matcher(segment);
    if (rest.length === 0)
      return names
        .filter((name) => !name.endsWith('/') && matches(name))
        .map((name) => folder + name);
    return folders
      .filter((name) => matches(name.slice(0, -1)))
      .flatMap((name) => follow(folder + name, rest, depth + 1));
  };
  const found = follow('', pattern.replace(/^\.\//, '').split(/[/\\]/), 0);
  return isListed ? [...new Set(found)].sort() : null;
}

function matcher(segment: string): (name: string) => boolean {
  const source = segment
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replace(/\{([^{}]*)\}/g, (_, names: string) => `(?:${names.replace(/,/g, '|')})`);
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
}

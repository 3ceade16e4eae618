/** Prompt files as a user names them: files, folders, and patterns that no shell has filled in (quoted, or on Windows). */

import { join, relative } from 'node:path';
import { UserError } from '../core/errors.js';
import { isBelow } from '../core/prompt/path.js';
import { PromptLibrary } from './promptLibrary.js';
import { exists, findWorkspaceOf, isFolder } from './workspace.js';
import { worded } from '../core/say/worded.js';

const IGNORED = ['**/node_modules/**', '**/.git/**', '**/.plumbline/**'];

/**
 * Paths relative to the current folder, each once, in the order they were named; a folder stands for its prompts. A file that
 * does not exist is kept, so that whoever reads it says so. Throws `UserError` where a folder or pattern finds nothing, unless
 * `mayBeNone`.
 */
export async function promptPaths(
  named: readonly string[],
  { say, mayBeNone = false }: { say: (text: string) => void; mayBeNone?: boolean },
): Promise<string[]> {
  const found: string[] = [];
  for (const name of named) {
    const paths = await pathsOf(name, say);
    if (paths.length === 0 && !mayBeNone) throw await nothingFor(name);
    found.push(...paths);
  }
  return [...new Set(found)];
}

async function pathsOf(name: string, say: (text: string) => void): Promise<readonly string[]> {
  if (await isFolder(name)) return inFolder(name, say);
  // A name that exists is no pattern, whatever is in it.
  if (!/[*?[{]/.test(name) || (await exists(name))) return [name];
  const { glob } = await import('tinyglobby');
  const paths = await glob(name.replace(/\\/g, '/'), { ignore: IGNORED, expandDirectories: false });
  return paths.toSorted();
}

/** The prompts of the library that lie in a folder. */
async function inFolder(folder: string, say: (text: string) => void): Promise<string[]> {
  const workspace = await findWorkspaceOf(folder);
  const library = new PromptLibrary(workspace, { say });
  const below = workspace.pathOf(folder);
  const all = await library.paths();
  return all
    .filter((path) => isBelow(below, path))
    .map((path) => relative('', join(workspace.root, path)));
}

const nothingFor = async (name: string) =>
  (await isFolder(name))
    ? new UserError(worded`No prompts found in ${name}.`, {
        commandLine: worded`\`plumbline list --help\` describes which files are found.`,
      })
    : new UserError(worded`No file matches ${name}.`);

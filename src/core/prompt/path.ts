/** Paths in the engine's form: with `/` on every system. */

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The folder of a path, without a trailing `/`; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))));
}

/** Whether a path lies in a folder, or the folder is the root: empty. */
export const isBelow = (folder: string, path: string): boolean =>
  folder === '' || path.startsWith(`${folder}/`);

/** Below the workspace root: what prompts of any folder refer to as `shared:NAME`. */
export const SHARED_FOLDER = '.plumbline/shared';
const SHARED = /^shared:/;

export const isAbsolute = (path: string): boolean => /^(?:[/\\]|[A-Za-z]:)/.test(path);

/**
 * A path relative to a folder, without `.` and `..`; null if it is absolute or leaves the root. `shared:NAME` is in the shared
 * folder, wherever it is said, and null if it leaves that.
 */
export function pathIn(folder: string, relative: string): string | null {
  if (SHARED.test(relative)) {
    const path = pathIn(SHARED_FOLDER, relative.replace(SHARED, ''));
    return path?.startsWith(`${SHARED_FOLDER}/`) ? path : null;
  }
  if (isAbsolute(relative)) return null;
  const absolute = folder.startsWith('/');
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return (absolute ? '/' : '') + parts.join('/');
}

/** Of a prompt's baseline, below the workspace root. */
export const baselinePath = (prompt: string): string => `.plumbline/baselines/${prompt}.json`;

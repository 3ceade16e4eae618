/** Where the trial models are kept, and how one is put there as a whole or not at all. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { exists } from '../workspace.js';
import { worded, type Worded } from '../../core/say/worded.js';

/** The operating system's cache folder. */
export function cacheFolder(): string {
  const {
    PLUMBLINE_TRIAL_MODEL_DIR: chosen,
    XDG_CACHE_HOME: xdg,
    LOCALAPPDATA: local,
  } = process.env;
  if (chosen) return chosen;
  if (process.platform === 'win32')
    return join(local ?? join(homedir(), 'AppData', 'Local'), 'plumbline', 'trial-model');
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Caches', 'plumbline', 'trial-model');
  return join(xdg || join(homedir(), '.cache'), 'plumbline', 'trial-model');
}

/**
 * Builds in a folder beside `home` and moves it there when it is complete; a file named `stamp` in it says so. Throws
 * `UserError` where it cannot be written, and whatever `build` throws.
 */
export async function installInto(
  home: string,
  stamp: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(home), { recursive: true }).catch(refuse);
  const building = await mkdtemp(`${home}-`).catch(refuse);
  try {
    await build(building);
    await writeFile(join(building, stamp), '').catch(refuse);
    await moveIntoPlace(building, home, join(home, stamp));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** If another process finished first, its files are used. */
async function moveIntoPlace(building: string, home: string, stamp: string): Promise<void> {
  if ((await exists(home)) && !(await exists(stamp)))
    await rm(home, { recursive: true, force: true });
  try {
    await rename(building, home);
  } catch (error) {
    if (!(await exists(stamp))) refuse(error);
  }
}

/** Throws `UserError` unless the file is the published one. */
export async function checkFile(
  path: string,
  published: { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  // A missing file does not have the published size, either.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size === published.bytes && (await sha256Of(path)) === published.sha256) return;
  throw notInstalled(worded`the file does not match the published one. Try again later`);
}

async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return digest.digest('hex');
}

export const notInstalled = (why: string | Worded): UserError =>
  new UserError(worded`The trial model could not be installed: ${why}.`);

export function refuse(error: unknown): never {
  throw notInstalled((error as Error).message);
}

/** Writes files atomically: readers see the old content or the new. */

import {
  appendFile,
  chmod,
  mkdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../core/errors.js';

/** A symbolic link stays one; a device such as `/dev/stdout` is written to. Throws `UserError` if it cannot be written. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  try {
    if (/^\/(?:dev|proc)\//.test(resolve(path))) return await appendFile(path, bytes);
    const target = await targetOf(path);
    await mkdir(dirname(target), { recursive: true });
    const found = await stat(target).catch(() => null);
    if (found === null || found.isFile()) await replace(target, bytes, found?.mode ?? null);
    else await writeFile(target, bytes);
  } catch (error) {
    throw new UserError(`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** In UTF-8; same as `writeBytes` otherwise. */
export const writeText = (path: string, text: string): Promise<void> =>
  writeBytes(path, Buffer.from(text));

/** Also of a link to what does not exist yet. */
const targetOf = (path: string): Promise<string> =>
  realpath(path)
    .catch(async () => resolve(dirname(path), await readlink(path)))
    .catch(() => path);

let written = 0;

async function replace(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  // Two writers of one file have a file of their own each.
  const temporary = `${path}.${process.pid}-${(written += 1)}.tmp`;
  try {
    await writeFile(temporary, bytes);
    if (mode !== null) await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes files atomically: readers see the old content or the new. */

import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../core/errors.js';

/** A symbolic link stays one; a device such as `/dev/null` is written to. Throws `UserError` if it cannot be written. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await realpath(path).catch(() => path);
    const found = await stat(target).catch(() => null);
    if (found === null || found.isFile()) await replace(target, bytes, found?.mode);
    else await writeFile(target, bytes);
  } catch (error) {
    throw new UserError(`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** In UTF-8; same as `writeBytes` otherwise. */
export const writeText = (path: string, text: string): Promise<void> =>
  writeBytes(path, Buffer.from(text));

async function replace(path: string, bytes: Uint8Array, mode = 0o666): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes, { mode });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes files atomically: readers see the old content or the new. */

import { chmod, mkdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import { jsonPieces } from './jsonPieces.js';
import { worded } from '../core/say/worded.js';

type Content = Uint8Array | Iterable<string>;

/** A symbolic link stays one; a device such as `/dev/stdout` is written to. Throws `UserError` if it cannot be written. */
export const writeBytes = (path: string, bytes: Uint8Array): Promise<void> => write(path, bytes);

/** In UTF-8; same as `writeBytes` otherwise. */
export const writeText = (path: string, text: string): Promise<void> =>
  write(path, Buffer.from(text));

/** As JSON in one line, of which a large one is never there as a whole; same as `writeText` otherwise. */
export const writeJson = (path: string, value: object): Promise<void> =>
  write(path, jsonPieces(value));

async function write(path: string, content: Content): Promise<void> {
  try {
    if (/^\/(?:dev|proc)\//.test(resolve(path)))
      return await writeFile(path, content, { flag: 'a' });
    const target = await targetOf(path);
    await mkdir(dirname(target), { recursive: true });
    const found = await stat(target).catch(() => null);
    if (found === null || found.isFile()) await replace(target, content, found?.mode ?? null);
    else await writeFile(target, content);
  } catch (error) {
    throw new UserError(worded`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Also of a link to what does not exist yet. */
const targetOf = (path: string): Promise<string> =>
  realpath(path)
    .catch(async () => resolve(dirname(path), await readlink(path)))
    .catch(() => path);

let written = 0;

async function replace(path: string, content: Content, mode: number | null): Promise<void> {
  // Two writers of one file have a file of their own each.
  const temporary = `${path}.${process.pid}-${(written += 1)}.tmp`;
  try {
    await writeFile(temporary, content);
    if (mode !== null) await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What a prompt may refer to on this machine: files inside its workspace, and the environment. */

import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isUserError } from '../core/errors.js';
import { MAX_IMAGE_BYTES, type ImageBytes } from '../core/ports/image.js';
import type { SurroundingsReader } from '../core/ports/surroundings.js';
import type { Encoding } from '../core/text/decodeText.js';
import { readDecoded } from './workspace.js';

export function surroundingsOf(
  root: string,
  { trusted = true }: { trusted?: boolean } = {},
): SurroundingsReader {
  const encodings = new Map<string, Encoding>();
  let real: Promise<string> | null = null;
  const top = () => (real ??= realpath(root));
  return {
    trusted,
    environment: (name) => process.env[name] ?? null,
    encoding: (path) => encodings.get(path) ?? null,
    file: (path) =>
      insideOrNull({ root, top }, path, async (file) => {
        const read = await readDecoded(file);
        if (read) encodings.set(path, read.encoding);
        return read?.text ?? null;
      }),
    image: (path) => insideOrNull({ root, top }, path, imageBytes),
    names: (folder) =>
      insideOrNull({ root, top }, folder, async (place) => {
        const entries = await readdir(place, { withFileTypes: true });
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
      }),
  };
}

async function imageBytes(file: string): Promise<ImageBytes> {
  const { size } = await stat(file);
  if (size > MAX_IMAGE_BYTES) return { size, base64: null, sha256: '' };
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { size, base64: bytes.toString('base64'), sha256 };
}

/** Null outside the workspace, also by a link that leaves it. What is unreadable (no permission, broken link) counts as missing. */
async function insideOrNull<T>(
  { root, top }: { root: string; top: () => Promise<string> },
  path: string,
  read: (file: string) => Promise<T | null>,
): Promise<T | null> {
  try {
    const file = join(root, path);
    const found = await read(file);
    if (found === null) return null;
    const isOutside = relative(await top(), await realpath(file)).split(sep)[0] === '..';
    return isOutside ? null : found;
  } catch (error) {
    if (isUserError(error) || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

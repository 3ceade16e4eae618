/** What a prompt may refer to on this machine: files inside its workspace, and the environment. */

import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isUserError } from '../core/errors.js';
import { MAX_IMAGE_BYTES, type ImageBytes } from '../core/ports/image.js';
import type { SurroundingsReader, WhyUnread } from '../core/ports/surroundings.js';
import type { Encoding } from '../core/text/decodeText.js';
import { base64Of } from './base64.js';
import { readDecoded } from './workspace.js';

export function surroundingsOf(
  root: string,
  { trusted = true }: { trusted?: boolean } = {},
): SurroundingsReader {
  const encodings = new Map<string, Encoding>();
  let real: Promise<string> | null = null;
  const place: Place = { root, top: () => (real ??= realpath(root)), unread: new Map() };
  return {
    trusted,
    environment: (name) => process.env[name] ?? null,
    encoding: (path) => encodings.get(path) ?? null,
    file: (path) =>
      insideOrNull(place, path, async (file) => {
        const read = await readDecoded(file);
        if (read) encodings.set(path, read.encoding);
        return read?.text ?? null;
      }),
    image: (path) => insideOrNull(place, path, imageBytes),
    names: (folder) =>
      insideOrNull(place, folder, async (path) => {
        const entries = await readdir(path, { withFileTypes: true });
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
      }),
    whyUnread: (path) => place.unread.get(path) ?? null,
  };
}

async function imageBytes(file: string): Promise<ImageBytes> {
  const { size } = await stat(file);
  if (size > MAX_IMAGE_BYTES) return { size, base64: null, sha256: '' };
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { size, base64: base64Of(bytes), sha256 };
}

interface Place {
  readonly root: string;
  /** The root without links. */
  readonly top: () => Promise<string>;
  readonly unread: Map<string, WhyUnread>;
}

/** Null outside the workspace, also by a link that leaves it, and for what cannot be read; `unread` keeps why. */
async function insideOrNull<T>(
  { root, top, unread }: Place,
  path: string,
  read: (file: string) => Promise<T | null>,
): Promise<T | null> {
  unread.delete(path);
  try {
    const file = join(root, path);
    const isOutside = relative(await top(), await realpath(file)).split(sep)[0] === '..';
    if (isOutside) unread.set(path, 'outside');
    return isOutside ? null : await read(file);
  } catch (error) {
    const said = isUserError(error) ? error.cause : error;
    const code = said instanceof Error && 'code' in said ? String(said.code) : null;
    if (code === null && !isUserError(error)) throw error;
    const why = WHY[code ?? ''];
    if (why) unread.set(path, why);
    return null;
  }
}

const WHY: Readonly<Record<string, WhyUnread>> = {
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
};

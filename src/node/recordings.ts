/** Recordings on this machine: one file a prompt below `.plumbline/recordings`, compressed where it is large. */

import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { UserError } from '../core/errors.js';
import { exists, readText, recordingFile, type Workspace } from './workspace.js';
import { writeBytes, writeText } from './writeFile.js';

/** Above this, reviewing a diff helps nobody, and a repository grows with every new recording. */
const COMPRESSED_FROM_BYTES = 1024 * 1024;
/** The field of a gzip header that names the system it was made on, and "unknown" for it. */
const SYSTEM_FIELD = 9;
const ANY_SYSTEM = 255;

export const compressedFile = (path: string): string => `${path}.gz`;

/** Whether a prompt has recorded answers. */
export async function hasRecording(workspace: Workspace, prompt: string): Promise<boolean> {
  const path = recordingFile(workspace, prompt);
  return (await exists(path)) || exists(compressedFile(path));
}

/** In the place of an earlier recording. The same lines make the same bytes. Returns the file's path; throws `UserError`. */
export async function writeRecording(
  workspace: Workspace,
  prompt: string,
  lines: readonly string[],
): Promise<string> {
  const path = recordingFile(workspace, prompt);
  const text = [...lines, ''].join('\n');
  const isLarge = Buffer.byteLength(text) > COMPRESSED_FROM_BYTES;
  if (isLarge) await writeCompressed(compressedFile(path), text);
  else await writeText(path, text);
  await rm(isLarge ? path : compressedFile(path), { force: true });
  return isLarge ? compressedFile(path) : path;
}

async function writeCompressed(path: string, text: string): Promise<void> {
  const bytes = await promisify(gzip)(text, { level: 9 });
  bytes[SYSTEM_FIELD] = ANY_SYSTEM;
  await writeBytes(path, bytes);
}

/** The lines of a prompt's recording and the file they are in; null where there is none. Throws `UserError` where it cannot be read. */
export async function readRecording(
  workspace: Workspace,
  prompt: string,
): Promise<{ path: string; lines: readonly string[] } | null> {
  const path = recordingFile(workspace, prompt);
  const plain = await readText(path);
  if (plain !== null) return { path, lines: plain.split('\n') };
  const compressed = compressedFile(path);
  if (!(await exists(compressed))) return null;
  try {
    const text = (await promisify(gunzip)(await readFile(compressed))).toString('utf8');
    return { path: compressed, lines: text.split('\n') };
  } catch (error) {
    throw new UserError(`Cannot read ${compressed}: ${(error as Error).message}. Record again.`);
  }
}

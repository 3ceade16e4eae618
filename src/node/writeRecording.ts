import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { compressedFile } from './recordings.js';
import { recordingFile, type Workspace } from './workspace.js';
import { writeBytes, writeText } from './writeFile.js';

/** Above this, reviewing a diff helps nobody, and a repository grows with every new recording. */
const COMPRESSED_FROM_BYTES = 1024 * 1024;
/** The field of a gzip header that names the system it was made on, and "unknown" for it. */
const SYSTEM_FIELD = 9;
const ANY_SYSTEM = 255;

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

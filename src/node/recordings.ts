/** Recordings on this machine: one file a prompt below `.plumbline/recordings`, compressed where it is large. */

import { readFile } from 'node:fs/promises';
import { UserError } from '../core/errors.js';
import { exists, readText, recordingFile, type Workspace } from './workspace.js';
import { worded } from '../core/say/worded.js';

export const compressedFile = (path: string): string => `${path}.gz`;

/** Whether a prompt has recorded answers. */
export async function hasRecording(workspace: Workspace, prompt: string): Promise<boolean> {
  const path = recordingFile(workspace, prompt);
  return (await exists(path)) || exists(compressedFile(path));
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
    const text = await decompressed(await readFile(compressed));
    return { path: compressed, lines: text.split('\n') };
  } catch (error) {
    throw new UserError(
      worded`Cannot read ${compressed}: ${(error as Error).message}. Record again.`,
    );
  }
}

const decompressed = (bytes: BlobPart): Promise<string> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();

/** The answers kept for all prompts of a workspace: how many, how large, and which of them are of no more use. */

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheLines } from '../core/run/cacheLines.js';
import { lineFile } from './lineFile.js';
import { cacheFile, namesIn, readText, writeText, type Workspace } from './workspace.js';

export interface CachedPrompt {
  /** Path of the prompt file. */
  readonly prompt: string;
  /** The prompt is not there any more. */
  readonly isGone: boolean;
  readonly answers: number;
  /** Lines that are read and count for nothing. */
  readonly useless: number;
  readonly bytes: number;
  /** When an answer was last added, in milliseconds since the epoch. */
  readonly usedAt: number;
}

const ENDING = '.jsonl';

/** The largest first. Throws `UserError` where the folder cannot be read. */
export async function cachedPrompts(workspace: Workspace): Promise<CachedPrompt[]> {
  const folder = join(workspace.root, '.plumbline', 'cache');
  const names = await namesIn(folder, { recursive: true });
  const found: CachedPrompt[] = [];
  for (const name of names.filter((each) => each.endsWith(ENDING))) {
    const path = join(folder, name);
    const prompt = name.slice(0, -ENDING.length).replaceAll('\\', '/');
    const { size, mtimeMs } = await stat(path);
    const { kept, replaced, damaged } = cacheLines(await lineFile(path).read());
    found.push({
      ...{ prompt, answers: kept.length, useless: replaced + damaged },
      ...{ bytes: size, usedAt: mtimeMs },
      isGone: (await readText(join(workspace.root, prompt))) === null,
    });
  }
  return found.sort((a, b) => b.bytes - a.bytes);
}

/** Forgets all answers of a prompt. */
export const forgetAnswers = (workspace: Workspace, { prompt }: CachedPrompt): Promise<void> =>
  rm(cacheFile(workspace, prompt), { force: true });

/**
 * Rewrites a cache without the lines that count for nothing. A run that adds to it meanwhile loses what it adds, not what it has.
 * Returns the size that is left, in bytes.
 */
export async function tidyAnswers(workspace: Workspace, { prompt }: CachedPrompt): Promise<number> {
  const path = cacheFile(workspace, prompt);
  const { kept } = cacheLines(await lineFile(path).read());
  const text = kept.map((line) => `${line}\n`).join('');
  await writeText(path, text);
  return Buffer.byteLength(text);
}

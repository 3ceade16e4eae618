/** The answers kept for a workspace: how many of each model, how large, and which of them are of no more use. */

import { appendFile, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheLines } from '../core/run/cacheLines.js';
import { ENDING } from './answerFiles.js';
import { readFrom } from './keyedLines.js';
import { lineFile } from './lineFile.js';
import { answersFolder, namesIn, type Workspace } from './workspace.js';
import { writeText } from './writeFile.js';

export interface CachedModel {
  /** Of its file, which names endpoint and model. */
  readonly name: string;
  readonly answers: number;
  /** Lines that are read and count for nothing. */
  readonly useless: number;
  readonly bytes: number;
  /** When an answer was last added, in milliseconds since the epoch. */
  readonly usedAt: number;
}

/** The largest first. Throws `UserError` where the folder cannot be read. */
export async function cachedModels(workspace: Workspace): Promise<CachedModel[]> {
  const folder = answersFolder(workspace);
  const found: CachedModel[] = [];
  for (const name of (await namesIn(folder)).filter((each) => each.endsWith(ENDING))) {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    const { kept, replaced, damaged } = cacheLines(await lineFile(path).read());
    found.push({
      ...{ name: name.slice(0, -ENDING.length), answers: kept.length },
      ...{ useless: replaced + damaged, bytes: size, usedAt: mtimeMs },
    });
  }
  return found.sort((a, b) => b.bytes - a.bytes);
}

/** Forgets all answers of a model. */
export const forgetAnswers = (workspace: Workspace, { name }: CachedModel): Promise<void> =>
  rm(join(answersFolder(workspace), name + ENDING), { force: true });

/**
 * Rewrites a cache without the lines that count for nothing, or were kept before the day `since`. What a run adds to it meanwhile
 * is kept. Returns the size that is left, in bytes.
 */
export async function tidyAnswers(
  workspace: Workspace,
  model: CachedModel,
  since?: string,
): Promise<number> {
  const path = join(answersFolder(workspace), model.name + ENDING);
  const before = await open(path, 'r');
  try {
    const { size } = await before.stat();
    const { kept, replaced, damaged, old } = cacheLines(await lineFile(path).read(), since);
    if (replaced + damaged + old === 0) return model.bytes;
    if (kept.length === 0) {
      await forgetAnswers(workspace, model);
      return 0;
    }
    const text = kept.map((line) => `${line}\n`).join('');
    await writeText(path, text);
    // Whoever writes notices the new file with the next line.
    const { size: now } = await before.stat();
    const late = await readFrom(before, size, now - size);
    if (late.length > 0) await appendFile(path, late);
    return Buffer.byteLength(text) + late.length;
  } finally {
    await before.close();
  }
}

/** What is kept for a prompt: where it is, and that it moves when the prompt's file does. */

import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../core/errors.js';
import { compressedFile } from './recordings.js';
import { exists, findWorkspace, type Workspace } from './workspace.js';
import { worded } from '../core/say/worded.js';

/** Files and folders that go by a prompt's name: kept wordings, proposed cases, accepted report, recorded answers, earlier answers, runs. */
const KEPT: readonly ((prompt: string) => string)[] = [
  (prompt) => join('variants', `${prompt}.yml`),
  (prompt) => join('cases', `${prompt}.yml`),
  (prompt) => join('baselines', `${prompt}.json`),
  (prompt) => join('recordings', `${prompt}.jsonl`),
  (prompt) => compressedFile(join('recordings', `${prompt}.jsonl`)),
  (prompt) => join('cache', `${prompt}.jsonl`),
  (prompt) => join('runs', prompt),
];
/** The same for a whole folder of prompts; its runs are in `KEPT`. */
const KEPT_FOLDERS = ['variants', 'cases', 'baselines', 'recordings', 'cache'].map(
  (kind) => (folder: string) => join(kind, folder),
);

const keptAt = ({ root }: Workspace, path: string) => join(root, '.plumbline', path);
const beside = (prompt: string) => `${prompt}.sensitivity.yml`;

/** What there is of it, for a prompt file, as paths of files and folders. */
export async function keptFilesOf(prompt: string): Promise<string[]> {
  const workspace = await findWorkspace(prompt);
  const all = KEPT.map((place) => keptAt(workspace, place(workspace.pathOf(prompt))));
  const found = [...all, beside(prompt)].map(async (path) => ((await exists(path)) ? [path] : []));
  return (await Promise.all(found)).flat();
}

/**
 * Moves what is kept for a prompt file or a folder of prompts after it moved, also where its old and new place have different
 * roots. Never overwrites.
 */
export async function moveKept(from: string, to: string): Promise<void> {
  const [old, now] = await Promise.all([findWorkspace(from), findWorkspace(to)]);
  const [before, after] = [old.pathOf(from), now.pathOf(to)];
  await Promise.all(
    [...KEPT, ...KEPT_FOLDERS].map((place) =>
      moveFile(keptAt(old, place(before)), keptAt(now, place(after))),
    ),
  );
  await moveFile(beside(from), beside(to));
}

async function moveFile(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  if (await exists(to))
    throw new UserError(worded`${to} already exists, so ${from} was not moved.`);
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

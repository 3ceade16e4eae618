/** Moves what is kept for a prompt when its file moves. */

import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../core/errors.js';
import { exists, type Workspace } from './workspace.js';

/** Files beside a prompt that go by its name: kept wordings, proposed cases, accepted report, recorded answers, earlier answers, runs. */
const KEPT: readonly ((prompt: string) => string)[] = [
  (prompt) => join('variants', `${prompt}.yml`),
  (prompt) => join('cases', `${prompt}.yml`),
  (prompt) => join('baselines', `${prompt}.json`),
  (prompt) => join('recordings', `${prompt}.jsonl`),
  (prompt) => join('cache', `${prompt}.jsonl`),
  (prompt) => join('runs', prompt),
  // The same for a whole folder of prompts.
  ...['variants', 'cases', 'baselines', 'recordings', 'cache'].map(
    (kind) => (folder: string) => join(kind, folder),
  ),
];

/** Moves what is kept for a prompt or a folder of prompts to its new path. Never overwrites. */
export async function moveKept({ root }: Workspace, from: string, to: string): Promise<void> {
  const folder = join(root, '.plumbline');
  await Promise.all(
    KEPT.map((place) => moveFile(join(folder, place(from)), join(folder, place(to)))),
  );
  await moveFile(join(root, `${from}.sensitivity.yml`), join(root, `${to}.sensitivity.yml`));
}

async function moveFile(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  if (await exists(to)) throw new UserError(`${to} already exists, so ${from} was not moved.`);
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

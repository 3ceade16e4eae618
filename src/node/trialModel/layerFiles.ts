/** The cut models that are kept beside the trial model. */

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../workspace.js';
import { cacheFolder } from './place.js';

/** `root`: of the trial model's installation. */
export const layersIn = (root: string): string => join(root, 'layers');

/** What was deleted; nothing where none are kept. */
export async function forgetLayers(
  root = cacheFolder(),
): Promise<{ readonly files: number; readonly bytes: number }> {
  const folder = layersIn(root);
  const names = await namesIn(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  await rm(folder, { recursive: true, force: true });
  return { files: names.length, bytes: sizes.reduce((sum, each) => sum + each, 0) };
}

/** The files a dotprompt text includes: `{{> style}}` is `_style.prompt` beside the prompt, in `partials`, or above. */

import { TemplateError } from '../languages/language.js';
import { partialsIn, treeOf } from '../languages/handlebarsTree.js';
import { folderOf, pathIn, SHARED_FOLDER } from '../path.js';
import type { Message } from '../../ports/model.js';
import { readFrontmatter } from '../yaml/frontmatter.js';
import { Reading } from '../reading.js';

/** Partials by name. Missing ones are left out, and reported where they are used. */
export function partialsFor(
  reading: Reading,
  messages: readonly Message[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const follow = (text: string): void => {
    for (const name of namesIn(text)) {
      if (Object.hasOwn(found, name)) continue;
      const partial = partialText(reading, name);
      if (partial === null) continue;
      found[name] = partial;
      follow(partial);
    }
  };
  follow(messages.map(({ content }) => content).join('\n'));
  return found;
}

/** Empty for invalid text; rendering reports why. */
function namesIn(text: string): string[] {
  try {
    return partialsIn(treeOf(text)).map(({ name }) => name);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** From the prompt's folder up to the root, then in the shared folder. */
function partialText({ path, around }: Reading, name: string): string | null {
  for (const at of [...foldersUp(path), SHARED_FOLDER]) {
    for (const place of placesOf(name)) {
      const candidate = pathIn(at, `${place}.prompt`);
      const text = candidate === null ? null : around.file(candidate);
      if (candidate !== null && text !== null) return bodyOf(candidate, text);
    }
  }
  return null;
}

function foldersUp(path: string): string[] {
  const folders = [folderOf(path)];
  for (let at = folders[0] ?? ''; at !== '';) folders.push((at = folderOf(at)));
  return folders;
}

function placesOf(name: string): string[] {
  const folder = name.includes('/') ? `${folderOf(name)}/` : '';
  const file = name.slice(name.lastIndexOf('/') + 1);
  const below = ['', 'partials/'];
  return [...below.map((each) => `${each}${folder}_${file}`), ...below.map((each) => each + name)];
}

function bodyOf(path: string, text: string): string {
  const header = readFrontmatter(new Reading(path, text), { comments: true });
  return text.slice(header?.bodyStart ?? 0).replace(/\r\n?/g, '\n');
}

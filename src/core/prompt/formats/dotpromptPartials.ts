/** The files a dotprompt text includes: `{{> style}}` is `_style.prompt` beside the prompt, in `partials`, or above. */

import { TemplateError } from '../languages/language.js';
import { partialsIn, treeOf } from '../languages/handlebarsTree.js';
import { folderOf, pathIn } from '../path.js';
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

function partialText({ path, around }: Reading, name: string): string | null {
  const folder = name.includes('/') ? `${folderOf(name)}/` : '';
  const file = name.slice(name.lastIndexOf('/') + 1);
  for (let at = folderOf(path); ; at = folderOf(at)) {
    const below = ['', 'partials/'];
    for (const place of [
      ...below.map((each) => `${each}${folder}_${file}`),
      ...below.map((each) => each + name),
    ]) {
      const candidate = pathIn(at, `${place}.prompt`);
      const text = candidate === null ? null : around.file(candidate);
      if (candidate !== null && text !== null) return bodyOf(candidate, text);
    }
    if (at === '') return null;
  }
}

function bodyOf(path: string, text: string): string {
  const header = readFrontmatter(new Reading(path, text), { comments: true });
  return text.slice(header?.bodyStart ?? 0).replace(/\r\n?/g, '\n');
}

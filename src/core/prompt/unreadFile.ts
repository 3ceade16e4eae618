/** Why a file that a prompt names was not read, as a sentence. */

import type { Surroundings } from '../ports/surroundings.js';
import { folderOf, isAbsolute, pathIn } from './path.js';

interface Named {
  /** As the prompt names it. */
  readonly name: string;
  /** Of the prompt. */
  readonly path: string;
  readonly kind: 'File' | 'Image';
}

export function unreadText({ name, path, kind }: Named, around: Surroundings): string {
  const shown = kind === 'Image' ? `The image ${name}` : name;
  const relative = 'Write its path relative to the prompt’s folder.';
  if (isAbsolute(name)) return `${shown} has an absolute path, so it is not read. ${relative}`;
  const place = pathIn(folderOf(path), name);
  if (place === null) return `${shown} is outside the workspace, so it is not read.`;
  switch (around.whyUnread?.(place) ?? 'missing') {
    case 'outside':
      return `${place} is a link that leads out of the workspace, so it is not read.`;
    case 'folder':
      return `${place} is a folder, not a file.`;
    case 'denied':
      return `${place} cannot be read: permission denied.`;
    case 'missing':
      return `${kind} not found: ${place}`;
  }
}

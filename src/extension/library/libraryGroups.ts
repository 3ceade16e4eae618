/** How the library is divided and searched. */

import { l10n, Uri } from 'vscode';
import type { ListedPrompt } from './promptLibraries.js';
import { pathEnds } from './pathEnds.js';
import { stateText } from './stateText.js';

export const GROUPINGS = ['folder', 'tag', 'owner', 'state', 'task'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface LibraryGroup {
  /** Of all groups, only this one's. */
  readonly id: string;
  /** The end of a folder's path. */
  readonly label: string;
  /** The folders before it; empty where there are none. */
  readonly lead: string;
  readonly prompts: readonly ListedPrompt[];
}

/** By id; prompts in the order given. A prompt stands under each of its tags. */
export function groupsOf(
  prompts: readonly ListedPrompt[],
  grouping: Grouping,
  relative: (uri: Uri) => string,
): readonly LibraryGroup[] {
  const groups = new Map<string, ListedPrompt[]>();
  for (const prompt of prompts) {
    for (const label of labelsOf(prompt, grouping, relative)) {
      const own = groups.get(label);
      if (own) own.push(prompt);
      else groups.set(label, [prompt]);
    }
  }
  const ends = grouping === 'folder' ? pathEnds([...groups.keys()]) : null;
  return [...groups]
    .map(([id, own]) => {
      const { end, lead } = ends?.get(id) ?? { end: id, lead: '' };
      return { id, label: end, lead, prompts: own };
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

function labelsOf(
  { uri, entry }: ListedPrompt,
  grouping: Grouping,
  relative: (uri: Uri) => string,
): readonly string[] {
  if (grouping === 'folder') return [relative(Uri.joinPath(uri, '..')) || '.'];
  if (grouping === 'tag') return entry.tags.length > 0 ? entry.tags : [l10n.t('no tag')];
  if (grouping === 'owner') return [entry.owner ?? l10n.t('no owner')];
  if (grouping === 'task') return [entry.task ?? l10n.t('no task')];
  return [stateText(entry.state)];
}

/** Every word of the filter stands somewhere in what is known of the prompt. */
export function matches({ entry }: ListedPrompt, filter: string): boolean {
  const { name, path, description, tags, owner, purpose, task, variables, models, state } = entry;
  const all = [
    name,
    path,
    description,
    owner,
    purpose,
    task,
    state.word,
    ...tags,
    ...variables,
    ...models,
  ]
    .filter((each) => each !== null)
    .join('\n')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

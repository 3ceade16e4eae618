export interface FolderStep {
  readonly id: string;
  readonly label: string;
}

/**
 * The folders above a file, outermost first, each with a label of its own: a tree cuts long labels at their end, where a path
 * tells most. `path`: relative to the open folder, with `/`; an absolute one, of a file outside, has none.
 */
export function folderSteps(path: string): { folders: readonly FolderStep[]; name: string } {
  const parts = path.split('/');
  const name = parts.pop() ?? path;
  const isOutside = parts[0] === '' || /^[a-z]:$/i.test(parts[0] ?? '');
  if (isOutside) return { folders: [], name };
  const folders = parts.map((label, index) => ({
    id: `folder ${parts.slice(0, index + 1).join('/')}`,
    label,
  }));
  return { folders, name };
}

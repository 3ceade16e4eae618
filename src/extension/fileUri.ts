/** Files go by their paths on the host. In a browser there is no disk: paths are those of the workspace's own file system. */

import { Uri, workspace } from 'vscode';
import { IN_BROWSER } from './inBrowser.js';

/** Whether a file can be reached by its path, and results can be kept beside it. */
export const isOnHost = ({ scheme }: Uri): boolean =>
  IN_BROWSER ? workspace.fs.isWritableFileSystem(scheme) === true : scheme === 'file';

/** In a browser on Windows, `fsPath` would be in that system's form. */
export const pathOf = ({ path, fsPath }: Uri): string => (IN_BROWSER ? path : fsPath);

/** The file or folder at a path. In a browser it is on the file system of the folder or the open file that is nearest to it. */
export function uriOf(path: string): Uri {
  if (!IN_BROWSER) return Uri.file(path);
  // Joining with the root of a file system doubles its slash.
  const own = `/${path.replace(/^\/+/, '')}`;
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const open = workspace.textDocuments.map(({ uri }) => Uri.joinPath(uri, '..'));
  const near = [...folders, ...open]
    .filter(isOnHost)
    .map((uri) => ({ uri, shared: sharedParts(uri.path, own) }))
    // Of equals the first: folders come before files.
    .toSorted((a, b) => b.shared - a.shared)[0];
  return near?.uri.with({ path: own, query: '', fragment: '' }) ?? Uri.file(own);
}

/** How many folders two paths begin with together. */
function sharedParts(a: string, b: string): number {
  const [parts, others] = [a, b].map((path) => path.split('/').filter((part) => part !== ''));
  const differs = parts?.findIndex((part, at) => part !== others?.[at]) ?? 0;
  return differs < 0 ? (parts?.length ?? 0) : differs;
}

/** Files go by their paths on the host. In a browser there is no disk: paths are those of the workspace's own file system. */

import { Uri, workspace } from 'vscode';
import { IN_BROWSER } from './inBrowser.js';

/** Whether a file can be reached by its path, so that results can be kept beside it. */
export const isOnHost = ({ scheme }: Uri): boolean =>
  IN_BROWSER ? workspace.fs.isWritableFileSystem(scheme) !== undefined : scheme === 'file';

/** In a browser on Windows, `fsPath` would be in that system's form. */
export const pathOf = ({ path, fsPath }: Uri): string => (IN_BROWSER ? path : fsPath);

/** The file or folder at a path. */
export function uriOf(path: string): Uri {
  if (!IN_BROWSER) return Uri.file(path);
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const inFolder = folders.find((folder) => isUnder(folder.path, path));
  const open = workspace.textDocuments.map(({ uri }) => uri).filter(isOnHost);
  const near = inFolder ?? open.find((uri) => uri.path === path) ?? folders[0] ?? open[0];
  return near?.with({ path, query: '', fragment: '' }) ?? Uri.file(path);
}

const isUnder = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/**
 * `node:fs/promises`, as far as the adapters of `src/node` use it, on the editor's file systems. Paths are those of the
 * workspace. Errors have Node's codes.
 */

import { FileSystemError, FileType, workspace, type Uri } from 'vscode';
import { uriOf } from '../../extension/fileUri.js';

const CODES: Readonly<Record<string, string>> = {
  FileNotFound: 'ENOENT',
  FileExists: 'EEXIST',
  FileIsADirectory: 'EISDIR',
  FileNotADirectory: 'ENOTDIR',
  NoPermissions: 'EACCES',
};

export const access = async (path: string): Promise<void> => void (await stat(path));

export async function mkdir(path: string): Promise<void> {
  await at(path, (uri) => workspace.fs.createDirectory(uri));
}

export function readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
export function readFile(path: string, encoding: 'utf8'): Promise<string>;
export async function readFile(path: string, encoding?: 'utf8'): Promise<unknown> {
  const bytes = await at(path, (uri) => workspace.fs.readFile(uri));
  return encoding ? new TextDecoder().decode(bytes) : bytes;
}

/** An entry of a folder. */
interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isFile(): boolean;
}

export function readdir(path: string, options?: { recursive?: boolean }): Promise<string[]>;
export function readdir(path: string, options: { withFileTypes: true }): Promise<Entry[]>;
export async function readdir(
  path: string,
  { recursive = false, withFileTypes = false } = {},
): Promise<unknown> {
  const entries = await at(path, (uri) => workspace.fs.readDirectory(uri));
  if (withFileTypes) return entries.map(([name, type]) => ({ name, ...kindOf(type) }));
  const names: string[] = [];
  for (const [name, type] of entries) {
    names.push(name);
    // A link may lead to what it is in.
    if (recursive && type === FileType.Directory)
      names.push(
        ...(await readdir(`${path}/${name}`, { recursive })).map((each) => `${name}/${each}`),
      );
  }
  return names;
}

/** The editor's file systems follow links by themselves. */
export async function realpath(path: string): Promise<string> {
  await stat(path);
  return path;
}

export async function rename(from: string, to: string): Promise<void> {
  await at(from, (uri) => workspace.fs.rename(uri, uriOf(to)));
}

export async function rm(path: string, { force = false } = {}): Promise<void> {
  await at(path, (uri) => workspace.fs.delete(uri)).catch((error: unknown) => {
    if (!force) throw error;
  });
}

export async function stat(path: string) {
  const { type, size, mtime } = await at(path, (uri) => workspace.fs.stat(uri));
  return { size, mtimeMs: mtime, ...kindOf(type) };
}

/** A link says that it is one beside what it leads to. */
const kindOf = (type: FileType) => ({
  isDirectory: () => (type & FileType.Directory) !== 0,
  isFile: () => (type & FileType.File) !== 0,
});

async function at<T>(path: string, work: (uri: Uri) => Thenable<T>): Promise<T> {
  try {
    return await work(uriOf(path));
  } catch (error) {
    const code = error instanceof FileSystemError ? CODES[error.code] : undefined;
    throw Object.assign(new Error((error as Error).message), { code: code ?? 'EIO' });
  }
}

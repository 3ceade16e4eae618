import { posix } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';

/** As much of the editor's class as is used. */
class FakeUri {
  readonly #base: string;
  readonly path: string;
  constructor(base: string, path: string) {
    this.#base = base;
    this.path = path;
  }
  get scheme() {
    return this.#base.split(':', 1)[0] ?? '';
  }
  with({ path }: { path: string }) {
    return new FakeUri(this.#base, path);
  }
  toString() {
    return this.#base + this.path;
  }
  static file(path: string) {
    return new FakeUri('file:', path);
  }
  static joinPath(uri: FakeUri, ...parts: string[]) {
    return uri.with({ path: posix.join(uri.path, ...parts) });
  }
}
const at = (text: string) => {
  const [, base = '', path = ''] = /^(\w+:(?:\/\/\w+)?)(\/.*)$/.exec(text) ?? [];
  return new FakeUri(base, path);
};

const editor = vi.hoisted(() => ({
  folders: [] as unknown[],
  open: [] as unknown[],
}));
vi.mock('../../../src/extension/inBrowser.js', () => ({ IN_BROWSER: true }));
vi.mock('vscode', () => ({
  Uri: FakeUri,
  workspace: {
    get workspaceFolders() {
      return editor.folders.map((uri) => ({ uri }));
    },
    get textDocuments() {
      return editor.open.map((uri) => ({ uri }));
    },
    fs: {
      // True or false of a file system, undefined of a scheme that has none.
      isWritableFileSystem: (scheme: string) =>
        scheme === 'untitled' ? undefined : scheme !== 'zip',
    },
  },
}));
const { isOnHost, uriOf } = await import('../../../src/extension/fileUri.js');

beforeEach(() => {
  editor.folders = [];
  editor.open = [];
});

describe('a path in a browser', () => {
  it.each([
    ['in the only folder', ['vfs://gh/o/r'], [], '/o/r/p.yml', 'vfs://gh/o/r/p.yml'],
    ['in the inner of two', ['vfs://mount/', 'memfs:/sample'], [], '/sample/x', 'memfs:/sample/x'],
    ['joined with a root', ['memfs:/'], [], '//prompts/p.yml', 'memfs:/prompts/p.yml'],
    [
      'beside an open file',
      ['vfs://gh/o/r'],
      ['file:/notes/x.md'],
      '/notes/.plumbline/a',
      'file:/notes/.plumbline/a',
    ],
    [
      'above an open file',
      [],
      ['vscode:/User/settings.json', 'file:/notes/x.md'],
      '/notes/plumbline.yml',
      'file:/notes/plumbline.yml',
    ],
    ['of no form it knows', ['memfs:/a'], [], 'c:\\x', 'memfs:/c:\\x'],
  ])('%s is on the file system of what is nearest', (_, folders, open, path, expected) => {
    editor.folders = folders.map(at);
    editor.open = open.map(at);
    expect(String(uriOf(path))).toBe(expected);
  });
});

it('a file is usable where it can be written', () => {
  const usable = (text: string) => isOnHost(at(text) as never);
  expect(['memfs:/a', 'zip:/a', 'untitled:/a'].map(usable)).toEqual([true, false, false]);
});

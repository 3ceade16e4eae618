/** The prompts of a workspace, kept up to date file by file. */

import { isBelow } from '../prompt/path.js';
import type { ParsedPrompt } from '../prompt/formats/formats.js';
import {
  libraryEntry,
  libraryPrompt,
  type LibraryEntry,
  type LibraryPrompt,
} from './libraryEntry.js';
import type { KnownResult } from './promptState.js';

const NO_RESULT: KnownResult = { last: null, baseline: null, config: {} };

export class LibraryIndex {
  readonly #prompts = new Map<string, LibraryPrompt>();
  readonly #results = new Map<string, KnownResult>();

  update(path: string, parsed: ParsedPrompt, files: readonly string[] = []): void {
    this.#prompts.set(path, libraryPrompt(path, parsed, files));
  }

  setResult(path: string, result: KnownResult): void {
    this.#results.set(path, result);
  }

  remove(path: string): void {
    this.#prompts.delete(path);
    this.#results.delete(path);
  }

  /** By path. */
  entries(): readonly LibraryEntry[] {
    return [...this.#prompts.values()]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((prompt) => {
        return libraryEntry(prompt, this.#results.get(prompt.path) ?? NO_RESULT);
      });
  }
}

const PLAIN = /\.(?:md|markdown|txt|j2|jinja2?)$/i;
const YAML = /\.ya?ml$/i;
/** Files in prompt folders that are not prompts. */
const NO_PROMPT =
  /(?:^|\/)\.plumbline\/|(?:^|\/)(?:README|CHANGELOG|LICEN[CS]E|CONTRIBUTING|user)\.[a-z]+$|\.sensitivity\.yml$|(?:^|\/)plumbline\.yml$/i;
/** Partials of dotprompt. */
const PARTIAL = /(?:^|\/)(?:_[^/]*|partials\/[^/]*)\.prompt$/i;

/**
 * Whether a file belongs to the library: `yes` by its name, `maybe` if its text decides. With configured folders,
 * only files in them do, and plain texts count as prompts, too.
 */
export function belongsToLibrary(
  path: string,
  {
    folders,
    files = [],
    isPromptName,
  }: {
    folders: readonly string[];
    files?: readonly string[];
    isPromptName: (path: string) => boolean;
  },
): 'yes' | 'maybe' | 'no' {
  if (files.includes(path)) return 'yes';
  const inFolder = folders.some((folder) => isIn(folder, path));
  if (NO_PROMPT.test(path) || PARTIAL.test(path)) return 'no';
  if (folders.length > 0 && !inFolder) return 'no';
  if (isPromptName(path)) return 'yes';
  if (!inFolder) return 'no';
  if (PLAIN.test(path)) return 'yes';
  return YAML.test(path) ? 'maybe' : 'no';
}

function isIn(folder: string, path: string): boolean {
  const plain = folder.replace(/^\.\//, '').replace(/\/+$/, '');
  return isBelow(plain === '.' ? '' : plain, path);
}

/** The editor's file systems replace a file as a whole. */

import { dirname } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { workspace } from 'vscode';
import { UserError } from '../core/errors.js';
import { uriOf } from '../extension/fileUri.js';
import type * as OnDisk from '../node/writeFile.js';
import { worded } from '../core/say/worded.js';

export const writeBytes: typeof OnDisk.writeBytes = async (path, bytes) => {
  try {
    await mkdir(dirname(path), { recursive: true });
    await workspace.fs.writeFile(uriOf(path), bytes);
  } catch (error) {
    throw new UserError(worded`Cannot write ${path}: ${(error as Error).message}`);
  }
};

export const writeText: typeof OnDisk.writeText = (path, text) =>
  writeBytes(path, new TextEncoder().encode(text));

export const writeJson: typeof OnDisk.writeJson = (path, value) =>
  writeText(path, JSON.stringify(value));

/** Remembers in `plumbline.yml` that a file is a prompt, although neither its name nor its folder says so. */

import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import { parseConfig } from '../prompt/settings/config.js';
import { newConfig } from './newConfig.js';

/**
 * The new text of `plumbline.yml` (null: there is none yet), with comments and order kept. Null if the file has errors,
 * which come first. `path` is relative to the file's folder, with `/`.
 */
export function treatAsPrompt(text: string | null, path: string): string | null {
  const before = text === null || text.trim() === '' ? newConfig([], []) : text;
  const { config } = parseConfig(before);
  if (!config) return null;
  if (config.library?.files?.includes(path)) return before;
  const document = parseDocument(before);
  const root: unknown = document.contents;
  if (!isMap(root)) return appended(before, document, path);
  if (root.has('library')) return changed(document, path);
  return root.flow ? changed(document, path) : appended(before, document, path);
}

const appended = (before: string, document: Document, path: string) => {
  const added = `${before.replace(/\n*$/, '\n')}\nlibrary:\n  files:\n    - ${JSON.stringify(path)}\n`;
  return parseConfig(added).config ? added : changed(document, path);
};

function changed(document: Document, path: string): string {
  const files = document.getIn(['library', 'files']);
  if (isSeq(files)) files.add(document.createNode(path));
  else if (isMap(document.getIn(['library']))) document.setIn(['library', 'files'], [path]);
  else document.setIn(['library'], document.createNode({ files: [path] }));
  return document.toString({ lineWidth: 0 });
}

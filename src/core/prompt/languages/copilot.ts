/**
 * Variables of Copilot's Markdown files: `${input:name}`, and those the editor fills in. Any other `${…}` is text,
 * because such files often contain program code.
 */

import { placeholders } from './literal.js';

const EDITOR_VARIABLES = [
  'selection',
  'selectedText',
  'file',
  'fileBasename',
  'fileBasenameNoExtension',
  'fileDirname',
  'relativeFile',
  'workspaceFolder',
  'workspaceFolderBasename',
  'lineNumber',
];

const VARIABLE = new RegExp(
  `\\$\\{(?:input:)?((?<=input:)[\\p{L}\\p{N}_-]+|(?<!input:)(?:${EDITOR_VARIABLES.join('|')}))(?:(?<=input:[^}]*):[^}\\n]*)?\\}`,
  'gu',
);

export const copilot = placeholders(VARIABLE, (name) =>
  EDITOR_VARIABLES.includes(name) ? `\${${name}}` : `\${input:${name}}`,
);

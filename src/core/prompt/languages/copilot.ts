/**
 * Variables of Copilot's Markdown files: `${input:name}`, and what the editor would put in. Every other `${…}` is a text
 * like any other: program code in such files is full of them.
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

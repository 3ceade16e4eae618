/**
 * Variables of Copilot's Markdown files: `${input:name}`, and what the editor would put in. Every other `${…}` is a text
 * like any other: program code in such files is full of them.
 */

import { replaceNames, usesOf } from './literal.js';
import type { TemplateLanguage } from './language.js';

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

export const copilot: TemplateLanguage = {
  written: (name) => (EDITOR_VARIABLES.includes(name) ? `\${${name}}` : `\${input:${name}}`),
  variablesOf: (text) => usesOf(text, VARIABLE),
  render: (text, inputs) => replaceNames(text, VARIABLE, inputs),
};

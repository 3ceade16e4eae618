/** Reads wordings from anywhere: a text file (separated by lines of `---`), a YAML list, or a table with a column `wording`. */

import { UserError } from '../../errors.js';
import { readCsv } from '../../prompt/cases/csvTable.js';
import type { Problem } from '../../prompt/prompt.js';
import { readYaml } from '../../prompt/yaml/yamlSource.js';
import { isRecord } from '../../text/narrow.js';
import type { Message } from '../../ports/model.js';
import { worded } from '../../say/worded.js';

export interface ImportedWording {
  /** As written in the file; several messages are joined by blank lines. */
  readonly text: string;
  /** The messages, where the file lists them by role; null if it has a text only. */
  readonly messages: readonly Message[] | null;
}

export interface ReadWordings {
  /** In the order of the file, empty ones of tables and lists included. */
  readonly wordings: readonly ImportedWording[];
  readonly problems: readonly Problem[];
}

type Reader = (text: string) => ReadWordings;

const READERS: Readonly<Record<string, Reader>> = {
  txt: readTexts,
  md: readTexts,
  yml: readList,
  yaml: readList,
  csv: readTable,
  tsv: readTable,
};

/** Errors are in `problems`, at their line. Throws `UserError` for a kind of file that cannot be read. */
export function readWordings(fileName: string, text: string): ReadWordings {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const reader = READERS[ending];
  if (!reader)
    throw new UserError(
      worded`Cannot import ${fileName}. Use .txt (wordings separated by lines of ---), .yml (a list) or .csv (a column named wording).`,
    );
  const read = reader(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const isEmpty = read.wordings.length === 0 && read.problems.length === 0;
  return isEmpty ? failed('The file has no wordings.') : read;
}

const failed = (message: string, line = 1, column = 1): ReadWordings => ({
  wordings: [],
  problems: [{ severity: 'error', message, line, column }],
});

const textOnly = (text: string): ImportedWording => ({ text, messages: null });

function readTexts(text: string): ReadWordings {
  const wordings = text
    .split(/^-{3,}[^\S\n]*$/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { wordings: wordings.map(textOnly), problems: [] };
}

function readTable(text: string): ReadWordings {
  const { columns, headerLine, rows, problems } = readCsv(text);
  if (problems.some(({ severity }) => severity === 'error')) return { wordings: [], problems };
  const column = columns.find((name) => name.toLowerCase() === 'wording');
  if (column === undefined)
    return failed(
      `There is no column named wording. Columns: ${columns.join(', ')}. Rename the one that has the wordings.`,
      headerLine,
    );
  return { wordings: rows.map(({ values }) => textOnly(values[column] ?? '')), problems };
}

function readList(text: string): ReadWordings {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { wordings: [], problems: yaml.problems };
  if (yaml.value === null || yaml.value === undefined) return { wordings: [], problems: [] };
  const placeOf = (path: readonly number[]) => {
    const { line, column } = yaml.rangeOf(path);
    return [line, column] as const;
  };
  if (!Array.isArray(yaml.value))
    return failed('Expected a list of wordings: one “- …” for each.', ...placeOf([]));
  const wordings = yaml.value.map((item: unknown, index) =>
    wordingOf(item, yaml.writtenAt([index])),
  );
  const wrong = wordings.indexOf(null);
  if (wrong >= 0)
    return failed(
      'Expected a text, or a list of messages with role and content.',
      ...placeOf([wrong]),
    );
  return { wordings: wordings.filter((each) => each !== null), problems: [] };
}

/** Numbers and the like are read as they are written. */
function wordingOf(item: unknown, written: string | null): ImportedWording | null {
  if (item === null) return textOnly('');
  if (typeof item === 'string') return textOnly(item);
  if (isRecord(item)) return null;
  if (!Array.isArray(item)) return written === null ? null : textOnly(written);
  const messages = item.map(messageOf);
  if (messages.length === 0 || messages.includes(null)) return null;
  const said = messages.filter((each) => each !== null);
  return { text: said.map(({ content }) => content).join('\n\n'), messages: said };
}

function messageOf(value: unknown): Message | null {
  if (!isRecord(value)) return null;
  const { role, content } = value;
  const isRole = role === 'system' || role === 'user' || role === 'assistant';
  return isRole && typeof content === 'string' ? { role, content } : null;
}

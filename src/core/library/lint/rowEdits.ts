/** Edits that add keys and rows to a file without changing anything else. */

import type { SourceEdit } from '../../prompt/edit.js';
import type { Case, Prompt } from '../../prompt/prompt.js';

/** Adds a key without a value to each row that is a block or flow map in the file. */
export function addKeyToRows(text: string, rows: readonly Case[], key: string): SourceEdit[] {
  return rows.flatMap(({ range }) => {
    if (!range) return [];
    const row = text.slice(range.start, range.end);
    if (row.startsWith('{')) {
      const at = range.start + 1;
      const end = /^\{\s*\}/.test(row) ? '' : ',';
      return [{ start: at, end: at, text: ` ${key}: null${end}` }];
    }
    const indent = ' '.repeat(range.column - 1);
    return [{ start: range.start, end: range.start, text: `${key}:${lineEnd(text)}${indent}` }];
  });
}

/** Adds a case with every variable; null if the cases are in another file. */
export function addFirstCase(text: string, prompt: Prompt): SourceEdit | null {
  const names = [...prompt.variables.map(({ name }) => name), 'expected'];
  const row = (indent: string) =>
    names.map((name, at) => `${indent}${at === 0 ? '- ' : '  '}${name}:`).join('\n');
  if (prompt.format === 'promptfoo') return null;
  const empty = /^testData:[ \t]*(?:\[[ \t]*\])?[ \t]*(?:#.*)?\r?$/m.exec(text);
  if (prompt.format === 'github-models' && empty)
    return {
      ...inserted(text, empty.index, `testData:\n${row('  ')}`),
      end: empty.index + empty[0].length,
    };
  if (prompt.format === 'github-models') return appended(text, `testData:\n${row('  ')}\n`);
  const block = /^sensitivity:[ \t]*\r?$/m.exec(text);
  const cases = `  cases:\n${row('    ')}\n`;
  if (block) return inserted(text, block.index + block[0].length + 1, cases);
  if (/^sensitivity:/m.test(text)) return null;
  const closing = /^(?:---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)??(?=(?:---|\+\+\+)[ \t]*\r?$)/m.exec(
    text,
  );
  if (closing) return inserted(text, closing.index + closing[0].length, `sensitivity:\n${cases}`);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return inserted(text, start, `---\nsensitivity:\n${cases}---\n`);
}

const lineEnd = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');

const inserted = (text: string, at: number, added: string): SourceEdit => ({
  start: at,
  end: at,
  text: added.replace(/\n/g, lineEnd(text)),
});

function appended(text: string, added: string): SourceEdit {
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  return inserted(text, text.length, before + added);
}

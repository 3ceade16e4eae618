/** Reads a table as spreadsheets and people write it: any usual delimiter, mixed line ends, quotes inside unquoted cells. */

import Papa from 'papaparse';
import type { Problem } from '../prompt.js';

export interface CsvRow {
  /** By column name. Empty cells are left out, so that an empty expected answer is not an expectation. */
  readonly values: Readonly<Record<string, string>>;
  /** 1-based line on which it starts; a cell with line breaks makes it several lines long. */
  readonly line: number;
}

export interface CsvTable {
  /** Names of the columns in use, in order, each once. */
  readonly columns: readonly string[];
  /** 1-based line of the header. */
  readonly headerLine: number;
  readonly rows: readonly CsvRow[];
  readonly problems: readonly Problem[];
}

/** A spreadsheet's hint to itself, on a line of its own before the header. */
const SEPARATOR_LINE = /^sep=(.)[ \t]*\r?(?:\n|$)/i;

interface Header {
  /** Names without white space around them, empty and repeated ones included. */
  readonly names: readonly string[];
  readonly delimiter: string;
  /** UTF-16 offset of the header. */
  readonly start: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The first line of a table, which names its columns. It tells the delimiter, unless a hint does. The text has no byte order mark. */
export function csvHeader(text: string): Header {
  const hint = SEPARATOR_LINE.exec(text);
  const start = hint?.[0].length ?? 0;
  const rest = text.slice(start).replace(/^\s*\n/, '');
  const line = rest.slice(0, LONGEST_HEADER);
  const readings = (hint?.[1] === undefined ? DELIMITERS : [hint[1]]).map((delimiter) => {
    const { data } = Papa.parse<string[]>(line, { delimiter, preview: 1 });
    return { delimiter, names: (data[0] ?? []).map((name) => name.trim()), start };
  });
  return readings.reduce((best, each) => (each.names.length > best.names.length ? each : best));
}

const LONGEST_HEADER = 20_000;

/** Reads a whole table. Line breaks inside cells become `\n`. Problems are at their row. */
export function readCsv(written: string): CsvTable {
  const text = written.replace(/\r\n?/g, '\n');
  if (text.trim() === '') return nothing('The file is empty. Its first line names the columns.');
  const { delimiter, start } = csvHeader(text);
  const [header, ...records] = recordsIn(text, { delimiter, start });
  if (!header) return nothing('The file has no line that names the columns.');
  const columns = usedColumns(header, records);
  const problems = [...columns.problems, ...[header, ...records].flatMap(quoteProblems)];
  const rows = records.map(({ cells, line, quotes }): CsvRow => {
    const problem = quotes.length > 0 ? null : lengthProblem(cells, header.cells.length);
    if (problem !== null) problems.push(at(line, 'error', problem));
    const named = columns.used.map(({ name, index }) => [name, cells[index] ?? ''] as const);
    return { line, values: Object.fromEntries(named.filter(([, cell]) => cell !== '')) };
  });
  if (rows.length === 0)
    problems.push(at(header.line, 'warning', 'The table has a header, but no rows.'));
  const names = columns.used.map(({ name }) => name);
  return { columns: names, headerLine: header.line, rows, problems };
}

const at = (line: number, severity: Problem['severity'], message: string): Problem => ({
  ...{ severity, message, line, column: 1 },
});

const nothing = (message: string): CsvTable => ({
  ...{ columns: [], headerLine: 1, rows: [], problems: [at(1, 'error', message)] },
});

interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly quotes: readonly { readonly code: string; readonly line: number; column: number }[];
}

/** Every line that is not blank. */
function recordsIn(
  text: string,
  { delimiter, start }: { delimiter: string; start: number },
): CsvRecord[] {
  const found: CsvRecord[] = [];
  const placeOf = places(text);
  let from = start;
  Papa.parse<string[]>(text.slice(start), {
    delimiter,
    newline: '\n',
    step: ({ data: cells, errors, meta }) => {
      const quotes = errors
        .filter(({ type }) => type === 'Quotes')
        .map(({ code, index = 0 }) => ({ code, ...placeOf(start + index) }));
      if (cells.some((cell) => cell.trim() !== ''))
        found.push({ cells, line: placeOf(from).line, quotes });
      from = start + meta.cursor;
    },
  });
  return found;
}

/** 1-based lines and columns of offsets that only grow. */
function places(text: string) {
  let [line, lineStart, seen] = [1, 0, 0];
  return (offset: number) => {
    for (; seen < offset; seen++) {
      if (text[seen] !== '\n') continue;
      line += 1;
      lineStart = seen + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}

const quoteProblems = ({ quotes }: CsvRecord): Problem[] =>
  quotes.slice(0, 1).map(({ code, line, column }) => ({
    severity: 'error',
    message:
      code === 'MissingQuotes'
        ? 'A quotation mark opens a cell here and is never closed.'
        : 'There is text after the quotation mark that closes this cell. Double the marks inside it: "say ""yes""".',
    line,
    column,
  }));

function lengthProblem(cells: readonly string[], columns: number): string | null {
  const length = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (length > columns)
    return `${cellsAndColumns(length, columns)} Quote a cell that contains the delimiter.`;
  if (cells.length >= columns) return null;
  return `${cellsAndColumns(cells.length, columns)} Leave cells empty rather than out.`;
}

const cellsAndColumns = (cells: number, columns: number) =>
  `The row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, but the header names ${columns}.`;

/** Without those that have no name, and without the second of a name. */
function usedColumns({ cells, line }: CsvRecord, records: readonly CsvRecord[]) {
  const names = cells.map((name, index) => ({ name: name.trim(), index }));
  const problems: Problem[] = [];
  const used = names.filter(({ name, index }) => {
    const first = names.findIndex((each) => each.name === name);
    const isEmpty = records.every((record) => (record.cells[index] ?? '').trim() === '');
    if (name === '' && !isEmpty)
      problems.push(
        at(line, 'warning', `Column ${index + 1} has no name, so its cells are not used.`),
      );
    else if (name !== '' && first !== index)
      problems.push(
        at(
          line,
          'warning',
          `Columns ${first + 1} and ${index + 1} are both called "${name}"; only column ${first + 1} is used. Rename the other.`,
        ),
      );
    return name !== '' && first === index;
  });
  return { used, problems };
}

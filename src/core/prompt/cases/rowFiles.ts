/** Reads rows from files: CSV with a header line, a JSON list, JSON lines, or a YAML list. */

import { readExactJson } from '../../text/exactJson.js';
import { isRecord } from '../../text/narrow.js';
import { plainRow, yamlRows, type Row } from './cases.js';
import { readCsv } from './csvTable.js';
import { placeWithin, Reading, TOP, type TextPosition } from '../reading.js';
import { readYaml } from '../yaml/yamlSource.js';

export const ROW_FILES = 'CSV, JSON, JSONL or YAML';

/** A missing or unreadable file is an error at the place that names it. */
export function rowsOfFile(reading: Reading, name: string, at: TextPosition): Row[] {
  const file = reading.fileNamed(name, at);
  if (!file) return [];
  const other = new Reading(file.path, file.text.replace(/^\ufeff/, ''), reading.around);
  const rows = rowsIn(other, at);
  reading.adopt(other, at);
  return rows;
}

function rowsIn(reading: Reading, at: TextPosition): Row[] {
  const { path, text } = reading;
  if (/\.csv$/i.test(path)) return csvRows(reading, at);
  if (/\.(?:jsonl|ndjson)$/i.test(path))
    return text
      .split('\n')
      .flatMap((line, index) => jsonRow(reading, line, { at, line: index + 1 }));
  if (/\.json$/i.test(path)) return jsonRows(reading, at);
  if (/\.ya?ml$/i.test(path)) return yamlListRows(reading, at);
  reading.error(TOP, `rows must be in a ${ROW_FILES} file`);
  return [];
}

function csvRows(reading: Reading, at: TextPosition): Row[] {
  const { path, text, problems } = reading;
  const { columns, headerLine, rows, problems: found } = readCsv(text);
  problems.push(...found);
  const header = placeWithin(at, { path, line: headerLine });
  return rows.map(({ values, line }) => ({
    ...plainRow(values, placeWithin(at, { path, line })),
    columns,
    place: (column) => (column.length > 0 ? header : placeWithin(at, { path, line })),
  }));
}

function jsonRow(
  reading: Reading,
  text: string,
  { at, line }: { at: TextPosition; line: number },
): Row[] {
  if (text.trim() === '') return [];
  const value = parsedJson(reading, text, line);
  if (isRecord(value)) return [plainRow(value, placeWithin(at, { path: reading.path, line }))];
  if (!reading.failed) reading.error({ line, column: 1 }, 'expected an object on each line');
  return [];
}

function jsonRows(reading: Reading, at: TextPosition): Row[] {
  const { path, text } = reading;
  const value = parsedJson(reading, text, 1);
  if (Array.isArray(value) && value.every(isRecord))
    return value.map((row, index) =>
      plainRow(row, { ...at, within: `${path}, item ${index + 1}: ` }),
    );
  if (!reading.failed) reading.error(TOP, 'expected a list of objects');
  return [];
}

function parsedJson(reading: Reading, text: string, line: number): unknown {
  try {
    return readExactJson(text);
  } catch (error) {
    reading.error({ line, column: 1 }, `invalid JSON: ${(error as Error).message}`);
    return undefined;
  }
}

function yamlListRows(reading: Reading, reference: TextPosition): Row[] {
  const yaml = readYaml(reading.text);
  reading.problems.push(...yaml.problems);
  const { value } = yaml;
  if (Array.isArray(value) && value.every(isRecord))
    return yamlRows(yaml, value, { at: [], elsewhere: { path: reading.path, reference } });
  if (!reading.failed) reading.error(TOP, 'expected a list of rows');
  return [];
}

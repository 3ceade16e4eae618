/** Reads rows from files: CSV with a header line, a JSON list, JSON lines, or a YAML list. */

import Papa from 'papaparse';
import { isRecord } from '../../text/narrow.js';
import { plainRow, yamlRows, type Row } from './cases.js';
import { Reading, TOP, type TextPosition } from '../reading.js';
import { readYaml } from '../yaml/yamlSource.js';

export const ROW_FILES = 'CSV, JSON, JSONL or YAML';

/** A missing or unreadable file is an error at the place that names it. */
export function rowsOfFile(reading: Reading, name: string, at: TextPosition): Row[] {
  const file = reading.fileNamed(name, at);
  if (!file) return [];
  const other = new Reading(file.path, file.text.replace(/^\ufeff/, ''), reading.around);
  const rows = rowsIn(other);
  reading.adopt(other, at);
  return rows;
}

function rowsIn(reading: Reading): Row[] {
  const { path, text } = reading;
  if (/\.csv$/i.test(path)) return csvRows(reading);
  if (/\.(?:jsonl|ndjson)$/i.test(path))
    return text.split('\n').flatMap((line, index) => jsonRow(reading, line, index + 1));
  if (/\.json$/i.test(path)) return jsonRows(reading);
  if (/\.ya?ml$/i.test(path)) return yamlListRows(reading);
  reading.error(TOP, `rows must be in a ${ROW_FILES} file`);
  return [];
}

function csvRows(reading: Reading): Row[] {
  const { data, errors } = Papa.parse<Record<string, string>>(reading.text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim(),
  });
  for (const { message, row, code } of errors) {
    if (code === 'UndetectableDelimiter') continue;
    reading.error({ line: (row ?? 0) + 2, column: 1 }, message);
  }
  // An empty cell counts as missing, so that an empty expected answer is not an expectation.
  return data.map((values) =>
    plainRow(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))),
  );
}

function jsonRow(reading: Reading, line: string, number: number): Row[] {
  if (line.trim() === '') return [];
  const value = parsedJson(reading, line, number);
  if (isRecord(value)) return [plainRow(value)];
  if (!reading.failed)
    reading.error({ line: number, column: 1 }, 'expected an object on each line');
  return [];
}

function jsonRows(reading: Reading): Row[] {
  const value = parsedJson(reading, reading.text, 1);
  if (Array.isArray(value) && value.every(isRecord)) return value.map((row) => plainRow(row));
  if (!reading.failed) reading.error(TOP, 'expected a list of objects');
  return [];
}

function parsedJson(reading: Reading, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    reading.error({ line, column: 1 }, `invalid JSON: ${(error as Error).message}`);
    return undefined;
  }
}

function yamlListRows(reading: Reading): Row[] {
  const yaml = readYaml(reading.text);
  reading.problems.push(...yaml.problems);
  const { value } = yaml;
  if (Array.isArray(value) && value.every(isRecord))
    return yamlRows(yaml, value, { at: [], elsewhere: true });
  if (!reading.failed) reading.error(TOP, 'expected a list of rows');
  return [];
}

/** Renames a variable in the prompt's file and in the files of its cases. */

import { UserError } from '../errors.js';
import { refuseOtherEncoding, type Surroundings } from '../ports/surroundings.js';
import { applyEdit, type SourceEdit } from '../prompt/edit.js';
import { csvHeader } from '../prompt/cases/csvTable.js';
import { parsePrompt } from '../prompt/formats/formats.js';
import { SIDECAR } from '../prompt/settings/promptSettings.js';
import type { Case, Prompt } from '../prompt/prompt.js';
import { readYaml } from '../prompt/yaml/yamlSource.js';
import { recordOf } from '../text/narrow.js';
import { renamePlaces } from './variablePlaces.js';
import { worded } from '../say/worded.js';
import { listed } from '../say/listSaid.js';

export interface FileEdits {
  /** Relative to the workspace root. */
  readonly path: string;
  /** In file order; offsets into the text without a byte order mark. */
  readonly edits: readonly SourceEdit[];
}

interface Names {
  readonly from: string;
  readonly to: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The edits of every file that has to change, verified by reading the result back. Throws `UserError` if the renamed prompt
 * would not have the same cases.
 */
export function renameVariable(
  { path, text }: { path: string; text: string },
  names: Names,
  around: Surroundings,
): readonly FileEdits[] {
  const read = new Map<string, string>();
  const file = (name: string) => {
    const content = around.file(name)?.replace(/^\ufeff/, '') ?? null;
    if (content !== null) read.set(name, content);
    return content;
  };
  const { prompt } = parsePrompt(path, text, { ...around, file });
  if (!prompt) throw new UserError(worded`${path} has errors. Fix them first.`);
  const own = renamePlaces(prompt, text, names.from).map(({ range }) => range);
  const files = [
    { path, text, edits: editsAt(text, own, names) },
    ...[...read].map(([name, content]) => ({
      path: name,
      text: content,
      edits: editsAt(content, keysOfRows(name, content, names.from), names),
    })),
  ].filter(({ edits }) => edits.length > 0);
  files.forEach((each) => refuseOtherEncoding(each.path, around));
  const after = new Map(
    files.map((each) => [
      each.path,
      each.edits.reduceRight((changed, edit) => applyEdit(changed, edit), each.text),
    ]),
  );
  const changed = { ...around, file: (name: string) => after.get(name) ?? around.file(name) };
  const now = parsePrompt(path, after.get(path) ?? text, changed).prompt;
  if (now && isSamePrompt(prompt, now, names))
    return files.map(({ path: name, edits }) => ({ path: name, edits }));
  throw new UserError(
    worded`${names.from} cannot be renamed to ${names.to}, because that would change the cases in ${listed([path, ...read.keys()])}. Rename it by hand.`,
  );
}

/** The range of a name without its quotes. */
function editsAt(text: string, places: readonly Span[], { to }: Names): SourceEdit[] {
  return [...places]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      const quoted = /^(["']).*\1$/s.test(text.slice(start, end)) ? 1 : 0;
      return { start: start + quoted, end: end - quoted, text: to };
    });
}

/** The places where a name is a column or key of the rows in a file; empty if it has no rows. */
function keysOfRows(path: string, text: string, name: string): readonly Span[] {
  if (!text.includes(name)) return [];
  if (/\.csv$/i.test(path)) return columnIn(text, name);
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return keysOfLines(text, name);
  if (path.endsWith(SIDECAR))
    return [...keysOfList(text, ['cases'], name), ...keysOfList(text, ['examples'], name)];
  return /\.(?:json|ya?ml)$/i.test(path) ? keysOfList(text, [], name) : [];
}

/** In some dialects, rows have their inputs under a separate key. */
const INSIDE: readonly (readonly string[])[] = [[], ['variables'], ['vars']];

function keysOfList(text: string, at: readonly string[], name: string): readonly Span[] {
  const yaml = readYaml(text);
  const list = at.reduce<unknown>((value, key) => recordOf(value)[key], yaml.value);
  // A file may have only one row.
  const rows = Array.isArray(list) ? list.map((_row, index) => [...at, index]) : [at];
  return rows.flatMap((row) =>
    INSIDE.flatMap((inside) => yaml.keyRangeOf([...row, ...inside, name]) ?? []),
  );
}

function keysOfLines(text: string, name: string): readonly Span[] {
  let offset = 0;
  return text.split('\n').flatMap((line) => {
    const begin = offset;
    offset += line.length + 1;
    const yaml = readYaml(line);
    return INSIDE.flatMap((inside) => yaml.keyRangeOf([...inside, name]) ?? []).map(
      ({ start, end }) => ({ start: begin + start, end: begin + end }),
    );
  });
}

/** The names in the header line, with or without quotes. */
function columnIn(text: string, name: string): readonly Span[] {
  const { delimiter, start: from } = csvHeader(text);
  const begin = from + Math.max(0, text.slice(from).search(/\S/));
  const header = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text.slice(begin))?.[0] ?? '';
  let offset = begin;
  return header.split(delimiter).flatMap((cell) => {
    const start = offset + (cell.length - cell.trimStart().length);
    offset += cell.length + delimiter.length;
    const written = cell.trim();
    const isIt = written === name || written === `"${name}"`;
    return isIt ? [{ start, end: start + written.length }] : [];
  });
}

/** But for the name. */
function isSamePrompt(before: Prompt, after: Prompt, { from, to }: Names): boolean {
  const called = (name: string) => (name === from ? to : name);
  const said = ({ id, inputs, expected }: Case, named: (name: string) => string) =>
    JSON.stringify([
      id,
      Object.entries(inputs)
        .map(([name, value]) => [named(name), value])
        .sort(),
      expected,
    ]);
  const same = (name: string) => name;
  const rows = ({ cases, examples }: Prompt, named: (name: string) => string) =>
    [...cases, ...examples].map((row) => said(row, named)).join('\n');
  const variables = ({ variables: all }: Prompt, named: (name: string) => string) =>
    all
      .map(({ name }) => named(name))
      .sort()
      .join('\n');
  const rest = ({ tools, parameters }: Prompt) => JSON.stringify([tools, parameters]);
  return (
    rest(before) === rest(after) &&
    rows(before, called) === rows(after, same) &&
    variables(before, called) === variables(after, same)
  );
}

/** Adds cases to a prompt, as an edit of the file that has its cases. */

import { UserError } from '../../errors.js';
import { refuseOtherEncoding, type Surroundings } from '../../ports/surroundings.js';
import { isRecord, recordOf } from '../../text/narrow.js';
import { applyEdit, type SourceEdit } from '../edit.js';
import { parsePrompt } from '../formats/formats.js';
import { readFrontmatter } from '../yaml/frontmatter.js';
import { folderOf, pathIn } from '../path.js';
import { SIDECAR } from '../settings/promptSettings.js';
import type { Case, Prompt } from '../prompt.js';
import { Reading } from '../reading.js';
import {
  appendLines,
  appendToCsv,
  appendToJson,
  appendToYamlList,
  yamlItems,
  type NewRow,
} from './appendRows.js';
import { readYaml, type YamlSource } from '../yaml/yamlSource.js';
import { worded } from '../../say/worded.js';

export interface CaseEdit {
  /** Relative to the workspace root. */
  readonly path: string;
  /** An edit of that file's text, or of an empty text if the file does not exist. */
  readonly edit: SourceEdit;
}

/** A file's text, and where in it the edit goes. */
interface Target {
  readonly path: string;
  readonly text: string;
  readonly edit: SourceEdit | null;
}

/**
 * The edit that adds cases with these inputs and no expected answer; every other byte is unchanged. The result is
 * read back first. Throws `UserError` if the cases cannot be added.
 */
export function addCases(
  { path, text }: { path: string; text: string },
  inputs: readonly Case['inputs'][],
  around: Surroundings,
): CaseEdit {
  const { prompt } = parsePrompt(path, text, around);
  if (!prompt) throw new UserError(worded`${path} has errors. Fix them first.`);
  const target = targetOf({ path, text, prompt }, inputs, around);
  const { edit } = target;
  if (edit) {
    const after = applyEdit(target.text, edit);
    if (isRight(prompt, readAgain({ path, text }, { ...target, text: after }, around), inputs))
      return { path: target.path, edit };
  }
  throw new UserError(
    worded`The cases cannot be added to ${target.path} without changing its other content. Add them by hand:\n${yamlItems(inputs, '', '\n')}`,
  );
}

function readAgain(
  { path, text }: { path: string; text: string },
  changed: { path: string; text: string },
  around: Surroundings,
): Prompt | null {
  const now: Surroundings = {
    ...around,
    file: (name) => (name === changed.path ? changed.text : around.file(name)),
  };
  return parsePrompt(path, changed.path === path ? changed.text : text, now).prompt;
}

/** Whether earlier cases are unchanged and the new ones have the right inputs. */
function isRight(before: Prompt, after: Prompt | null, inputs: readonly Case['inputs'][]): boolean {
  if (!after || after.cases.length !== before.cases.length + inputs.length) return false;
  const said = ({ id, inputs: values, expected }: Case) => JSON.stringify([id, values, expected]);
  const isKept = before.cases.every((row, index) => said(row) === said(after.cases[index] as Case));
  const added = after.cases.slice(before.cases.length);
  return (
    isKept &&
    added.every(
      (row, index) =>
        row.expected === null &&
        Object.entries(inputs[index] ?? {}).every(([name, value]) => row.inputs[name] === value),
    )
  );
}

function targetOf(
  source: { path: string; text: string; prompt: Prompt },
  inputs: readonly Case['inputs'][],
  around: Surroundings,
): Target {
  const { path, text, prompt } = source;
  const front = yamlOf(path, text);
  const key = prompt.casesKey.split('.');
  const sidecar = path + SIDECAR;
  const beside = around.file(sidecar);
  const besideYaml = beside === null ? null : readYaml(beside);
  const places: readonly (readonly [string, string, YamlSource | null, readonly string[]])[] = [
    [path, text, front, ['sensitivity', 'cases']],
    [sidecar, beside ?? '', besideYaml, ['cases']],
    [path, text, front, key],
  ];
  for (const [file, content, yaml, at] of places) {
    const value = yaml && valueAt(yaml, at);
    if (typeof value === 'string') return rowFile(file, value, { inputs, around });
    if (yaml && Array.isArray(value)) {
      const rows = inputs.map((row) => shapedLike(value[0], row));
      const edit = appendToYamlList(content, yaml, { at, count: value.length, rows });
      return { path: file, text: content, edit };
    }
  }
  const isYaml = /\.ya?ml$/i.test(path);
  const [to, content, under] = isYaml ? [path, text, key] : [sidecar, beside ?? '', ['cases']];
  // A case that is part of the format counts only if there is no list.
  const own = prompt.cases.map(({ id, inputs: values }) => ({ id, ...values }));
  return { path: to, text: content, edit: newList(content, under, [...own, ...inputs]) };
}

/** A YAML file, or its frontmatter; null if neither can be read. */
function yamlOf(path: string, text: string): YamlSource | null {
  const yaml = /\.ya?ml$/i.test(path)
    ? readYaml(text)
    : readFrontmatter(new Reading(path, text), { comments: true })?.yaml;
  return yaml?.problems.every(({ severity }) => severity !== 'error') ? yaml : null;
}

const valueAt = (yaml: YamlSource, at: readonly string[]): unknown =>
  at.reduce((value, key) => recordOf(value)[key], yaml.value);

/** In some dialects, rows have their inputs under a separate key. */
function shapedLike(first: unknown, row: NewRow): NewRow {
  for (const key of ['variables', 'vars']) {
    if (isRecord(recordOf(first)[key])) return { [key]: row };
  }
  return row;
}

function rowFile(
  namedIn: string,
  name: string,
  { inputs, around }: { inputs: readonly NewRow[]; around: Surroundings },
): Target {
  const path = pathIn(folderOf(namedIn), name.replace(/^file:\/\//, ''));
  const text = path === null ? null : around.file(path);
  if (path === null || text === null) return { path: name, text: '', edit: null };
  refuseOtherEncoding(path, around);
  return { path, text, edit: rowFileEdit(path, text, inputs) };
}

function rowFileEdit(path: string, text: string, inputs: readonly NewRow[]): SourceEdit | null {
  if (/\.csv$/i.test(path)) return appendToCsv(text, inputs);
  if (/\.(?:jsonl|ndjson)$/i.test(path))
    return appendLines(
      text,
      inputs.map((row) => JSON.stringify(row)),
    );
  if (/\.json$/i.test(path)) return appendToJson(text, inputs);
  const yaml = readYaml(text);
  const { value } = yaml;
  if (!Array.isArray(value)) return null;
  const rows = inputs.map((row) => shapedLike(value[0], row));
  return appendToYamlList(text, yaml, { at: [], count: value.length, rows });
}

/** Adds a new list; null if its key exists with another value. */
function newList(
  text: string,
  key: readonly string[],
  inputs: readonly NewRow[],
): SourceEdit | null {
  const [name] = key;
  if (key.length !== 1 || Object.hasOwn(recordOf(readYaml(text).value), name as string))
    return null;
  const lines = yamlItems(inputs, '  ', '\n').trimEnd().split('\n');
  return appendLines(text, [`${name}:`, ...lines]);
}

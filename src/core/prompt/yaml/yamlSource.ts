/** YAML with its positions: values for reading, ranges and problems for pointing at them. */

import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type * as z from 'zod';
import type { Problem, SourceRange } from '../prompt.js';

type Path = readonly (string | number)[];

export interface YamlSource {
  /** The document as plain values; undefined when it could not be read. */
  readonly value: unknown;
  /** Problems of the syntax itself. */
  readonly problems: readonly Problem[];
  /** Where the value at a path stands; for a missing path its nearest parent that exists. */
  rangeOf(path: Path): SourceRange;
  /** Where a key of a map stands; null where the map has no such key. */
  keyRangeOf(path: Path): SourceRange | null;
  /** A scalar as it is written (`1.50` stays `1.50`), null for everything else. */
  writtenAt(path: Path): string | null;
}

/** One mistake in YAML makes many; the first few say where it is. */
const MOST_ERRORS = 3;

/** Anchors may multiply a small file into a huge one; this many uses of one are plenty for a prompt. */
const MAX_ALIASES = 100;

export function readYaml(source: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    // What it would say on the console is no one's to read.
    logLevel: 'error',
  });
  const problems: Problem[] = document.errors.slice(0, MOST_ERRORS).map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      severity: 'error',
      message: `Invalid YAML: ${firstLine(error.message)}`,
      line,
      column: col,
    };
  });
  const value = problems.length > 0 ? undefined : plainValue(document, problems);
  return {
    value,
    problems,
    rangeOf: (path) => rangeOf(document, lines, path),
    keyRangeOf: (path) => keyRangeOf(document, lines, path),
    writtenAt: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : null;
    },
  };
}

function plainValue(document: Document.Parsed, problems: Problem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch (error) {
    problems.push({
      severity: 'error',
      message: `Invalid YAML: ${firstLine(String((error as Error).message))}`,
      line: 1,
      column: 1,
    });
    return undefined;
  }
}

function rangeOf(document: Document.Parsed, lines: LineCounter, path: Path): SourceRange {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const range = (node as { range?: [number, number, number] | null } | null | undefined)?.range;
    if (range) return placed(range, lines);
  }
  return { start: 0, end: 0, line: 1, column: 1 };
}

function keyRangeOf(document: Document.Parsed, lines: LineCounter, path: Path): SourceRange | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  for (const { key } of parent.items) {
    if (isScalar(key) && String(key.value) === String(path.at(-1)) && key.range)
      return placed(key.range, lines);
  }
  return null;
}

function placed([start, end]: readonly number[], lines: LineCounter): SourceRange {
  const { line, col } = lines.linePos(start as number);
  return { start: start as number, end: end as number, line, column: col };
}

/**
 * Checks a part of the document against a schema. Returns the typed value, or null after adding one problem for
 * each thing that is wrong, at its own place.
 */
export function readShape<T>(
  yaml: YamlSource,
  schema: z.ZodType<T>,
  { at, value, problems }: { at: Path; value: unknown; problems: Problem[] },
): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const path = [...at, ...(issue.path as Path)];
    const { line, column } =
      (issue.code === 'invalid_key' ? yaml.keyRangeOf(path) : null) ?? yaml.rangeOf(path);
    const where = path.length > 0 ? `\`${path.join('.')}\`: ` : '';
    problems.push({ severity: 'error', message: `${where}${issue.message}`, line, column });
  }
  return null;
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? text;

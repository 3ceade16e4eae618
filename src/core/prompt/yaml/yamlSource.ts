/** Parsed YAML with source positions. */

import {
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type * as z from 'zod';
import type { Problem, SourceRange } from '../prompt.js';
import { exactNumber } from '../../text/exactJson.js';
import { unquotedTexts, withoutTexts } from './lenientYaml.js';

type Path = readonly (string | number)[];

export interface YamlSource {
  /** The document as plain values; undefined when it could not be read. */
  readonly value: unknown;
  /** Problems of the syntax itself. */
  readonly problems: readonly Problem[];
  /** The range of the value at a path, or of its nearest existing parent. */
  rangeOf(path: Path): SourceRange;
  /** The range of a map's key; null if the map does not have it. */
  keyRangeOf(path: Path): SourceRange | null;
  /** A scalar as written (`1.50` stays `1.50`), a list or map as JSON with all digits of its numbers; else null. */
  writtenAt(path: Path): string | null;
}

/** Max syntax problems reported, because one mistake in YAML causes many. */
const MAX_ERRORS = 3;

/** Max uses of an anchor, because anchors can expand a small file into a huge one. */
const MAX_ALIASES = 100;

/**
 * Same as `readYaml`, for frontmatter: where that is not YAML, values that editors take as text are read as text, each with a
 * warning. Other errors stay.
 */
export function readLenientYaml(source: string): YamlSource {
  const strict = readYaml(source);
  if (strict.problems.length === 0) return strict;
  const texts = unquotedTexts(source);
  if (texts.length === 0) return strict;
  const { document, lines } = parsed(withoutTexts(source, texts));
  const byOffset = new Map(texts.map((each) => [each.offset, each]));
  visit(document, {
    Scalar(_, node) {
      const found = byOffset.get(node.range?.[0] ?? -1);
      if (!found) return;
      node.value = found.text;
      node.source = found.text;
    },
  });
  const warnings = texts.map(({ key, text, at, reason }): Problem => {
    const { line, col } = lines.linePos(at);
    const message = `The value of \`${key}\` ${reason}, which is not YAML. It is read as text; quote it: ${quotedLine(key, text)}`;
    return { severity: 'warning', message, line, column: col };
  });
  const repaired = sourceOf(document, lines);
  return { ...repaired, problems: [...warnings, ...repaired.problems] };
}

const quotedLine = (key: string, text: string) =>
  text.length > LONGEST_QUOTED
    ? `${key}: "…", or write it below \`${key}: >-\``
    : `${key}: ${JSON.stringify(text)}`;

const LONGEST_QUOTED = 60;

/** Parses YAML with positions. Syntax errors are in `problems`; never throws. */
export function readYaml(source: string): YamlSource {
  const { document, lines } = parsed(source);
  return sourceOf(document, lines);
}

function parsed(source: string) {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    // Suppresses its console output.
    logLevel: 'error',
  });
  return { document, lines };
}

function sourceOf(document: Document.Parsed, lines: LineCounter): YamlSource {
  const problems: Problem[] = document.errors.slice(0, MAX_ERRORS).map((error) => {
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
      if (isCollection(node)) return jsonOf(node, document);
      return isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : null;
    },
  };
}

/** Null where its anchors expand too far. */
function jsonOf(node: YAMLMap | YAMLSeq, document: Document.Parsed): string | null {
  const exact = node.clone() as typeof node;
  visit(exact, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'number')
        scalar.value = exactNumber(scalar.source ?? '') ?? scalar.value;
    },
  });
  try {
    return JSON.stringify(exact.toJS(document, { maxAliasCount: MAX_ALIASES }));
  } catch {
    return null;
  }
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
 * Validates a part of the document against a schema. Returns the typed value, or null after adding one problem for
 * each error, at its place.
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

/** A file with YAML between two lines of dashes, followed by a body. Dashes elsewhere are text. */

import { isRecord } from '../../text/narrow.js';
import type { Reading } from '../reading.js';
import { readLenientYaml, readYaml, type YamlSource } from './yamlSource.js';

export interface Frontmatter {
  readonly yaml: YamlSource;
  /** The top level; empty without frontmatter. */
  readonly values: Readonly<Record<string, unknown>>;
  /** UTF-16 offset of the body in the whole text. */
  readonly bodyStart: number;
}

const FENCE = /^(?:---|\+\+\+)[ \t]*$/;

const MARKDOWN = /\.(?:md|markdown|txt)$/i;
/** The first line of YAML that is a map. */
const KEY = /^\s*(?:(?:"[^"]*"|'[^']*'|[\w$.-]+)\s*:(?:\s|$)|\{(?!\{))/;

/** Whether the lines after dashes are not YAML but text, so that the dashes are a horizontal rule. */
function isText(lines: readonly { readonly line: string }[]): boolean {
  const first = lines.find(({ line }) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && !FENCE.test(first.line) && !KEY.test(first.line);
}

/** With `comments`, allows comment lines (such as a license) before it. Null after an error. */
export function readFrontmatter(
  reading: Reading,
  { comments = false }: { comments?: boolean } = {},
): Frontmatter | null {
  const { text } = reading;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const lines = linesFrom(text, start);
  const first = lines.findIndex(
    ({ line }) => line.trim() !== '' && !(comments && line.startsWith('#')),
  );
  const opening = lines[first];
  const isRule = MARKDOWN.test(reading.path) && isText(lines.slice(first + 1));
  if (!opening || !FENCE.test(opening.line) || isRule)
    return { yaml: readYaml(''), values: {}, bodyStart: start };
  const closing = lines.slice(first + 1).find(({ line }) => FENCE.test(line));
  if (!closing) {
    const fence = opening.line.trim();
    const message = `The frontmatter that starts here is not closed. Add a line \`${fence}\`.`;
    reading.error({ line: first + 1, column: 1 }, message);
    return null;
  }
  // Text before the YAML is blanked out, so that its positions match the file.
  const blank = text.slice(0, opening.end).replace(/[^\r\n]/g, ' ');
  const yaml = readLenientYaml(blank + text.slice(opening.end, closing.start));
  reading.problems.push(...yaml.problems);
  const values = yaml.value ?? {};
  if (!isRecord(values))
    reading.error(
      { line: first + 2, column: 1 },
      'The frontmatter is empty. Write `name: value` lines between the dashes.',
    );
  return isRecord(values) && !reading.failed ? { yaml, values, bodyStart: closing.end } : null;
}

/** Lines with their offsets; `end` is after the line break. */
function linesFrom(text: string, from: number) {
  return [...text.slice(from).matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)]
    .filter((match) => match[0] !== '')
    .map((match) => ({
      line: match[1] as string,
      start: from + match.index,
      end: from + match.index + match[0].length,
    }));
}

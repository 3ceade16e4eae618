/** A file with YAML between two lines of dashes, and a body after it. Read line by line: dashes elsewhere are text. */

import { readYaml, type YamlSource } from './yamlSource.js';
import type { Problem } from './prompt.js';

export interface FrontmatterFile {
  readonly yaml: YamlSource;
  /** The top level; empty without frontmatter. */
  readonly values: Readonly<Record<string, unknown>>;
  /** UTF-16 offset of the body in the whole text. */
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
}

const FENCE = /^(?:---|\+\+\+)[ \t]*$/;

/** Reads it, with `comments` also after lines such as a licence's; a problem of the YAML is an error, and so is frontmatter that never ends. */
export function readFrontmatter(
  text: string,
  { comments = false }: { comments?: boolean } = {},
): FrontmatterFile {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const lines = linesFrom(text, start);
  const first = lines.findIndex(
    ({ line }) => line.trim() !== '' && !(comments && line.startsWith('#')),
  );
  const opening = lines[first];
  const nothing = { yaml: readYaml(''), values: {}, bodyStart: start, problems: [] };
  if (!opening || !FENCE.test(opening.line)) return nothing;
  const closing = lines.slice(first + 1).find(({ line }) => FENCE.test(line));
  if (!closing) {
    const message = `The frontmatter that begins here has no end. Close it with a line \`${opening.line.trim()}\`.`;
    return { ...nothing, problems: [{ severity: 'error', message, line: first + 1, column: 1 }] };
  }
  // Everything before the YAML becomes blank, so that places in it are places in the file.
  const blank = text.slice(0, opening.end).replace(/[^\r\n]/g, ' ');
  const yaml = readYaml(blank + text.slice(opening.end, closing.start));
  const value = yaml.value ?? {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  const problems = [...yaml.problems];
  if (!isMap)
    problems.push({
      severity: 'error',
      message: 'The frontmatter holds no keys. Write `name: value` lines between the dashes.',
      line: first + 2,
      column: 1,
    });
  return {
    yaml,
    values: isMap ? (value as Record<string, unknown>) : {},
    bodyStart: closing.end,
    problems,
  };
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

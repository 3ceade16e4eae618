/** Values that YAML refuses but editors take as text: `description: A: b`, `applyTo: **`, `argument-hint: [pr] [prio]`. */

import { parseDocument } from 'yaml';

export interface UnquotedText {
  readonly key: string;
  /** The text as written. */
  readonly text: string;
  /** UTF-16 offset of the text. */
  readonly offset: number;
  /** UTF-16 offset of what YAML stumbles over. */
  readonly at: number;
  readonly reason: string;
}

const ENTRY = /^([ \t]*(?:- +)?)([\w.-]+\??(?:\([^)\n]*\))?)[ \t]*:[ \t]+(\S[^\r\n]*?)[ \t]*$/gm;

/**
 * The values on single lines that are not YAML by themselves, and mean one text. None in block scalars, and none with an
 * unclosed quotation mark or bracket, whose end is not known.
 */
export function unquotedTexts(source: string): UnquotedText[] {
  const blocks = blockScalars(source);
  return [...source.matchAll(ENTRY)].flatMap((entry): UnquotedText[] => {
    const [whole, lead = '', key = '', written = ''] = entry;
    const offset = entry.index + whole.trimEnd().length - written.length;
    if (blocks.some(([from, to]) => from <= offset && offset < to)) return [];
    const text = written.replace(/[ \t]+#.*$/, '');
    if (/^[|>]/.test(text) || isYaml(`${key}: ${text}`) || !isWhole(text)) return [];
    if (isContinued(source, entry.index + whole.length, lead.length)) return [];
    const found = stumbleIn(text);
    return [{ key, text, offset, at: offset + found.index, reason: found.reason }];
  });
}

/** The source with each text replaced by letters, so that every position stays as it is. */
export const withoutTexts = (source: string, texts: readonly UnquotedText[]): string =>
  texts.reduce(
    (all, { offset, text }) =>
      all.slice(0, offset) + 'x'.repeat(text.length) + all.slice(offset + text.length),
    source,
  );

function isYaml(line: string): boolean {
  const document = parseDocument(line, { prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) return false;
  try {
    document.toJS();
    return true;
  } catch (error) {
    if (error instanceof ReferenceError) return false;
    throw error;
  }
}

/** Whether its brackets and quotation marks are closed. */
function isWhole(text: string): boolean {
  const first = text[0] ?? '';
  if (first === '"' || first === "'") return text.lastIndexOf(first) > 0;
  if (first !== '[' && first !== '{') return true;
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
  }
  return depth === 0;
}

/** Whether the next line is indented further: the value goes on there. */
function isContinued(source: string, end: number, indent: number): boolean {
  const next = /^\r?\n([ \t]*)(\S)/.exec(source.slice(end));
  return next !== null && (next[1] ?? '').length > indent && next[2] !== '#';
}

function stumbleIn(text: string): { index: number; reason: string } {
  const colon = /:(?=\s|$)/.exec(text);
  const first = text[0] ?? '';
  if (/[[{"']/.test(first))
    return { index: 0, reason: `starts with \`${first}\` and goes on after its end` };
  if (/[*&!%@`|>]/.test(first)) return { index: 0, reason: `starts with \`${first}\`` };
  if (colon) return { index: colon.index, reason: 'has a colon and a space in it' };
  return { index: 0, reason: 'has a special meaning in YAML' };
}

/** The lines of block scalars (`|`, `>`), which are text already. */
function blockScalars(source: string): (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const head of source.matchAll(/^([ \t]*).*:[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?\r?\n/gm)) {
    const start = head.index + head[0].length;
    const indent = (head[1] ?? '').length;
    const rest = source.slice(start);
    const next = [...rest.matchAll(/^([ \t]*)\S/gm)].find(
      (line) => (line[1] ?? '').length <= indent,
    );
    found.push([start, start + (next?.index ?? rest.length)]);
  }
  return found;
}

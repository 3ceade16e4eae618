/** Values that YAML refuses but editors take as text: `description: A: b`, `applyTo: **`, `argument-hint: [pr] [prio]`. */

import { parseDocument } from 'yaml';

export interface UnquotedText {
  readonly key: string;
  /** The text: as written, lines that it goes on in joined by spaces. */
  readonly text: string;
  /** As it stands in the source, with its line breaks. */
  readonly written: string;
  /** UTF-16 offset of the text. */
  readonly offset: number;
  /** UTF-16 offset of what YAML stumbles over. */
  readonly at: number;
  readonly reason: string;
}

const ENTRY = /^([ \t]*(?:- +)?)([\w.-]+\??(?:\([^)\n]*\))?)[ \t]*:[ \t]+(\S[^\r\n]*?)[ \t]*$/gm;

/**
 * The values that are not YAML by themselves, and mean one text, on one line or on further ones below it. None in block scalars,
 * and none with an unclosed quotation mark or bracket, whose end is not known.
 */
export function unquotedTexts(source: string): UnquotedText[] {
  const blocks = blockScalars(source);
  let end = 0;
  return [...source.matchAll(ENTRY)].flatMap((entry): UnquotedText[] => {
    const [whole, lead = '', key = '', value = ''] = entry;
    const offset = entry.index + whole.trimEnd().length - value.length;
    if (offset < end || blocks.some(([from, to]) => from <= offset && offset < to)) return [];
    const further = furtherLines(source, entry.index + whole.length, lead.length);
    const isLong = further.trim() !== '';
    const text = isLong ? value : value.replace(/[ \t]+#.*$/, '');
    const written = isLong ? `${value}${further}` : text;
    if (/^[|>]/.test(text) || isYaml(`${key}: ${written}`) || !isWhole(text)) return [];
    // What is quoted or in brackets ends where these do.
    if (isLong && (/^["'[{&*!]/.test(text) || KEY_BELOW.test(further))) return [];
    end = offset + written.length;
    const found = stumbleIn(written);
    return [
      {
        ...{ key, written, offset, at: offset + found.index, reason: found.reason },
        text: written
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter(Boolean)
          .join(' '),
      },
    ];
  });
}

/** The source with each text replaced by letters, so that every position stays as it is. */
export const withoutTexts = (source: string, texts: readonly UnquotedText[]): string =>
  texts.reduce(
    (all, { offset, written }) =>
      all.slice(0, offset) +
      written.replace(/[^\s]/g, 'x').replaceAll('\t', ' ') +
      all.slice(offset + written.length),
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

/** A line below that may be meant as an entry of its own. */
const KEY_BELOW = /^[ \t]+(?:- +)?[a-z][\w.-]*:(?:[ \t]|$)/m;

/** The lines below that are indented further, to the end of the last of them: the value goes on there. */
function furtherLines(source: string, end: number, indent: number): string {
  const found =
    /^(?:\r?\n(?:[ \t]*(?=\r?\n|$)|[ \t]+\S[^\r\n]*))*/.exec(source.slice(end))?.[0] ?? '';
  let kept = 0;
  for (const { index, 0: line, 1: lead = '', 2: first = '' } of found.matchAll(
    /\r?\n([ \t]*)(\S?)[^\r\n]*/g,
  )) {
    if (first !== '' && (lead.length <= indent || first === '#')) break;
    if (first !== '') kept = index + line.length;
  }
  return found.slice(0, kept);
}

function stumbleIn(text: string): { index: number; reason: string } {
  const colon = /:(?=\s|$)/.exec(text);
  const first = text[0] ?? '';
  if (/[[{"']/.test(first))
    return { index: 0, reason: `starts with \`${first}\` and goes on after its end` };
  if (/[*&!%@`|>]/.test(first)) return { index: 0, reason: `starts with \`${first}\`` };
  if (colon) return { index: colon.index, reason: 'has a colon and a space in it' };
  if (text.includes('\n'))
    return { index: 0, reason: 'goes on in lines that cannot be part of it' };
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

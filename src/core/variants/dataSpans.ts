/** What in a prompt is data, not prose: tables, quotations, keys and options, and layouts the answer must have. */

import { matchesOf, overlaps, type Span } from '../text/span.js';
import { exampleTextsIn } from './exampleLines.js';
import { layoutSectionsOf } from './layoutSections.js';
import { linesOf, type Line } from './lines.js';
import { VARIABLE_TAG } from './templateTags.js';
import { isBullet, listsOf, type ListItem } from './lists.js';

/** A line `Name: value`, whatever it is for. */
export interface NamedLine extends Span {
  readonly name: string;
  readonly nameEnd: number;
  readonly valueStart: number;
  /** An example of the wanted layout, or structured data. */
  readonly isData: boolean;
  /** The data it is part of; the line itself if it is none. */
  readonly whole: Span;
}

/** A name, and the space some languages put before the colon. */
const NAME = String.raw`(\p{L}(?:['’]\p{L})?(?:[\p{L}\p{M}\p{N} _/-]{0,30}?[\p{L}\p{M}\p{N}_])??)[ \t\u00a0\u202f]*`;
const NAMED = new RegExp(
  String.raw`^${NAME}(?::(?:[ \t\u00a0\u202f]+|$)|：[ \t]*(?=$|[{$<]))`,
  'u',
);
/** As much is often prose (`注意：…`), unless the same name stands before an input or the answer as well. */
const WIDE = new RegExp(String.raw`^${NAME}：[ \t]*`, 'u');
/** `<word>`, `[text]`, `...`: what is to be filled in. */
const TO_FILL_IN = /^(?:<[^>]*>|\[[^\]]*\]|\.\.\.|…|_{2,})/;

/** The named lines outside code and lists. Data makes every line of the same name data. */
export function namedLinesOf(text: string): NamedLine[] {
  const lines = linesOf(text);
  const items = listsOf(text).flat();
  const sections = layoutSectionsOf(text);
  const inList = ({ start }: Span) => items.some((item) => item.start <= start && start < item.end);
  const named = new Set(lines.flatMap((line) => NAMED.exec(line.text)?.[1] ?? []));
  const wide = (text: string) => {
    const match = WIDE.exec(text);
    return match && named.has(match[1] as string) ? match : null;
  };
  const found = lines.flatMap((line, at): NamedLine[] => {
    const match = line.isCode || inList(line) ? null : (NAMED.exec(line.text) ?? wide(line.text));
    if (!match) return [];
    const [head, name = ''] = match;
    const { start, end } = line;
    const run = runAround(lines, at);
    const isRun = isLayout(run, lines);
    return [
      {
        ...{ name, start, end },
        nameEnd: start + name.length,
        valueStart: start + head.length,
        isData: isRun || overlaps(sections, line),
        whole: isRun
          ? { start: (lines[run.from] as Line).start, end: (lines[run.to] as Line).end }
          : { start, end },
      },
    ];
  });
  const layout = new Set(found.flatMap(({ name, isData }) => (isData ? [name.toLowerCase()] : [])));
  return found.map((each) => ({ ...each, isData: layout.has(each.name.toLowerCase()) }));
}

/** The indexes of the lines from the first to the last named one around a line, without blank lines. */
function runAround(lines: readonly Line[], at: number): { from: number; to: number } {
  const belongs = (line: Line | undefined) =>
    line !== undefined &&
    !line.isBlank &&
    !line.isCode &&
    (NAMED.test(line.text) || line.indent > 0 || isBulletLine(line));
  let [from, to] = [at, at];
  while (belongs(lines[from - 1])) from--;
  while (belongs(lines[to + 1])) to++;
  return { from, to };
}

/** An indented line of YAML. */
const NESTED = /^\s+(?:-\s|[\p{L}\p{N}_-]+:(?:\s|$))/u;

const isBulletLine = ({ text }: Line) => /^[-*•][ \t]/.test(text);

function isLayout({ from, to }: { from: number; to: number }, lines: readonly Line[]): boolean {
  const run = lines.slice(from, to + 1);
  if (
    run.some(({ text }) => NESTED.test(text)) &&
    !run.some(({ text }) => /[.!?。]\s*$/.test(text))
  )
    return true;
  const values = run.flatMap(({ text }) => {
    const head = NAMED.exec(text)?.[0];
    return head === undefined ? [] : [text.slice(head.length)];
  });
  if (values.some((value) => TO_FILL_IN.test(value))) return true;
  if (run.some(({ text }) => VARIABLE_TAG.test(text))) return false;
  const before =
    lines
      .slice(0, from)
      .findLast(({ isBlank }) => !isBlank)
      ?.text.trim() ?? '';
  return /[:：]$/.test(before) || /^<[A-Za-z][^>]*>$/.test(before);
}

/** Words that say that what follows are values to choose from or names of things. */
const LISTS_VALUES =
  /\b(?:keys?|labels?|categor\w*|values?|options?|choices?|class(?:es)?|types?|fields?|names?|words?|tags?|columns?|tables?|tools?|commands?|one of|kategorie\w*|schlüssel|optionen|étiquettes?|catégories?|etiquetas?|categor\w*|valor\w*|opciones|etichett\w*|labels)\b/i;
const MAX_TERM_WORDS = 4;

/** Sorted by kind, with overlaps. */
export function dataIn(text: string): Span[] {
  return [
    ...layoutSectionsOf(text),
    ...exampleTextsIn(text),
    ...linesOf(text).filter(({ text: line }) => isTableRow(line) || /^\s*>/.test(line)),
    ...namedLinesOf(text).flatMap(({ isData, whole }) => (isData ? [whole] : [])),
    ...listsOf(text).flatMap((list) => termsIn(text, list)),
    ...ENUMERATIONS.flatMap((pattern) => matchesOf(text, pattern)),
    ...matchesOf(text, SHORT_ELEMENT),
  ].map(({ start, end }) => ({ start, end }));
}

export const isTableRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);

/** An element of one line that holds no sentence. */
export const SHORT_ELEMENT = /<([A-Za-z][\w-]*)[^>\n]*>[^<\n.!?。！？]*<\/\1>/g;

/** `: begin, start or pick`, `begin, start or pick`, and `begin or pick`. */
const ENUMERATIONS: readonly RegExp[] = [
  /(?<=[:：][ \t]*)[^\s,;、，.。:]+(?: [^\s,;、，.。:]+){0,2}(?:[,;、，] *[^\s,;、，.。:]+(?: [^\s,;、，.。:]+){0,3})+(?=[.。]|\s*$)/gm,
  /(?<![\p{L}\p{N}_-])[\p{L}\p{N}_-]+(?:, [\p{L}\p{N}_-]+)+,? (?:or|and|oder|und|ou|et|o|y|e) [\p{L}\p{N}_-]+/gu,
  /(?<![\p{L}\p{N}_-])[\p{L}\p{N}_-]+ (?:or|oder|ou|o) [\p{L}\p{N}_-]+/gu,
];

const ONE_OF =
  /(?:\b(?:one|either) of|\b(?:either|als|zwischen|between)|(?<!\p{L})(?:eine[rsmn]? de[rs]|l['’]une? des|una? de|uno (?:de|tra)|uma? d[aeo]s?|een van))(?!\p{L})/iu;
const BETWEEN_VALUES = /,? (?:or|and|oder|und|ou|et|o|u|y|e|of|en) |[,;、，] */u;

/** The values of each list to choose from: items and enumerations that are announced as such. */
export function listedValues(text: string): string[][] {
  const isAnnounced = (start: number) => {
    const lead =
      text
        .slice(0, start)
        .split(/[.!?。！？\n]/u)
        .at(-1) ?? '';
    return LISTS_VALUES.test(lead) || ONE_OF.test(lead);
  };
  const lists = listsOf(text)
    .filter((list) => isTermList(text, list) && LISTS_VALUES.test(leadOf(text, list)))
    .map((list) => list.map((item) => text.slice(item.contentStart, item.lineEnd).trim()));
  const enumerations = ENUMERATIONS.slice(0, 2)
    .flatMap((pattern) => matchesOf(text, pattern))
    .filter(({ start }) => isAnnounced(start))
    .map(({ start, end }) => text.slice(start, end).split(BETWEEN_VALUES));
  return [...lists, ...enumerations]
    .map((values) => values.filter((value) => /\p{L}/u.test(value)))
    .filter((values) => values.length > 2);
}

/** `name` of `name: the full name`. */
const TERM_HEAD = /^[^\s:]+(?: [^\s:]+){0,2}(?=:(?:\s|$))/u;

/** The same, also in bold or before a dash: `- **name** – the full name`. */
const MARKED_HEAD =
  /^(?:\*\*|__)?[^\s:*]+(?: [^\s:*]+){0,2}?(?=(?:\*\*|__)?(?::(?:\*\*|__)?(?:\s|$)|\s+(?:[-–—=→]|\()\s?))/u;

/** The items of a list of values or names, and the names items start with (`- name: the full name`). */
function termsIn(text: string, list: readonly ListItem[]): Span[] {
  if (isTermList(text, list))
    return list.map(({ contentStart, end }) => ({ start: contentStart, end }));
  return list.flatMap(({ contentStart, lineEnd }) => {
    const head = MARKED_HEAD.exec(text.slice(contentStart, lineEnd));
    return head ? [{ start: contentStart, end: contentStart + head[0].length }] : [];
  });
}

/** Values and names that the text lists, each once: items, the names items start with, and announced enumerations. */
export function listedTerms(text: string): string[] {
  const items = listsOf(text)
    .flatMap((list) => termsIn(text, list))
    .map(({ start, end }) =>
      text
        .slice(start, end)
        .replace(/[*_`]+/g, '')
        .trim(),
    );
  const terms = [...items, ...listedValues(text).flat()];
  return [...new Set(terms.filter((term) => /\p{L}/u.test(term) && !term.includes('\n')))];
}

/** Whether the items are values or names, not sentences: short, without punctuation, announced as such or in lowercase. */
export function isTermList(text: string, list: readonly ListItem[]): boolean {
  const items = list.map(({ contentStart, end }) => text.slice(contentStart, end).trim());
  const isShort = items.every(
    (item) => !/[.!?。！？]$|\n/.test(item) && item.split(/\s+/).length <= MAX_TERM_WORDS,
  );
  if (!isShort) return false;
  const lead = leadOf(text, list);
  return (
    (/[:：]$/.test(lead) && LISTS_VALUES.test(lead)) ||
    items.every((item) => /^\P{Lu}/u.test(item)) ||
    items.every((item) => !/\s/.test(item))
  );
}

/** A lead that asks for what the items name, so that their form may become the answer's. */
const ASKS_FOR_ITEMS =
  /\b(?:provide|includ\w*|return|contain\w*|with|list|output|answer|reply|respond|give|report|write|fields?|sections?)\b[^.]*[:：]$/i;
const MIN_STATEMENT_WORDS = 4;

/** Whether every item is a statement and names nothing, so that numbers instead of bullets change nothing. */
export function isStatementList(text: string, list: readonly ListItem[]): boolean {
  if (ASKS_FOR_ITEMS.test(leadOf(text, list)) || isTermList(text, list)) return false;
  return list.every(({ contentStart, lineEnd }) => {
    const item = text.slice(contentStart, lineEnd).trim();
    if (TERM_HEAD.test(item)) return false;
    return /[.!?。！？]$/.test(item) || item.split(/\s+/).length >= MIN_STATEMENT_WORDS;
  });
}

/** The line before a list. */
const leadOf = (text: string, list: readonly ListItem[]): string =>
  text.slice(0, list[0]?.start).trimEnd().split('\n').at(-1) ?? '';

/** Whether a list's numbers may be answers or are referred to, so that they must stay. */
export function isReferredTo(text: string, list: readonly ListItem[]): boolean {
  const rest = list.reduceRight(
    (left, { start, contentStart }) => left.slice(0, start) + left.slice(contentStart),
    text,
  );
  return !list.every(isBullet) && REFERENCE.test(rest);
}

const REFERENCE =
  /\b(?:steps?|rules?|points?|items?|numbers?|options?|questions?|sections?|answers?|no\.|nr\.|schritte?|punkte?|regeln?|frage|étapes?|règles?|pasos?|reglas?|passi?|regol[ae]|stap(?:pen)?|regels?)\s+\(?(?:\d{1,3}|[A-Za-z])\b(?!\p{L})|(?<!\p{L})\((?:\d{1,2}|[a-z])\)/iu;

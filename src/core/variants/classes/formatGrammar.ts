/**
 * The grammar of formats without meaning: what joins a field's name to its value, what separates fields, how
 * names are cased, how items are numbered, wrapped and set off (the grammar of Sclar et al., FormatSpread, ICLR 2024,
 * without what would run a name, a value or an item into what follows it).
 */

import type { GivenFormat } from '../../prompt/settings/givenFormats.js';

export interface Separator {
  readonly text: string;
  readonly words: string;
}

/** `between: null` leaves the line breaks unchanged. Nothing of it is at the end of a line, where it would be part of a value. */
export interface Spacing {
  readonly between: string | null;
  /** What is said of it: "fields on one line". */
  readonly words: string;
}

export interface Casing {
  readonly words: string;
  readonly apply: (name: string) => string;
}

export interface Marker {
  readonly words: string;
  readonly kind: 'bullet' | 'number' | 'letter';
  /** The marker of the item at a 0-based index. */
  readonly of: (index: number) => string;
}

/** A form of fields and lists; null where it leaves them unchanged. */
export interface FullFormat {
  readonly separator: Separator | null;
  readonly casing: Casing | null;
  readonly spacing: Spacing;
  readonly marker: Marker | null;
}

/** Common separators, tried first. */
export const USUAL_SEPARATORS: readonly Separator[] = [
  { text: ' - ', words: 'dashes' },
  { text: ':: ', words: 'a double colon' },
  { text: ' = ', words: 'equals signs' },
  { text: ':\n', words: 'a colon and a line break' },
  { text: ' | ', words: 'bars' },
  { text: ':\t', words: 'a colon and a tab' },
];

export const FURTHER_SEPARATORS: readonly Separator[] = [
  { text: ':', words: 'a colon alone' },
  { text: '::', words: 'double colons without a space' },
  { text: '::: ', words: 'triple colons' },
  { text: ' : ', words: 'a colon between spaces' },
  { text: '- ', words: 'a dash after the name' },
  { text: '\t', words: 'a tab' },
  { text: '\n ', words: 'a line break and a space' },
  { text: '\n\t', words: 'a line break and a tab' },
  { text: '\n    ', words: 'a line break and four spaces' },
];

/** The first leaves them unchanged. */
export const USUAL_SPACINGS: readonly [Spacing, ...Spacing[]] = [
  { words: '', between: null },
  { words: 'a blank line between fields', between: '\n\n' },
  { words: 'fields on one line, bars between them', between: ' || ' },
  { words: 'fields on one line, slashes between them', between: ' // ' },
];

export const FURTHER_SPACINGS: readonly Spacing[] = [
  { words: 'fields separated by a line break and a space', between: '\n ' },
  { words: 'fields separated by a double dash', between: ' -- ' },
  { words: 'fields separated by <sep>', between: ' <sep> ' },
];

const CASING_OF = {
  upper: { words: 'in uppercase', apply: (name: string) => name.toUpperCase() },
  lower: { words: 'in lowercase', apply: (name: string) => name.toLowerCase() },
  title: { words: 'in title case', apply: titleCase },
} satisfies Record<string, Casing>;

export const CASINGS: readonly Casing[] = [
  { words: 'as they are', apply: (name) => name },
  ...Object.values(CASING_OF),
];

/** A format somebody wrote down, in the terms of this grammar. */
export function formatFrom({ separator, names, between, items }: GivenFormat): FullFormat {
  return {
    separator: separator === undefined ? null : asSeparator(separator),
    casing: names === undefined ? null : CASING_OF[names],
    spacing:
      between === undefined
        ? USUAL_SPACINGS[0]
        : { between, words: `${JSON.stringify(between)} between fields` },
    marker: items === undefined ? null : markerFrom(items),
  };
}

const asSeparator = (text: string): Separator =>
  [...USUAL_SEPARATORS, ...FURTHER_SEPARATORS].find((each) => each.text === text) ?? {
    text,
    words: JSON.stringify(text),
  };

/** Whether a name is plain words: capitals and signs within it may be the name of a thing (`TO`, `userId`, `max_len`). */
export const isPlainName = (name: string): boolean =>
  /^\p{Lu}?\p{Ll}+(?: \p{Lu}?\p{Ll}+)*$/u.test(name);

export const USUAL_MARKERS: readonly Marker[] = [
  { words: 'numbered 1. 2. 3.', kind: 'number', of: (index) => `${index + 1}.` },
  { words: 'numbered 1) 2) 3)', kind: 'number', of: (index) => `${index + 1})` },
  { words: 'lettered (a) (b) (c)', kind: 'letter', of: (index) => `(${letter(index)})` },
  { words: 'lettered A. B. C.', kind: 'letter', of: (index) => `${letter(index).toUpperCase()}.` },
  { words: 'numbered [1] [2] [3]', kind: 'number', of: (index) => `[${index + 1}]` },
  { words: 'marked with dashes', kind: 'bullet', of: () => '-' },
  { words: 'marked with asterisks', kind: 'bullet', of: () => '*' },
];

const ROMAN_PARTS: readonly (readonly [number, string])[] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

const NUMBERINGS: readonly Pick<Marker, 'kind' | 'of'>[] = [
  { kind: 'number', of: (index) => String(index + 1) },
  { kind: 'letter', of: (index) => letter(index).toUpperCase() },
  { kind: 'letter', of: letter },
  {
    kind: 'letter',
    // Unicode has Roman numerals up to twelve.
    of: (index) => (index < 12 ? String.fromCharCode(0x2160 + index) : roman(index).toUpperCase()),
  },
  { kind: 'letter', of: roman },
  { kind: 'letter', of: (index) => roman(index).toUpperCase() },
];

const WRAPPERS: readonly ((number: string) => string)[] = [
  (number) => `(${number})`,
  (number) => `${number}.`,
  (number) => `${number})`,
  (number) => `${number} )`,
  (number) => `[${number}]`,
];

/** Every numbering in every wrapper, and numbers in angle brackets, which letters would turn into tags. */
export const FURTHER_MARKERS: readonly Marker[] = [
  ...NUMBERINGS.flatMap(({ kind, of }) =>
    WRAPPERS.map((wrap) => markerOf(kind, (index) => wrap(of(index)))),
  ),
  markerOf('number', (index) => `<${index + 1}>`),
];

const NUMBERINGS_BY_FIRST: Readonly<Record<string, Pick<Marker, 'kind' | 'of'>>> = {
  '1': { kind: 'number', of: (index) => String(index + 1) },
  a: { kind: 'letter', of: letter },
  A: { kind: 'letter', of: (index) => letter(index).toUpperCase() },
  i: { kind: 'letter', of: roman },
  I: { kind: 'letter', of: (index) => roman(index).toUpperCase() },
};

/** The markers that go on as the first begins: `1)` as `2)`, `(a)` as `(b)`. One without number or letter is a bullet. */
export function markerFrom(first: string): Marker {
  const [, before = '', sign = '', after = ''] = /^(\W*)(\w)(\W*)$/.exec(first) ?? [];
  const numbering = NUMBERINGS_BY_FIRST[sign];
  return numbering
    ? markerOf(numbering.kind, (index) => `${before}${numbering.of(index)}${after}`)
    : { words: `marked with ${first}`, kind: 'bullet', of: () => first };
}

function markerOf(kind: Marker['kind'], of: Marker['of']): Marker {
  return { words: `numbered ${[0, 1, 2].map(of).join(' ')}`, kind, of };
}

/** Letters and Roman numerals stay short and distinct up to here. */
export const MAX_LETTERED = 26;

/** Between an item's marker and its text; the usual one first. */
export const ITEM_GAPS: readonly [Separator, ...Separator[]] = [
  { text: ' ', words: '' },
  { text: '\t', words: ', a tab after the number' },
];

function titleCase(name: string): string {
  return name.replace(/\p{L}+/gu, (word) => word[0]?.toUpperCase() + word.slice(1).toLowerCase());
}

function letter(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}

function roman(index: number): string {
  let rest = index + 1;
  let numeral = '';
  for (const [value, sign] of ROMAN_PARTS) {
    for (; rest >= value; rest -= value) numeral += sign;
  }
  return numeral;
}

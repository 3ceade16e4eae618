/**
 * The grammar of formats without meaning: what joins a field's name to its value, what separates fields, how
 * names are cased, how items are numbered, wrapped and set off (the grammar of Sclar et al., FormatSpread, ICLR 2024).
 */

export interface Separator {
  readonly text: string;
  readonly words: string;
}

/** `between: null` leaves the line breaks unchanged. */
export interface Spacing {
  readonly between: string | null;
  readonly words: string;
}

export interface Casing {
  readonly words: string;
  readonly apply: (name: string) => string;
}

export interface Marker {
  readonly words: string;
  /** The marker of the item at a 0-based index. */
  readonly of: (index: number) => string;
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
  { text: '', words: 'nothing' },
  { text: ' ', words: 'a space' },
  { text: ':', words: 'a colon alone' },
  { text: '::', words: 'double colons without a space' },
  { text: '::: ', words: 'triple colons' },
  { text: ' : ', words: 'a colon between spaces' },
  { text: '- ', words: 'a dash after the name' },
  { text: '\t', words: 'a tab' },
  { text: '\n ', words: 'a line break and a space' },
  { text: '\n\t', words: 'a line break and a tab' },
  { text: ' \n\t', words: 'a space, a line break and a tab' },
  { text: '\n    ', words: 'a line break and four spaces' },
];

export const USUAL_SPACINGS: readonly Spacing[] = [
  { words: '', between: null },
  { words: ', a blank line between fields', between: '\n\n' },
  { words: ', fields on one line', between: ' || ' },
  { words: ', fields joined by semicolons', between: '; \n' },
];

export const FURTHER_SPACINGS: readonly Spacing[] = [
  { words: 'nothing', between: '' },
  { words: 'a space', between: ' ' },
  { words: 'two spaces', between: '  ' },
  { words: 'a space and a line break', between: ' \n' },
  { words: 'a line break between spaces', between: ' \n ' },
  { words: 'a line break and a space', between: '\n ' },
  { words: 'a double dash', between: ' -- ' },
  { words: '<sep>', between: ' <sep> ' },
  { words: 'a comma', between: ', ' },
  { words: 'a comma between spaces', between: ' , ' },
  { words: 'a comma after a space', between: ' ,' },
  { words: 'a period', between: '. ' },
];

export const CASINGS: readonly Casing[] = [
  { words: 'as they are', apply: (name) => name },
  { words: 'in uppercase', apply: (name) => name.toUpperCase() },
  { words: 'in lowercase', apply: (name) => name.toLowerCase() },
  { words: 'in title case', apply: titleCase },
];

export const USUAL_MARKERS: readonly Marker[] = [
  { words: 'numbered 1. 2. 3.', of: (index) => `${index + 1}.` },
  { words: 'numbered 1) 2) 3)', of: (index) => `${index + 1})` },
  { words: 'lettered (a) (b) (c)', of: (index) => `(${letter(index)})` },
  { words: 'lettered A. B. C.', of: (index) => `${letter(index).toUpperCase()}.` },
  { words: 'numbered [1] [2] [3]', of: (index) => `[${index + 1}]` },
  { words: 'marked with dashes', of: () => '-' },
  { words: 'marked with asterisks', of: () => '*' },
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

const NUMBERINGS: readonly ((index: number) => string)[] = [
  (index) => String(index + 1),
  (index) => letter(index).toUpperCase(),
  letter,
  // Unicode has Roman numerals up to twelve.
  (index) => (index < 12 ? String.fromCharCode(0x2160 + index) : roman(index).toUpperCase()),
  roman,
  (index) => roman(index).toUpperCase(),
];

const WRAPPERS: readonly ((number: string) => string)[] = [
  (number) => `(${number})`,
  (number) => `${number}.`,
  (number) => `${number})`,
  (number) => `${number} )`,
  (number) => `[${number}]`,
  (number) => `<${number}>`,
];

/** Every numbering in every wrapper. */
export const FURTHER_MARKERS: readonly Marker[] = NUMBERINGS.flatMap((number) =>
  WRAPPERS.map((wrap) => {
    const of = (index: number) => wrap(number(index));
    return { words: `numbered ${[0, 1, 2].map(of).join(' ')}`, of };
  }),
);

/** Between an item's marker and its text. */
export const ITEM_GAPS: readonly Separator[] = [
  { text: ' ', words: '' },
  { text: '', words: ', no gap after the number' },
  { text: '  ', words: ', two spaces after the number' },
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

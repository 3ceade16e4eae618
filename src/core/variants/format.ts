/**
 * Formatting that carries no meaning: separators, casing of field names, spacing between fields, numbering of items
 * (the grammar of Sclar et al., FormatSpread, ICLR 2024; its full extent comes class by class).
 */

import { fieldsOf, listsOf, proseOf, replaceSpans, type Field, type ListItem } from './layout.js';
import { rewordInstructions } from './rewording.js';
import type { Rewording, VariantClass } from './variant.js';

const SEPARATORS: readonly { readonly text: string; readonly words: string }[] = [
  { text: ' - ', words: 'dashes' },
  { text: ':: ', words: 'double colons' },
  { text: ' = ', words: 'equals signs' },
  { text: ':\n', words: 'a colon and a line break' },
  { text: ' | ', words: 'bars' },
  { text: ':\t', words: 'a colon and a tab' },
];

const CASINGS: readonly { readonly words: string; readonly apply: (name: string) => string }[] = [
  { words: 'as they are', apply: (name) => name },
  { words: 'in capitals', apply: (name) => name.toUpperCase() },
  { words: 'in small letters', apply: (name) => name.toLowerCase() },
  { words: 'in title case', apply: titleCase },
];

const SPACINGS: readonly { readonly words: string; readonly between: string | null }[] = [
  { words: '', between: null },
  { words: ', a blank line between fields', between: '\n\n' },
  { words: ', fields on one line', between: ' || ' },
  { words: ', fields joined by semicolons', between: '; \n' },
];

const NUMBERINGS: readonly {
  readonly words: string;
  readonly marker: (index: number) => string;
}[] = [
  { words: 'numbered 1. 2. 3.', marker: (index) => `${index + 1}.` },
  { words: 'numbered 1) 2) 3)', marker: (index) => `${index + 1})` },
  { words: 'lettered (a) (b) (c)', marker: (index) => `(${letter(index)})` },
  { words: 'lettered A. B. C.', marker: (index) => `${letter(index).toUpperCase()}.` },
  { words: 'numbered [1] [2] [3]', marker: (index) => `[${index + 1}]` },
  { words: 'marked with dashes', marker: () => '-' },
  { words: 'marked with asterisks', marker: () => '*' },
];

export const format: VariantClass = {
  id: 'format',
  stress: false,
  whenNone: 'there are no fields, list items or sentences whose formatting could change',
  rewordings(prompt, { random, labels }) {
    const change = (apply: (text: string) => string) => rewordInstructions(prompt, apply);
    const found: Rewording[] = [];
    for (const separator of SEPARATORS) {
      for (const casing of CASINGS) {
        for (const spacing of SPACINGS) {
          found.push({
            change: `Field names ${casing.words}, joined to their values by ${separator.words}${spacing.words}`,
            messages: change((text) =>
              formatFields(text, { labels, separator: separator.text, casing, spacing }),
            ),
          });
        }
      }
    }
    const lists = NUMBERINGS.map(({ words, marker }) => ({
      change: `List items ${words}`,
      messages: change((text) => renumber(text, marker)),
    }));
    const layouts = [
      { words: 'Each sentence on a line of its own', between: '\n' },
      { words: 'A blank line after each sentence', between: '\n\n' },
    ].map(({ words, between }) => ({
      change: words,
      messages: change((text) => spaceSentences(text, labels, between)),
    }));
    const fields = random.shuffle(found);
    const others = random.shuffle([...lists, ...layouts]);
    // Fields first: they move answers most. Alternating keeps two format variants from being two of a kind.
    return interleave(fields, others);
  },
};

function formatFields(
  text: string,
  how: {
    labels: readonly string[];
    separator: string;
    casing: (typeof CASINGS)[number];
    spacing: (typeof SPACINGS)[number];
  },
): string {
  const fields = fieldsOf(text, how.labels);
  return replaceSpans(
    text,
    fields.flatMap((field, index) => {
      const next = fields[index + 1];
      const head = {
        start: field.start,
        end: field.valueStart,
        by: how.casing.apply(field.name) + separatorFor(field, how.separator),
      };
      const adjoining = next && /^\n+$/.test(text.slice(field.end, next.start));
      return adjoining && how.spacing.between !== null
        ? [head, { start: field.end, end: next.start, by: how.spacing.between }]
        : [head];
    }),
  );
}

/** A field whose value stands on the following lines keeps its line end. */
const separatorFor = (field: Field, separator: string) =>
  field.valueStart === field.end ? separator.trimEnd() || ':' : separator;

function renumber(text: string, marker: (index: number) => string): string {
  const items = listsOf(text).flatMap((list) => list.map((item, index) => ({ item, index })));
  return replaceSpans(
    text,
    items.map(({ item, index }) => ({
      start: item.start,
      end: item.contentStart,
      by: `${item.indent}${markerFor(item, marker(index))} `,
    })),
  );
}

const markerFor = (item: ListItem, marker: string) =>
  marker === item.marker ? item.marker : marker;

function spaceSentences(text: string, labels: readonly string[], between: string): string {
  const gaps = proseOf(text, labels).flatMap((sentences) =>
    sentences.slice(1).flatMap((sentence, index) => {
      const start = sentences[index]?.end ?? sentence.start;
      return /^\s+$/.test(text.slice(start, sentence.start))
        ? [{ start, end: sentence.start, by: between }]
        : [];
    }),
  );
  return replaceSpans(text, gaps);
}

function titleCase(name: string): string {
  return name.replace(/\p{L}+/gu, (word) => word[0]?.toUpperCase() + word.slice(1).toLowerCase());
}

const letter = (index: number) => String.fromCharCode(97 + (index % 26));

function interleave<T>(a: readonly T[], b: readonly T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index], b[index]])
    .flat()
    .filter((item): item is T => item !== undefined);
}

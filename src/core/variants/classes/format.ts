/** Formatting that carries no meaning, from the grammar in `formatGrammar.ts`. */

import {
  CASINGS,
  FURTHER_MARKERS,
  FURTHER_SEPARATORS,
  FURTHER_SPACINGS,
  ITEM_GAPS,
  USUAL_MARKERS,
  USUAL_SEPARATORS,
  USUAL_SPACINGS,
  type Casing,
  type Marker,
} from './formatGrammar.js';
import { fieldsOf, listsOf, proseOf, replaceSpans, type Field } from '../layout.js';
import type { Prompt } from '../../prompt/prompt.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';

export const format: VariantClass = {
  id: 'format',
  stress: false,
  whenNone: 'the prompt has no fields, list items or sentences to format differently',
  rewordings(prompt, { random, labels }) {
    const how = (change: string, apply: (text: string) => string): Format => ({ change, apply });
    const usualFields = USUAL_SEPARATORS.flatMap((separator) =>
      CASINGS.flatMap((casing) =>
        USUAL_SPACINGS.map((spacing) =>
          how(
            `Field names ${casing.words}, joined to their values by ${separator.words}${spacing.words}`,
            (text) =>
              formatFields(text, {
                labels,
                separator: separator.text,
                casing,
                between: spacing.between,
              }),
          ),
        ),
      ),
    );
    const lists = USUAL_MARKERS.map((marker) =>
      how(`List items ${marker.words}`, (text) => renumber(text, marker, ' ')),
    );
    const layouts = [
      { words: 'Each sentence on its own line', between: '\n' },
      { words: 'A blank line after each sentence', between: '\n\n' },
    ].map(({ words, between }) => how(words, (text) => spaceSentences(text, labels, between)));
    const further = [
      ...FURTHER_SEPARATORS.flatMap((separator) =>
        CASINGS.map((casing) =>
          how(`Field names ${casing.words}, joined to their values by ${separator.words}`, (text) =>
            formatFields(text, { labels, separator: separator.text, casing, between: null }),
          ),
        ),
      ),
      ...FURTHER_SPACINGS.map(({ words, between }) =>
        how(`Fields separated by ${words}`, (text) =>
          formatFields(text, { labels, separator: null, casing: null, between }),
        ),
      ),
      ...FURTHER_MARKERS.flatMap((marker) =>
        ITEM_GAPS.map((gap) =>
          how(`List items ${marker.words}${gap.words}`, (text) => renumber(text, marker, gap.text)),
        ),
      ),
    ];
    const fields = random.shuffle(usualFields);
    const others = random.shuffle([...lists, ...layouts]);
    // Fields first, because they affect answers most. Alternating avoids two similar format variants. The less
    // common formats come last, so that the first variants of a seed still match earlier recordings.
    return inTurn(prompt, interleave(fields, [...others, ...random.shuffle(further)]));
  },
};

interface Format {
  readonly change: string;
  readonly apply: (text: string) => string;
}

/** Generated lazily, because there are hundreds and few are needed. */
function* inTurn(prompt: Prompt, formats: readonly Format[]): Generator<Rewording> {
  for (const { change, apply } of formats)
    yield { change, messages: rewordInstructions(prompt, apply) };
}

/** Null leaves that part unchanged. */
function formatFields(
  text: string,
  how: {
    labels: readonly string[];
    separator: string | null;
    casing: Casing | null;
    between: string | null;
  },
): string {
  const fields = fieldsOf(text, how.labels);
  return replaceSpans(
    text,
    fields.flatMap((field, index) => {
      const next = fields[index + 1];
      const name = how.casing?.apply(field.name) ?? field.name;
      const joint =
        how.separator === null
          ? text.slice(field.nameEnd, field.valueStart)
          : separatorFor(field, how.separator);
      const head = { start: field.start, end: field.valueStart, by: name + joint };
      const adjoining = next && /^\n+$/.test(text.slice(field.end, next.start));
      return adjoining && how.between !== null
        ? [head, { start: field.end, end: next.start, by: how.between }]
        : [head];
    }),
  );
}

/** A field whose value is on the following lines keeps its line break. */
const separatorFor = (field: Field, separator: string) =>
  field.valueStart === field.end ? separator.trimEnd() || ':' : separator;

function renumber(text: string, marker: Marker, gap: string): string {
  const items = listsOf(text).flatMap((list) => list.map((item, index) => ({ item, index })));
  return replaceSpans(
    text,
    items.map(({ item, index }) => ({
      start: item.start,
      end: item.contentStart,
      by: `${item.indent}${marker.of(index)}${gap}`,
    })),
  );
}

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

function interleave<T>(a: readonly T[], b: readonly T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index], b[index]])
    .flat()
    .filter((item): item is T => item !== undefined);
}

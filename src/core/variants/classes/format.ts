/** Formatting that carries no meaning, from the grammar in `formatGrammar.ts`. */

import {
  CASINGS,
  FURTHER_MARKERS,
  FURTHER_SEPARATORS,
  FURTHER_SPACINGS,
  isPlainName,
  ITEM_GAPS,
  USUAL_MARKERS,
  USUAL_SEPARATORS,
  USUAL_SPACINGS,
  type Casing,
} from './formatGrammar.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { replaceSpans } from '../../text/span.js';
import { changeableListsOf, changeableProseOf } from '../changeable.js';
import { fieldsOf, type Field } from '../layout.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { isBullet, listsOf, type ListItem } from '../lists.js';
import { mayBeMarked, type MarkerContext } from '../listMarkers.js';
import { joined } from '../meaning/drift.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording, RuleContext, VariantClass } from '../variant.js';

export const format: VariantClass = {
  id: 'format',
  stress: false,
  whenNone: 'the prompt has no fields, list items or sentences to format differently',
  rewordings(prompt, { random, labels, languages }) {
    const how = (change: string, apply: Format['apply']): Format => ({ change, apply });
    const usualFields = USUAL_SEPARATORS.flatMap((separator) =>
      CASINGS.flatMap((casing) =>
        USUAL_SPACINGS.map((spacing) =>
          how(
            `Field names ${casing.words}, joined to their values by ${separator.words}${spacing.words}`,
            (text, { language }) =>
              formatFields(text, {
                labels,
                separator: separator.text,
                casing: casingIn(language, casing),
                between: spacing.between,
              }),
          ),
        ),
      ),
    );
    const lists = USUAL_MARKERS.map((marker) =>
      how(`List items ${marker.words}`, (text, { around }) =>
        renumber(text, ' ', { labels, marker, around }),
      ),
    );
    const layouts = [
      { words: 'Each sentence on its own line', between: '\n' },
      { words: 'A blank line after each sentence', between: '\n\n' },
    ].map(({ words, between }) => how(words, (text) => spaceSentences(text, between)));
    const further = [
      ...FURTHER_SEPARATORS.flatMap((separator) =>
        CASINGS.map((casing) =>
          how(
            `Field names ${casing.words}, joined to their values by ${separator.words}`,
            (text, { language }) =>
              formatFields(text, {
                labels,
                separator: separator.text,
                casing: casingIn(language, casing),
                between: null,
              }),
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
          how(`List items ${marker.words}${gap.words}`, (text, { around }) =>
            renumber(text, gap.text, { labels, marker, around }),
          ),
        ),
      ),
    ];
    const fields = random.shuffle(usualFields);
    const others = random.shuffle([...lists, ...layouts]);
    // Fields first, because they affect answers most. Alternating avoids two similar format variants. The less
    // common formats come last, so that the first variants of a seed still match earlier recordings.
    return inTurn(prompt, languages, interleave(fields, [...others, ...random.shuffle(further)]));
  },
};

interface Format {
  readonly change: string;
  readonly apply: (text: string, message: MessageContext) => string;
}

interface MessageContext {
  readonly language: LanguageCode | null;
  /** The texts of the other messages. */
  readonly around: string;
}

/** A German noun in lowercase is a spelling mistake. */
const casingIn = (language: LanguageCode | null, casing: Casing): Casing | null =>
  language === 'de' && casing.words === 'in lowercase' ? null : casing;

/** Generated lazily, because there are hundreds and few are needed. */
function* inTurn(
  prompt: Prompt,
  languages: RuleContext['languages'],
  formats: readonly Format[],
): Generator<Rewording> {
  for (const { change, apply } of formats)
    yield {
      change,
      messages: rewordInstructions(prompt, (text, index) =>
        apply(text, {
          language: languages[index] ?? null,
          around: joined(prompt.messages.filter((_, at) => at !== index)),
        }),
      ),
    };
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
  const recased = recasable(text, fields);
  return replaceSpans(
    text,
    fields.flatMap((field, index) => {
      if (repeatsName(text, field)) return [];
      const next = fields[index + 1];
      const casing = recased.has(field.name.toLowerCase()) ? how.casing : null;
      const name = casing?.apply(field.name) ?? field.name;
      const joint =
        how.separator === null
          ? text.slice(field.nameEnd, field.valueStart)
          : separatorFor(field, how.separator);
      const head = { start: field.start, end: field.valueStart, by: name + joint };
      const adjoining =
        next && !repeatsName(text, next) && /^\n+$/.test(text.slice(field.end, next.start));
      return adjoining && how.between !== null
        ? [head, { start: field.end, end: next.start, by: how.between }]
        : [head];
    }),
  );
}

/** Whether name and value are the same word, which another joint could run together (`TO: to`). */
const repeatsName = (text: string, { name, valueStart, end }: Field) =>
  text.slice(valueStart, end).trim().toLowerCase() === name.toLowerCase();

/** Names that head an input or the answer. Others may be names of persons or things, whose case matters. */
function recasable(text: string, fields: readonly Field[]): ReadonlySet<string> {
  return new Set(
    fields
      .filter(({ name }) => isPlainName(name))
      .filter(
        ({ valueStart, end }) =>
          text.slice(valueStart, end).trim() === '' ||
          VARIABLE_TAG.test(text.slice(valueStart, end)),
      )
      .map(({ name }) => name.toLowerCase()),
  );
}

/** A field whose value is on the following lines keeps its line break. */
const separatorFor = (field: Field, separator: string) =>
  field.valueStart === field.end ? separator.trimEnd() || ':' : separator;

/**
 * Gives every item of the outermost lists another marker; numbers go on as they did. Bullets get numbers only in the only
 * list of a text: several would each begin at 1.
 */
function renumber(text: string, gap: string, context: MarkerContext): string {
  const { marker } = context;
  const lists = listsOf(text);
  const items = lists.flat();
  const isOuter = (list: readonly ListItem[]) =>
    !list.some(({ start }) => items.some((other) => other.start < start && start < other.end));
  const isOnly = lists.filter(isOuter).length === 1;
  const changed = changeableListsOf(text)
    .filter((list) => list.length > 1 && isOuter(list))
    .filter((list) => marker.kind === 'bullet' || isOnly || !list.every(isBullet))
    .filter((list) => mayBeMarked(text, list, context))
    .flat()
    .toSorted((a, b) => a.start - b.start);
  return replaceSpans(
    text,
    changed.map(({ start, contentStart, indent, index }) => ({
      start,
      end: contentStart,
      by: `${indent}${marker.of(index)}${gap}`,
    })),
  );
}

function spaceSentences(text: string, between: string): string {
  const gaps = changeableProseOf(text).flatMap((sentences) =>
    sentences.slice(1).map((sentence, index) => ({
      start: sentences[index]?.end ?? sentence.start,
      end: sentence.start,
      by: between,
    })),
  );
  return replaceSpans(text, gaps);
}

function interleave<T>(a: readonly T[], b: readonly T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index], b[index]])
    .flat()
    .filter((item): item is T => item !== undefined);
}

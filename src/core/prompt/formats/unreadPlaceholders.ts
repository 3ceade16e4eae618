/** Placeholders that the prompt's template language does not read: they would be sent to the model as they are. */

import { blankImages } from '../images/imageMarks.js';
import { LANGUAGES, type LanguageId } from '../languages/languages.js';
import type { PromptMessage, SourceRange, Variable } from '../prompt.js';
import type { Reading } from '../reading.js';
import { placesIn, type PlaceOf } from './bodyMessages.js';
import { tellUnreadImages } from './unreadImages.js';

/** Fenced blocks and code in a line, which show placeholders of their own. */
const CODE = /^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))|`[^`\n]+`/gm;
const FENCE = /^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm;

interface Read {
  readonly language: LanguageId;
  readonly messages: readonly PromptMessage[];
  /** Names that some case gives a value. */
  readonly filled: ReadonlySet<string>;
  /** Whether the file can choose its template language. */
  readonly canChoose: boolean;
}

/**
 * Reports, each once: names in single braces and `$ARGUMENTS` outside code where the file can choose its language, and anywhere
 * those that a case gives a value; and images, where the language has none.
 */
export function tellUnread(
  reading: Reading,
  { language, messages, filled, canChoose }: Read,
): void {
  tellUnreadImages(reading, { language, messages, code: (text) => spansOf(text, CODE) });
  const told = new Set<string>();
  const isPlain = canChoose && language === 'literal';
  for (const other of ['braces', 'arguments'] as const) {
    if (other === language) continue;
    for (const { name, place, isCode } of placesOf(reading, messages, other)) {
      const isOffered = other === 'braces' ? isPlain : canChoose && name === 'ARGUMENTS';
      const written = LANGUAGES[other].written(name);
      if (told.has(written) || !((isOffered && !isCode) || filled.has(name))) continue;
      told.add(written);
      const fix = canChoose
        ? `Set \`sensitivity.language: ${other}\` to fill it in from the cases.`
        : `Write \`${LANGUAGES[language].written(name)}\` to fill it in from the cases.`;
      reading.warning(place, `\`${written}\` is sent as it is. ${fix}`);
    }
  }
}

const MARK_OF = { braces: '{', arguments: '$' } as const;

function* placesOf(
  reading: Reading,
  messages: readonly PromptMessage[],
  other: keyof typeof MARK_OF,
) {
  let placeOf: PlaceOf | null = null;
  for (const { range } of messages) {
    if (range === null) continue;
    // What an image names is read in every language.
    const text = blankImages(reading.text.slice(range.start, range.end));
    if (!text.includes(MARK_OF[other])) continue;
    const names = LANGUAGES[other].namesIn(text);
    const code = names.length === 0 ? [] : spansOf(text, CODE);
    for (const { name, offset } of names) {
      const start = range.start + offset - 1;
      // `${name}` is another program's placeholder.
      if (other === 'braces' && text[offset - 2] === '$') continue;
      placeOf ??= placesIn(reading.text);
      const isCode = code.some(([from, to]) => from <= offset && offset < to);
      yield { name, place: placeOf(start, start + name.length + 1), isCode };
    }
  }
}

const spansOf = (text: string, pattern: RegExp): (readonly [number, number])[] =>
  [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);

/**
 * In the `arguments` language, `$5` is an argument only where some case gives it a value, or where there are no cases yet. Others
 * are amounts: they are no variables, and reported. An argument in a code block is reported, too, because `$1` may be its own.
 */
export function argumentsIn(
  reading: Reading,
  variables: readonly Variable[],
  { messages, filled, hasCases }: Pick<Read, 'messages' | 'filled'> & { hasCases: boolean },
): readonly Variable[] {
  const places = [...placesOf(reading, messages, 'arguments')];
  const isText = (name: string) => hasCases && name !== 'ARGUMENTS' && !filled.has(name);
  const unfilled = variables.filter(({ name }) => isText(name));
  for (const { name } of unfilled) {
    const place = places.find((each) => each.name === name)?.place;
    if (place)
      reading.warning(
        place,
        `No case has a value for \`$${name}\`, so it is sent as it is, as an amount.`,
      );
  }
  for (const { name, place } of inFences(reading, messages, places)) {
    if (!isText(name) && name !== 'ARGUMENTS')
      reading.warning(
        place,
        `\`$${name}\` in this code block is filled in, as Claude Code does. Check that the code does not mean its own \`$${name}\`.`,
      );
  }
  return variables
    .filter(({ name }) => !isText(name))
    .map((variable) => ({ ...variable, required: true }));
}

function inFences(
  { text }: Reading,
  messages: readonly PromptMessage[],
  places: readonly { readonly name: string; readonly place: SourceRange }[],
) {
  const fences = messages.flatMap(({ range }) =>
    range === null
      ? []
      : spansOf(text.slice(range.start, range.end), FENCE).map(
          ([from, to]) => [range.start + from, range.start + to] as const,
        ),
  );
  return places.filter(({ place }) =>
    fences.some(([from, to]) => from <= place.start && place.start < to),
  );
}

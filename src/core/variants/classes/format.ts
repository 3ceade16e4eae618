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
  type Marker,
  type Separator,
} from './formatGrammar.js';
import { replaceSpans } from '../../text/span.js';
import { changeableListsOf, changeableProseOf } from '../changeable.js';
import { isBullet, listsOf, type ListItem } from '../lists.js';
import { mayBeMarked, type MarkerContext } from '../listMarkers.js';
import { joined } from '../meaning/drift.js';
import { rewordInstructions } from '../rewording.js';
import { fieldFormatter, type FieldForm } from './formatFields.js';
import type { Rewording, VariantClass } from '../variant.js';

export const format: VariantClass = {
  id: 'format',
  stress: false,
  whenNone: 'the prompt has no fields, list items or sentences to format differently',
  rewordings(prompt, { random, labels, languages }) {
    const formatFields = fieldFormatter(prompt.messages, { labels, languages });
    const inForm = (form: FieldForm): Format => {
      return () => {
        const made = formatFields(form);
        if (!made) return null;
        const { change, texts } = made;
        return { change, messages: rewordInstructions(prompt, (text, at) => texts[at] ?? text) };
      };
    };
    const inMessages = (
      change: string,
      apply: (text: string, around: string) => string,
    ): Format => {
      return () => ({
        change,
        messages: rewordInstructions(prompt, (text, index) =>
          apply(text, joined(prompt.messages.filter((_, at) => at !== index))),
        ),
      });
    };
    const marked = (marker: Marker, gap: Separator): Format =>
      inMessages(`List items ${marker.words}${gap.words}`, (text, around) =>
        renumber(text, gap.text, { labels, marker, around }),
      );
    const usualFields = USUAL_SEPARATORS.flatMap((separator) =>
      CASINGS.flatMap((casing) =>
        USUAL_SPACINGS.map((spacing) => inForm({ separator, casing, spacing })),
      ),
    );
    const lists = USUAL_MARKERS.map((marker) => marked(marker, ITEM_GAPS[0]));
    const layouts = [
      { words: 'Each sentence on its own line', between: '\n' },
      { words: 'A blank line after each sentence', between: '\n\n' },
    ].map(({ words, between }) => inMessages(words, (text) => spaceSentences(text, between)));
    const further = [
      ...FURTHER_SEPARATORS.flatMap((separator) =>
        CASINGS.map((casing) => inForm({ separator, casing, spacing: USUAL_SPACINGS[0] })),
      ),
      ...FURTHER_SPACINGS.map((spacing) => inForm({ separator: null, casing: null, spacing })),
      ...FURTHER_MARKERS.flatMap((marker) => ITEM_GAPS.map((gap) => marked(marker, gap))),
    ];
    const fields = random.shuffle(usualFields);
    const others = random.shuffle([...lists, ...layouts]);
    // Fields first, because they affect answers most. Alternating avoids two similar format variants. The less
    // common formats come last, so that the first variants of a seed still match earlier recordings.
    return made(interleave(fields, [...others, ...random.shuffle(further)]));
  },
};

/** Null where the prompt has nothing it could be applied to. */
type Format = () => Rewording | null;

/** Made lazily, because there are hundreds and few are needed. */
function* made(formats: readonly Format[]): Generator<Rewording> {
  for (const make of formats) {
    const rewording = make();
    if (rewording) yield rewording;
  }
}

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

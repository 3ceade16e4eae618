/** Formatting that carries no meaning, from the grammar in `formatGrammar.ts`. */

import type { LanguageCode } from '../../text/languageWords.js';
import type { Message } from '../../ports/model.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { Random } from '../../numbers/random.js';
import { replaceSpans } from '../../text/span.js';
import { changeableListsOf, changeableProseOf } from '../changeable.js';
import { isBullet, listsOf, type ListItem } from '../lists.js';
import { mayBeMarked, type MarkerContext } from '../listMarkers.js';
import { joined } from '../meaning/drift.js';
import { rewordInstructions } from '../rewording.js';
import type { Rewording, VariantClass } from '../variant.js';
import { fieldFormatter, type FieldForm } from './formatFields.js';
import {
  CASINGS,
  FURTHER_MARKERS,
  FURTHER_SEPARATORS,
  FURTHER_SPACINGS,
  ITEM_GAPS,
  USUAL_MARKERS,
  USUAL_SEPARATORS,
  USUAL_SPACINGS,
  formatFrom,
  type FullFormat,
  type Marker,
  type Separator,
} from './formatGrammar.js';

export const format: VariantClass = {
  id: 'format',
  stress: false,
  whenNone: 'the prompt has no fields, no list items and no two sentences to format differently',
  rewordings(prompt, { random, labels, languages }) {
    const { formats } = prompt.settings;
    const forms = formsOf(prompt, { labels, languages });
    return made(
      Array.isArray(formats)
        ? random.shuffle(formats).map((each) => forms.inBoth(formatFrom(each)))
        : ofTheGrammar(forms, random),
    );
  },
};

/** Null where the prompt has nothing it could be applied to. */
type Format = () => Rewording | null;

/** What can be done to a prompt. */
interface Forms {
  readonly inForm: (form: FieldForm) => Format;
  readonly marked: (marker: Marker, gap: Separator) => Format;
  readonly spaced: (words: string, between: string) => Format;
  readonly inBoth: (format: FullFormat) => Format;
}

function formsOf(
  prompt: Prompt,
  { labels, languages }: { labels: readonly string[]; languages: readonly (LanguageCode | null)[] },
): Forms {
  const formatFields = fieldFormatter(prompt.messages, { labels, languages });
  const inForm = (form: FieldForm): Format => {
    return () => {
      const formatted = formatFields(form);
      if (!formatted) return null;
      const { change, texts } = formatted;
      return { change, messages: rewordInstructions(prompt, (text, at) => texts[at] ?? text) };
    };
  };
  const renumbered = (messages: readonly Message[], marker: Marker, gap: Separator): Rewording => ({
    change: `List items ${marker.words}${gap.words}`,
    messages: rewordInstructions({ messages }, (text, index) => {
      const around = joined(messages.filter((_, at) => at !== index));
      return renumber(text, gap.text, { labels, marker, around });
    }),
  });
  return {
    inForm,
    marked: (marker, gap) => () => renumbered(prompt.messages, marker, gap),
    spaced: (change, between) => () => ({
      change,
      messages: rewordInstructions(prompt, (text) => spaceSentences(text, between)),
    }),
    inBoth: ({ marker, ...form }) => {
      return () => {
        const fields = inForm(form)();
        if (!marker) return fields;
        const before = fields?.messages ?? prompt.messages;
        const lists = renumbered(before, marker, ITEM_GAPS[0]);
        const isMarked = lists.messages.some(({ content }, at) => content !== before[at]?.content);
        if (!isMarked || !fields) return isMarked ? lists : fields;
        return { ...lists, change: `${fields.change}; list items ${marker.words}` };
      };
    },
  };
}

function ofTheGrammar({ inForm, marked, spaced }: Forms, random: Random): Format[] {
  const usualFields = USUAL_SEPARATORS.flatMap((separator) =>
    CASINGS.flatMap((casing) =>
      USUAL_SPACINGS.map((spacing) => inForm({ separator, casing, spacing })),
    ),
  );
  const lists = USUAL_MARKERS.map((marker) => marked(marker, ITEM_GAPS[0]));
  const layouts = [
    spaced('Each sentence on its own line', '\n'),
    spaced('A blank line after each sentence', '\n\n'),
  ];
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
  return interleave(fields, [...others, ...random.shuffle(further)]);
}

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

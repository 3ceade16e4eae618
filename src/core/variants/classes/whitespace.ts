/** Changes white space, and the first letter of English sentences. */

import { opensSentences } from '../../text/language.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { overlaps, replaceSpans, type Span } from '../../text/span.js';
import { isTableRow } from '../dataSpans.js';
import { changeableProseOf } from '../changeable.js';
import { fieldsOf, SENTENCE_END } from '../layout.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { layoutSectionsOf } from '../layoutSections.js';
import { linesOf, type Line } from '../lines.js';
import { topItemsOf } from '../lists.js';
import { protectedSpans } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { VariantClass } from '../variant.js';

type Edit = Span & { readonly by: string };

interface Change {
  readonly change: string;
  readonly edits: (text: string, language: LanguageCode | null) => readonly Edit[];
}

const CHANGES: readonly Change[] = [
  { change: 'Two spaces after each sentence', edits: (text) => betweenSentences(text) },
  {
    change: 'A blank line after each line',
    edits: (text) => breaks(text, isLineEnd).map((span) => ({ ...span, by: '\n\n' })),
  },
  {
    change: 'Without blank lines',
    edits: (text) => breaks(text, isPlainGap).map((span) => ({ ...span, by: '\n' })),
  },
  {
    change: 'A space at the end of each line',
    edits: (text) => breaks(text, isLineEnd).map(({ start }) => ({ start, end: start, by: ' ' })),
  },
  {
    change: 'Sentences start in lowercase',
    edits: (text, language) => (language === 'en' ? lowered(text) : []),
  },
  { change: 'An empty line before the text', edits: () => [{ start: 0, end: 0, by: '\n' }] },
  {
    change: 'An empty line after the text',
    edits: ({ length }) => [{ start: length, end: length, by: '\n' }],
  },
];

export const whitespace: VariantClass = {
  id: 'whitespace',
  stress: false,
  whenNone: 'the prompt has no text',
  rewordings: (prompt, { random, labels, languages }) =>
    random.shuffle(CHANGES).map(({ change, edits }) => ({
      change,
      messages: rewordInstructions(prompt, (text, index) => {
        if (text === '') return text;
        const spans = protectedSpans(text, labels);
        const made = edits(text, languages[index] ?? null);
        return replaceSpans(
          text,
          made.filter((edit) => edit.start === edit.end || !overlaps(spans, edit)),
        );
      }),
    })),
};

const betweenSentences = (text: string): Edit[] =>
  changeableProseOf(text).flatMap((sentences) =>
    sentences.slice(1).flatMap(({ start }, at) => {
      const end = sentences[at]?.end ?? start;
      return text.slice(end, start) === ' ' ? [{ start: end, end: start, by: '  ' }] : [];
    }),
  );

/** Only words that open sentences: a name or a noun keeps its capital. `I` is one letter long. */
const lowered = (text: string): Edit[] =>
  changeableProseOf(text)
    .flat()
    .flatMap(({ start, end }) => {
      const word = /^\p{Lu}\p{Ll}+(?![\p{L}\p{N}_'’-])/u.exec(text.slice(start, end))?.[0] ?? '';
      return opensSentences(word)
        ? [{ start, end: start + 1, by: (word[0] as string).toLowerCase() }]
        : [];
    });

interface Gap {
  readonly text: string;
  readonly before: Line;
  readonly after: Line;
}

/** The line breaks between two lines with text, with the blank lines between them. */
function breaks(text: string, fits: (gap: Gap) => boolean): Span[] {
  const sections = layoutSectionsOf(text);
  const lines = linesOf(text).filter(({ isBlank, isCode }) => isCode || !isBlank);
  return lines.slice(1).flatMap((after, at) => {
    const before = lines[at] as Line;
    const isApart =
      before.isCode || after.isCode || isTableRow(before.text) || isTableRow(after.text);
    const gap = { start: before.end, end: after.start };
    return !isApart &&
      after.indent === 0 &&
      !overlaps(sections, gap) &&
      fits({ text, before, after })
      ? [gap]
      : [];
  });
}

/** Whether a line is complete: a sentence does not go on in the next one. */
function isLineEnd({ text, before, after }: Gap): boolean {
  if (SENTENCE_END.test(before.text.trimEnd()) || /^\s*#/.test(before.text)) return true;
  const fields = fieldsOf(text, []);
  return [before, after].every(({ start }) => fields.some((field) => field.start === start));
}

/** Whether the blank lines between two lines only set paragraphs apart, and no list, heading, quotation or input. */
function isPlainGap({ text, before, after }: Gap): boolean {
  if (after.start - before.end < 2) return false;
  const items = topItemsOf(text);
  return ![before, after].some(
    (line) =>
      /^\s*(?:[#>|<{]|[-*_=]{3,}\s*$)/.test(line.text) ||
      VARIABLE_TAG.test(line.text) ||
      overlaps(items, line),
  );
}

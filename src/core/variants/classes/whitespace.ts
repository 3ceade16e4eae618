/** Changes white space, and the first letter of English sentences. */

import { opensSentences } from '../../text/language.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { overlaps, replaceSpans, type Span } from '../../text/span.js';
import { alignedFieldsOf, fieldKey } from '../alignedFields.js';
import { isTableRow, namedLinesOf } from '../dataSpans.js';
import { changeableProseOf } from '../changeable.js';
import { exampleTextsIn } from '../exampleLines.js';
import { SENTENCE_END, type Field } from '../layout.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { layoutSectionsOf } from '../layoutSections.js';
import { linesOf, type Line } from '../lines.js';
import { topItemsOf } from '../lists.js';
import { protectedSpans } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { VariantClass } from '../variant.js';

type Edit = Span & { readonly by: string };

interface Context {
  readonly language: LanguageCode | null;
  /** Fields that occur once in the prompt, so that no example has them. */
  readonly fields: readonly Field[];
}

interface Change {
  readonly change: string;
  readonly edits: (text: string, context: Context) => readonly Edit[];
  /** What is said instead, where it is known from the texts how much was changed. */
  readonly changeOf?: (after: readonly string[]) => string;
}

const CHANGES: readonly Change[] = [
  { change: 'Two spaces after each sentence', edits: (text) => betweenSentences(text) },
  {
    change: 'A blank line after each line',
    edits: (text, { fields }) =>
      breaks(text, (gap) => isLineEnd(gap, fields)).map((span) => ({ ...span, by: '\n\n' })),
  },
  {
    change: 'Without blank lines',
    edits: (text) => breaks(text, isPlainGap).map((span) => ({ ...span, by: '\n' })),
  },
  {
    change: 'A space at the end of each line',
    edits: (text) =>
      breaks(text, (gap) => isLineEnd(gap, [])).map(({ start }) => ({
        start,
        end: start,
        by: ' ',
      })),
  },
  {
    change: 'Sentences start in lowercase',
    edits: (text, { language }) => (language === 'en' ? lowered(text) : []),
    changeOf: (after) =>
      `${after.some(hasCapital) ? 'Some sentences' : 'Sentences'} start in lowercase`,
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
  rewordings(prompt, { random, labels, languages }) {
    const aligned = alignedFieldsOf(prompt.messages, labels);
    const keys = aligned.flat().map(fieldKey);
    const isSingle = (field: Field) => keys.filter((key) => key === fieldKey(field)).length === 1;
    return random.shuffle(CHANGES).map(({ change, edits, changeOf }) => {
      const messages = rewordInstructions(prompt, (text, index) => {
        if (text === '') return text;
        const spans = protectedSpans(text, labels);
        const fields = (aligned[index] ?? []).filter(isSingle);
        const made = edits(text, { language: languages[index] ?? null, fields });
        return replaceSpans(
          text,
          made.filter((edit) => edit.start === edit.end || !overlaps(spans, edit)),
        );
      });
      const after = messages.flatMap(({ role, content }) =>
        role === 'assistant' ? [] : [content],
      );
      return { change: changeOf?.(after) ?? change, messages };
    });
  },
};

const betweenSentences = (text: string): Edit[] =>
  changeableProseOf(text).flatMap((sentences) =>
    sentences.slice(1).flatMap(({ start }, at) => {
      const end = sentences[at]?.end ?? start;
      return text.slice(end, start) === ' ' ? [{ start: end, end: start, by: '  ' }] : [];
    }),
  );

const hasCapital = (text: string): boolean =>
  changeableProseOf(text)
    .flat()
    .some(({ start, end }) => /^\p{Lu}/u.test(text.slice(start, end)));

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
  const examples = exampleTextsIn(text);
  const lines = linesOf(text).filter(({ isBlank, isCode }) => isCode || !isBlank);
  return lines.slice(1).flatMap((after, at) => {
    const before = lines[at] as Line;
    const isApart =
      before.isCode || after.isCode || isTableRow(before.text) || isTableRow(after.text);
    const gap = { start: before.end, end: after.start };
    return !isApart &&
      after.indent === 0 &&
      !overlaps(sections, gap) &&
      ![before, after].some((line) => overlaps(examples, line)) &&
      fits({ text, before, after })
      ? [gap]
      : [];
  });
}

/** Whether a line is complete: a sentence does not go on in the next one. Of the lines with a name, only `fields` are. */
function isLineEnd({ text, before, after }: Gap, fields: readonly Field[]): boolean {
  const named = namedLinesOf(text);
  const isNamed = ({ start }: Line) => named.some((each) => each.start === start);
  const isField = ({ start }: Line) => fields.some((field) => field.start === start);
  if (isNamed(before)) return [before, after].every(isField);
  return SENTENCE_END.test(before.text.trimEnd()) || /^\s*#/.test(before.text);
}

/** Whether the blank lines between two lines only set paragraphs apart, and no list, heading, quotation, field or input. */
function isPlainGap({ text, before, after }: Gap): boolean {
  if (after.start - before.end < 2) return false;
  const items = topItemsOf(text);
  const named = namedLinesOf(text);
  return ![before, after].some(
    (line) =>
      named.some(({ start }) => start === line.start) ||
      /^\s*(?:[#>|<{]|[-*_=]{3,}\s*$)/.test(line.text) ||
      VARIABLE_TAG.test(line.text) ||
      overlaps(items, line),
  );
}

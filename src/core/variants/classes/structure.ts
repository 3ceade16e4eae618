/** Restructures the text: Markdown, XML tags, plain, bulleted or numbered. */

import type { LanguageCode } from '../../text/languageWords.js';
import { list } from '../../text/list.js';
import { overlaps, replaceSpans, type Span } from '../../text/span.js';
import { alignedFieldsOf, fieldKey, slotKeysOf } from '../alignedFields.js';
import { isTermList } from '../dataSpans.js';
import { changeableListsOf, changeableProseOf } from '../changeable.js';
import { SENTENCE_END, type Field } from '../layout.js';
import { BLOCK_TAG, VARIABLE_TAG } from '../templateTags.js';
import { layoutSectionsOf } from '../layoutSections.js';
import { codeIn, linesOf } from '../lines.js';
import { isBullet, listsOf, type ListItem } from '../lists.js';
import { factSpans } from '../protectedSpans.js';
import { isPlainName } from './formatGrammar.js';
import { rewordInstructions } from '../rewording.js';
import type { VariantClass } from '../variant.js';

interface Context {
  readonly labels: readonly string[];
  readonly language: LanguageCode | null;
  /** The fields whose form may change. */
  readonly fields: readonly Field[];
  /** Keys of the fields that ask for an answer somewhere in the prompt. */
  readonly asked: ReadonlySet<string>;
}
type Restructure = (text: string, context: Context) => string;

interface Structure {
  readonly change: string;
  readonly apply: Restructure;
  /** What is said instead, where it is known from the texts what was changed. */
  readonly changeOf?: (before: readonly string[], after: readonly string[]) => string;
}

const STRUCTURES: readonly Structure[] = [
  { change: 'Fields as Markdown headings', apply: asHeadings },
  { change: 'Fields in XML tags', apply: inTags },
  { change: 'Instructions in XML tags', apply: instructionsInTags },
  { change: 'Without headings, emphasis or list markers', apply: plain, changeOf: plainChange },
  { change: 'Sentences as a bulleted list', apply: bulleted },
  { change: 'Sentences as a numbered list', apply: numbered },
];

export const structure: VariantClass = {
  id: 'structure',
  stress: false,
  whenNone: 'the prompt has no fields, sentences or lists that can safely be laid out differently',
  rewordings(prompt, { random, labels, languages }) {
    const aligned = alignedFieldsOf(prompt.messages, labels);
    const asked = slotKeysOf(prompt.messages, aligned);
    const before = prompt.messages.map(({ content }) => content);
    return random.shuffle(STRUCTURES).map(({ change, apply, changeOf }) => {
      const messages = rewordInstructions(prompt, (text, index) =>
        apply(text, {
          labels,
          asked,
          language: languages[index] ?? null,
          fields: aligned[index] ?? [],
        }),
      );
      const after = messages.map(({ content }) => content);
      return { change: changeOf?.(before, after) ?? change, messages };
    });
  },
};

interface Section {
  readonly name: string;
  readonly head: Span;
  /** Empty if the field asks for the answer. */
  readonly value: Span;
}

const TAG = /<\/?[A-Za-z][^>\n]*>/;

/**
 * Each field with its value. Empty if it is not certain where a value ends: it may go on in a following line that is not a
 * field, or inside tags or template blocks.
 */
function sectionsOf(text: string, fields: readonly Field[]): Section[] {
  if (TAG.test(text) || BLOCK_TAG.test(text)) return [];
  const sections = fields.map(({ name, start, valueStart, end }, index): Section | null => {
    const limit = fields[index + 1]?.start ?? text.length;
    const isOnNextLines = valueStart === end;
    const rest = text.slice(end, limit);
    if (!isOnNextLines)
      return /^\s*$|^\s*\n\s*\n/.test(rest)
        ? {
            name,
            head: { start, end: valueStart },
            value: { start: valueStart, end: trimmed(text, end) },
          }
        : null;
    if (rest.trim() === '') return { name, head: { start, end }, value: { start: end, end } };
    const value = /^\n(\S[^\n]*)(?=\s*$)/.exec(rest)?.[1];
    if (value === undefined) return null;
    return {
      name,
      head: { start, end: end + 1 },
      value: { start: end + 1, end: end + 1 + value.trimEnd().length },
    };
  });
  return sections.includes(null) ? [] : (sections as Section[]);
}

const trimmed = (text: string, end: number) => text.slice(0, end).trimEnd().length;

const isAsked = ({ value }: Section) => value.start === value.end;
/** An example of an answer must look like the place where the answer goes. */
const isAnswer = (section: Section, asked: ReadonlySet<string>) =>
  isAsked(section) || asked.has(fieldKey(section));

/** Only if nothing follows the last field: it would be part of its section. */
function asHeadings(text: string, { fields, asked }: Context): string {
  const sections = sectionsOf(text, fields);
  const last = sections.at(-1);
  const isOneBlock = sections.every(
    ({ head }, at) => at === 0 || text.slice(sections[at - 1]?.value.end, head.start).trim() === '',
  );
  const hasAnswer = sections.some((each) => isAnswer(each, asked));
  if (!last || !isOneBlock || hasAnswer || text.slice(last.value.end).trim() !== '') return text;
  return replaceSpans(
    text,
    sections.map(({ name, head }) => ({ ...head, by: `## ${name}\n` })),
  );
}

function inTags(text: string, { fields, asked }: Context): string {
  const sections = sectionsOf(text, fields).filter((each) => !isAnswer(each, asked));
  return replaceSpans(
    text,
    sections.flatMap(({ name, head, value }) => [
      { ...head, by: `<${tagOf(name)}>\n` },
      { start: value.end, end: value.end, by: `\n</${tagOf(name)}>` },
    ]),
  );
}

const tagOf = (name: string) =>
  (isPlainName(name) ? name.toLowerCase() : name)
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');

/** The first paragraph, where it is complete, English like the tag, and the text has no structure of its own. */
function instructionsInTags(text: string, { language }: Context): string {
  if (language !== 'en') return text;
  const sentences = changeableProseOf(text)[0] ?? [];
  const [first, last] = [sentences[0], sentences.at(-1)];
  if (!first || !last || text.slice(0, first.start).trim() !== '') return text;
  const inside = text.slice(first.start, last.end);
  const after = text.slice(last.end);
  const hasStructure =
    TAG.test(text) || BLOCK_TAG.test(text) || /^#/m.test(text) || listsOf(text).length > 0;
  const isWhole = SENTENCE_END.test(inside) && /^\s*(?:\n|$)/.test(after);
  if (hasStructure || !isWhole || VARIABLE_TAG.test(inside)) return text;
  return `${text.slice(0, first.start)}<instructions>\n${inside}\n</instructions>${after}`;
}

/** Without the marks of Markdown; as it is if some emphasis is in text that must stay. */
function plain(text: string, { labels }: Context): string {
  const kept = [...codeIn(text), ...layoutSectionsOf(text)];
  const heads = linesOf(text).flatMap(({ start, text: line }) => {
    const marks = /^#{1,6}[ \t]+(?=\S)/.exec(line)?.[0];
    return marks ? [{ start, end: start + marks.length, by: '' }] : [];
  });
  const bullets = changeableListsOf(text)
    .filter((list) => isFlat(text, list))
    .flat()
    .map(({ start, contentStart }) => ({ start, end: contentStart, by: '' }));
  const spans = factSpans(text, labels);
  const emphasis = [...text.matchAll(/\*\*(?=[^\s*])([^*\n]+?)(?<=\S)\*\*/g)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      by: match[1] as string,
    }))
    .filter((each) => !overlaps(kept, each));
  if (emphasis.some((each) => overlaps(spans, each))) return text;
  const edits = [...heads, ...bullets].filter((each) => !overlaps(kept, each));
  return replaceSpans(
    text,
    [...edits, ...emphasis].toSorted((a, b) => a.start - b.start),
  );
}

const PLAIN_MARKS: readonly (readonly [string, RegExp])[] = [
  ['headings', /^[ \t]*#{1,6}[ \t]/gm],
  ['emphasis', /\*\*(?=[^\s*])[^*\n]+\*\*/g],
  ['list markers', /^[ \t]*[-*•][ \t]/gm],
];

/** Which kinds of marks are fewer now. */
function plainChange(before: readonly string[], after: readonly string[]): string {
  const count = (texts: readonly string[], marks: RegExp) =>
    texts.reduce((sum, text) => sum + (text.match(marks)?.length ?? 0), 0);
  const gone = PLAIN_MARKS.filter(([, marks]) => count(after, marks) < count(before, marks));
  const some = gone.some(([, marks]) => count(after, marks) > 0) ? 'some ' : '';
  return `Without ${some}${list(gone.map(([name]) => name))}`;
}

/** Bulleted sentences, one a line, which are as clear without bullets. */
const isFlat = (text: string, list: readonly ListItem[]) =>
  list.length > 1 &&
  list.every(
    (item) =>
      isBullet(item) &&
      item.indent === '' &&
      item.end === item.lineEnd &&
      SENTENCE_END.test(text.slice(item.contentStart, item.end)),
  ) &&
  !isTermList(text, list);

function bulleted(text: string): string {
  return listed(text, paragraphsOf(text), () => '- ');
}

/** Only where there is one paragraph and no list: several would each begin at 1. */
function numbered(text: string): string {
  const paragraphs = paragraphsOf(text);
  return paragraphs.length === 1 && listsOf(text).length === 0
    ? listed(text, paragraphs, (index) => `${index + 1}. `)
    : text;
}

/** Paragraphs of at least two complete sentences, each on one line. */
const paragraphsOf = (text: string): Span[][] =>
  changeableProseOf(text).filter(
    (sentences) =>
      sentences.length > 1 &&
      isWholeLines(text, sentences) &&
      sentences.every(({ start, end }) => {
        const sentence = text.slice(start, end);
        return (
          SENTENCE_END.test(sentence) && !BLOCK_TAG.test(sentence) && !/^\(?\d|\n/.test(sentence)
        );
      }),
  );

/** The sentences as list items. */
const listed = (
  text: string,
  paragraphs: readonly (readonly Span[])[],
  marker: (index: number) => string,
): string =>
  replaceSpans(
    text,
    paragraphs.flatMap((sentences) =>
      sentences.map(({ start }, index) => {
        const from = sentences[index - 1]?.end ?? start;
        return { start: from, end: start, by: (index === 0 ? '' : '\n') + marker(index) };
      }),
    ),
  );

/** Whether a blank line or the end of the text is on both sides, so that nothing becomes part of the list. */
const isWholeLines = (text: string, sentences: readonly Span[]) =>
  /(?:^|\n\s*\n)$/.test(text.slice(0, sentences[0]?.start)) &&
  /^\s*$|^[ \t]*\n\s*(?:\n|[\p{L} ]+:)/u.test(text.slice(sentences.at(-1)?.end));

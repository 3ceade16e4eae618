/** Restructures the text: Markdown, XML tags, plain, bulleted or numbered. */

import { BLOCK_TAG, fieldsOf, listsOf, proseOf, replaceSpans } from '../layout.js';
import { overlaps, protectedSpans, type Span } from '../protectedSpans.js';
import { rewordInstructions } from '../rewording.js';
import type { VariantClass } from '../variant.js';

type Restructure = (text: string, labels: readonly string[]) => string;

const STRUCTURES: readonly { readonly change: string; readonly apply: Restructure }[] = [
  { change: 'Fields as Markdown headings', apply: asHeadings },
  { change: 'Fields in XML tags', apply: inTags },
  { change: 'Instructions in XML tags', apply: instructionsInTags },
  { change: 'Without headings, emphasis or list markers', apply: plain },
  {
    change: 'Sentences as a bulleted list',
    apply: (text, labels) => listed(text, labels, () => '- '),
  },
  {
    change: 'Sentences as a numbered list',
    apply: (text, labels) => listed(text, labels, (index) => `${index + 1}. `),
  },
];

export const structure: VariantClass = {
  id: 'structure',
  stress: false,
  whenNone: 'the prompt has no fields, sentences or lists to lay out differently',
  rewordings: (prompt, { random, labels }) =>
    random.shuffle(STRUCTURES).map(({ change, apply }) => ({
      change,
      messages: rewordInstructions(prompt, (text) => apply(text, labels)),
    })),
};

interface Section {
  readonly name: string;
  readonly head: Span;
  /** Empty if the field asks for the answer. */
  readonly value: Span;
}

/** Each field with its value, up to the next field, blank line or the end. */
function sectionsOf(text: string, labels: readonly string[]): Section[] {
  const fields = fieldsOf(text, labels);
  return fields.flatMap((field, index) => {
    const limit = fields[index + 1]?.start ?? text.length;
    const until = text.slice(field.valueStart, limit).search(/\n\s*\n/);
    const whole = text.slice(field.valueStart, until < 0 ? limit : field.valueStart + until);
    if (BLOCK_TAG.test(whole)) return [];
    const start = field.valueStart + (/^\s*/.exec(whole)?.[0].length ?? 0);
    const end = Math.max(start, field.valueStart + whole.trimEnd().length);
    return [{ name: field.name, head: { start: field.start, end: start }, value: { start, end } }];
  });
}

const isAsked = ({ value }: Section) => value.start === value.end;

function asHeadings(text: string, labels: readonly string[]): string {
  const sections = sectionsOf(text, labels).filter((each) => !isAsked(each));
  return replaceSpans(
    text,
    sections.map(({ name, head }) => ({ ...head, by: `## ${name}\n` })),
  );
}

function inTags(text: string, labels: readonly string[]): string {
  const sections = sectionsOf(text, labels).filter((each) => !isAsked(each));
  return replaceSpans(
    text,
    sections.flatMap(({ name, head, value }) => [
      { ...head, by: `<${tagOf(name)}>\n` },
      { start: value.end, end: value.end, by: `\n</${tagOf(name)}>` },
    ]),
  );
}

const tagOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');

/** The prose before the first field, placeholder or list. */
function instructionsInTags(text: string, labels: readonly string[]): string {
  const sentences = proseOf(text, labels)[0] ?? [];
  const bare = sentences.filter(({ start, end }) => !/[{}$<>#`]/.test(text.slice(start, end)));
  const first = bare[0];
  const follows = bare.findIndex((each, index) => each.start !== sentences[index]?.start);
  const last = (follows < 0 ? bare : bare.slice(0, follows)).at(-1);
  if (!first || !last) return text;
  const inside = text.slice(first.start, last.end);
  return `${text.slice(0, first.start)}<instructions>\n${inside}\n</instructions>${text.slice(last.end).replace(/^ +/, '\n')}`;
}

function plain(text: string, labels: readonly string[]): string {
  const spans = protectedSpans(text, labels);
  const heads = [...text.matchAll(/^#{1,6}[ \t]+(?=\S)/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    by: '',
  }));
  const bullets = listsOf(text)
    .flat()
    .map(({ start, contentStart, indent }) => ({ start, end: contentStart, by: indent }));
  const emphasis = [...text.matchAll(/\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    by: match[1] as string,
  }));
  const marks = [...heads, ...bullets].filter(({ start, end }) =>
    spans.every((span) => span.start <= start || span.start >= end || span.end <= end),
  );
  const inFree = emphasis.filter((each) => !overlaps(spans, each));
  return replaceSpans(
    text,
    [...marks.filter((each) => !isFenced(text, each)), ...inFree].sort((a, b) => a.start - b.start),
  );
}

function isFenced(text: string, span: Span): boolean {
  const fences = [...text.matchAll(/```[\s\S]*?(?:```|$)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return overlaps(fences, span);
}

/** Turns paragraphs of at least two complete sentences into list items. */
function listed(
  text: string,
  labels: readonly string[],
  marker: (index: number) => string,
): string {
  const paragraphs = proseOf(text, labels).filter(
    (sentences) =>
      sentences.length > 1 &&
      sentences.every(({ start, end }) => {
        const sentence = text.slice(start, end);
        return (
          /[.!?]["”)]?$/.test(sentence) && !BLOCK_TAG.test(sentence) && !/^\(?\d/.test(sentence)
        );
      }) &&
      sentences
        .slice(1)
        .every(({ start }, index) => /^\s+$/.test(text.slice(sentences[index]?.end, start))),
  );
  return replaceSpans(
    text,
    paragraphs.flatMap((sentences) =>
      sentences.map(({ start }, index) => {
        const from = sentences[index - 1]?.end ?? start;
        return { start: from, end: start, by: (index === 0 ? '' : '\n') + marker(index) };
      }),
    ),
  );
}

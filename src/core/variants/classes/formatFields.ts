/** Other forms for the fields of a prompt: how they are cased, joined to their values, and set apart from each other. */

import type { Message } from '../../ports/model.js';
import type { LanguageCode } from '../../text/languageWords.js';
import { replaceSpans, type Span } from '../../text/span.js';
import { alignedFieldsOf, fieldKey, isBare } from '../alignedFields.js';
import { fieldsOf, type Field } from '../layout.js';
import { VARIABLE_TAG } from '../templateTags.js';
import { isPlainName, type Casing, type Separator, type Spacing } from './formatGrammar.js';

export interface FieldForm {
  /** Null leaves the joints as they are. */
  readonly separator: Separator | null;
  /** Null leaves the names as they are. */
  readonly casing: Casing | null;
  readonly spacing: Spacing;
}

export interface FormattedFields {
  /** What was changed, and nothing else. */
  readonly change: string;
  /** The text of each message. */
  readonly texts: readonly string[];
}

/** Two fields of one example that follow each other. */
interface Gap extends Span {
  readonly key: string;
  readonly text: string;
}

interface Layout {
  readonly texts: readonly string[];
  /** Of each message. */
  readonly fields: readonly (readonly Field[])[];
  readonly recasable: ReadonlySet<string>;
  readonly gaps: readonly (readonly Gap[])[];
  /** Whether every field has its line breaks between examples longer than within one. */
  readonly isSetApart: boolean;
  /** Whether some fields keep their form. */
  readonly isPartial: boolean;
  readonly hasBare: boolean;
}

/** Gives the fields of all messages a form; null where they have none, or it would leave no trace where the answer goes. */
export function fieldFormatter(
  messages: readonly Message[],
  { labels, languages }: { labels: readonly string[]; languages: readonly (LanguageCode | null)[] },
): (form: FieldForm) => FormattedFields | null {
  const layout = layoutIn(messages, labels);
  return (form) => {
    const { separator, spacing } = form;
    if (separator?.text.trim() === '' && layout.hasBare) return null;
    if (spacing.between === '\n\n' && !layout.isSetApart) return null;
    const done = layout.fields.map((fields, at) =>
      formatted(layout, at, {
        heads: fields.map((field) =>
          headOf(layout, field, at, casedIn(languages[at] ?? null, form)),
        ),
        between: spacing.between,
      }),
    );
    const change = changeOf(
      layout,
      form,
      done.map((each) => each.made),
    );
    return change === null ? null : { change, texts: done.map(({ text }) => text) };
  };
}

/** A German noun in lowercase is a spelling mistake. */
const casedIn = (language: LanguageCode | null, form: FieldForm): FieldForm =>
  language === 'de' && form.casing?.words === 'in lowercase' ? { ...form, casing: null } : form;

function layoutIn(messages: readonly Message[], labels: readonly string[]): Layout {
  const texts = messages.map(({ content }) => content);
  const fields = alignedFieldsOf(messages, labels);
  const all = messages.reduce(
    (sum, { role, content }) => sum + (role === 'assistant' ? 0 : fieldsOf(content, labels).length),
    0,
  );
  const { gaps, between } = gapsIn(texts, fields);
  return {
    ...{ texts, fields, gaps },
    recasable: new Set(fields.flatMap((own, at) => recasableIn(texts[at] ?? '', own))),
    isSetApart: between.every((text) => text.replace(/[^\n]/g, '').length > 2),
    isPartial: fields.flat().length < all,
    hasBare: fields.flat().some(isBare),
  };
}

/** Names that head an input or the answer. Others may be names of persons or things, whose case matters. */
const recasableIn = (text: string, fields: readonly Field[]): string[] =>
  fields
    .filter(({ name }) => isPlainName(name))
    .filter((field) => isBare(field) || VARIABLE_TAG.test(text.slice(field.valueStart, field.end)))
    .map(fieldKey);

/**
 * The line breaks between neighboring fields of an example, if they are the same wherever these two follow each other, and
 * the texts between an example and the next, which starts where a name comes again.
 */
function gapsIn(
  texts: readonly string[],
  fields: readonly (readonly Field[])[],
): { gaps: Gap[][]; between: string[] } {
  const between: string[] = [];
  const gaps = fields.map((own, at) => {
    let seen = new Set<string>();
    return own.flatMap((field, index): Gap[] => {
      const before = own[index - 1];
      const isNext = !before || seen.has(fieldKey(field));
      if (isNext) seen = new Set();
      seen.add(fieldKey(field));
      if (!before) return [];
      const text = texts[at] ?? '';
      const start = Math.max(before.valueStart, text.slice(0, before.end).trimEnd().length);
      const gap = { start, end: field.start, text: text.slice(start, field.start) };
      if (isNext) between.push(gap.text);
      return isNext ? [] : [{ ...gap, key: `${fieldKey(before)}\n${fieldKey(field)}` }];
    });
  });
  const everywhere = Map.groupBy(gaps.flat(), ({ key }) => key);
  const isUniform = ({ key }: Gap) => {
    const found = (everywhere.get(key) ?? []).map(({ text }) => text.replace(/[ \t]/g, ''));
    return /^\n+$/.test(found[0] ?? '') && new Set(found).size === 1;
  };
  return { gaps: gaps.map((own) => own.filter(isUniform)), between };
}

interface Head {
  readonly field: Field;
  readonly name: string;
  readonly joint: string;
  readonly wasJoint: string;
}

function headOf(layout: Layout, field: Field, at: number, { separator, casing }: FieldForm): Head {
  const wasJoint = (layout.texts[at] ?? '').slice(field.nameEnd, field.valueStart);
  const isRecased = casing !== null && layout.recasable.has(fieldKey(field));
  const joint = isBare(field) ? separator?.text.trimEnd() : separator?.text;
  return {
    ...{ field, wasJoint },
    name: isRecased ? casing.apply(field.name) : field.name,
    joint: joint ?? wasJoint,
  };
}

interface Made {
  readonly heads: readonly Head[];
  /** Gaps that have another text now. */
  readonly moved: number;
}

function formatted(
  { texts, gaps }: Layout,
  at: number,
  { heads, between }: { heads: readonly Head[]; between: string | null },
): { text: string; made: Made } {
  const spaced = between === null ? [] : (gaps[at] ?? []);
  const edits = [
    ...heads.map(({ field, name, joint }) => ({
      start: field.start,
      end: field.valueStart,
      by: name + joint,
    })),
    ...spaced.map(({ start, end }) => ({ start, end, by: between ?? '' })),
  ].toSorted((a, b) => a.start - b.start);
  const moved = spaced.filter(({ text }) => text !== between).length;
  return { text: replaceSpans(texts[at] ?? '', edits), made: { heads, moved } };
}

/** Says of a form only what it did to these fields; null if it did nothing. */
function changeOf(
  { isPartial }: Layout,
  { separator, casing, spacing }: FieldForm,
  made: readonly Made[],
): string | null {
  const heads = made.flatMap((each) => each.heads);
  const recased = heads.filter(({ field, name }) => name !== field.name);
  const isRejoined =
    separator !== null &&
    heads.some(
      ({ field, joint, wasJoint }) => joint !== (isBare(field) ? wasJoint.trimEnd() : wasJoint),
    );
  const isCased = heads.every(({ field, name }) => name === casing?.apply(field.name));
  const subject =
    isPartial || (recased.length > 0 && !isCased) ? 'Some field names' : 'Field names';
  const parts = [
    ...(recased.length > 0 ? [casing?.words ?? ''] : []),
    ...(isRejoined ? [`joined to their values by ${separator.words}`] : []),
  ];
  const names = parts.length > 0 ? [`${subject} ${parts.join(', ')}`] : [];
  const gaps = made.some(({ moved }) => moved > 0) ? [spacing.words] : [];
  const [first, ...rest] = [...names, ...gaps];
  return first === undefined
    ? null
    : [first[0]?.toUpperCase() + first.slice(1), ...rest].join(', ');
}

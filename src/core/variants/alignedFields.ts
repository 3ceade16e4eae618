/**
 * Fields that can be given another form everywhere at once. Few-shot examples and the place where the answer goes must look
 * alike, wherever they stand: in one message, in several, in a list, in code or in quotes.
 */

import type { Message } from '../ports/model.js';
import { literalPattern } from '../text/literalPattern.js';
import { fieldsOf, type Field } from './layout.js';

/** Equal for the fields that must keep the same form: `Answer 1` and `answer 2`. */
export const fieldKey = ({ name }: Pick<Field, 'name'>): string =>
  name.toLowerCase().replace(/[\s_-]*\p{N}+$/u, '');

/** Whether nothing follows the name on its line: the answer is written there, or the value is below it. */
export const isBare = ({ valueStart, end }: Field): boolean => valueStart === end;

/**
 * The fields of each message, none for an answer of the file's examples. Left out are all of a name that stands before a
 * colon anywhere else, where it would keep its form, all of a name with a value that repeats it (`TO: to`), which another
 * joint could run together, and all that head a list: nothing is joined to them.
 */
export function alignedFieldsOf(
  messages: readonly Message[],
  labels: readonly string[],
): Field[][] {
  const all = messages.map(({ role, content }) =>
    role === 'assistant' ? [] : fieldsOf(content, labels),
  );
  const keys = new Map(all.flat().map((field) => [fieldKey(field), field.name]));
  const kept = new Set(
    [...keys].flatMap(([key, name]) => {
      const pattern = headPattern(name);
      const isAligned = messages.every(({ content }, at) => {
        const fields = (all[at] ?? []).filter((field) => fieldKey(field) === key);
        const starts = new Set(fields.map(({ start }) => start));
        const heads = [...content.matchAll(pattern)].filter(
          ({ 0: head, index }) => head.startsWith(name) || isLineStart(content, index),
        );
        return (
          heads.every(({ index }) => starts.has(index)) &&
          !fields.some((field) => repeatsName(content, field) || headsList(content, field))
        );
      });
      return isAligned ? [key] : [];
    }),
  );
  return all.map((fields) => fields.filter((field) => kept.has(fieldKey(field))));
}

/** The name before a colon, with another number or in bold as well. */
function headPattern(name: string): RegExp {
  const bare = name.replace(/[\s_-]*\p{N}+$/u, '');
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}_])${literalPattern(bare)}(?:[\s_-]*\p{N}+)?(?:\*\*|__)?\s*[:：]`,
    'giu',
  );
}

const isLineStart = (text: string, index: number): boolean =>
  /(?:^|\n)[^\p{L}\n]*$/u.test(text.slice(0, index));

const headsList = (text: string, { end }: Field): boolean =>
  /^\s*\n\s*(?:[-*•–]|\(?(?:\d{1,3}|[a-z])[.)\]])\s/iu.test(text.slice(end));

const repeatsName = (text: string, { name, valueStart, end }: Field) =>
  text.slice(valueStart, end).trim().toLowerCase() === name.toLowerCase();

/** Keys of the fields that nothing follows: there the answer goes. `fields` are those of each message. */
export function slotKeysOf(
  messages: readonly Message[],
  fields: readonly (readonly Field[])[],
): ReadonlySet<string> {
  return new Set(
    fields.flatMap((own, at) =>
      own
        .filter(({ end }, index) => {
          const rest = messages[at]?.content.slice(end, own[index + 1]?.start) ?? '';
          return rest.trim() === '';
        })
        .filter(isBare)
        .map(fieldKey),
    ),
  );
}

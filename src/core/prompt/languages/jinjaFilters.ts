/**
 * Filters that Jinja and Nunjucks, promptfoo's engine, share and the interpreter does not have, as functions of plain values.
 * Where the two differ (`truncate`), they are Nunjucks'. Filters that draw at random are left out.
 */

type Named = Readonly<Record<string, unknown>>;
type Filter = (value: unknown, ...rest: unknown[]) => unknown;

/** Positional and named arguments by name. */
function named(given: readonly unknown[], names: readonly string[]): Named {
  const last = given.at(-1);
  const isNamed = typeof last === 'object' && last !== null && !Array.isArray(last);
  const inOrder = (isNamed ? given.slice(0, -1) : given).map((value, at) => [
    names[at] ?? '',
    value,
  ]);
  return { ...Object.fromEntries(inOrder), ...(isNamed ? (last as Named) : {}) } as Named;
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '"': '&quot;', "'": '&#39;', '<': '&lt;', '>': '&gt;' },
};
const escape: Filter = (value) =>
  textOf(value).replace(/[&"'<>]/g, (character) => ENTITIES[character] ?? character);

const truncate: Filter = (value, ...rest) => {
  const text = textOf(value);
  const {
    length = 255,
    killwords = false,
    end = '...',
  } = named(rest, ['length', 'killwords', 'end']);
  const limit = Number(length);
  if (text.length <= limit) return text;
  const space = killwords ? -1 : text.lastIndexOf(' ', limit);
  return `${text.slice(0, space < 0 ? limit : space)}${textOf(end)}`;
};

const round: Filter = (value, ...rest) => {
  const { precision = 0, method = 'common' } = named(rest, ['precision', 'method']);
  const factor = 10 ** Number(precision);
  const scaled = Number(value) * factor;
  const rounded =
    method === 'ceil'
      ? Math.ceil(scaled)
      : method === 'floor'
        ? Math.floor(scaled)
        : Math.round(scaled);
  return rounded / factor;
};

const sum: Filter = (value, ...rest) => {
  const { attribute, start = 0 } = named(rest, ['attribute', 'start']);
  return listOf(value)
    .map(memberOr(attribute))
    .reduce<number>((total, each) => total + Number(each), Number(start));
};

const batch: Filter = (value, ...rest) => {
  const { linecount, fill_with: fill } = named(rest, ['linecount', 'fill_with']);
  const [items, size] = [listOf(value), Math.max(1, Math.floor(Number(linecount)))];
  const rows = Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
  return fill === undefined
    ? rows
    : rows.map((row) => [...row, ...Array.from({ length: size - row.length }, () => fill)]);
};

const join: Filter = (value, ...rest) => {
  const { d = '', attribute } = named(rest, ['d', 'attribute']);
  return listOf(value).map(memberOr(attribute)).map(textOf).join(textOf(d));
};

const groupby: Filter = (value, ...rest) => {
  const { attribute } = named(rest, ['attribute']);
  const groups = Map.groupBy(listOf(value), (each) => textOf(memberOr(attribute)(each)));
  return Object.fromEntries(groups);
};

/** The attribute of an item; the item itself where none is named. */
const memberOr =
  (attribute: unknown) =>
  (item: unknown): unknown =>
    typeof attribute === 'string' ? (item as Named | null)?.[attribute] : item;

const center: Filter = (value, ...rest) => {
  const { width = 80 } = named(rest, ['width']);
  const text = textOf(value);
  const before = Math.floor((Number(width) - text.length) / 2);
  return text.padStart(text.length + Math.max(0, before)).padEnd(Number(width));
};

const dump: Filter = (value, ...rest) => {
  const { spaces } = named(rest, ['spaces']);
  return JSON.stringify(value ?? null, null, typeof spaces === 'number' ? spaces : undefined);
};

const FILTERS: Readonly<Record<string, Filter>> = {
  ...{ truncate, round, sum, batch, join, groupby, center, dump },
  ...{ escape, e: escape, forceescape: escape },
  safe: (value) => value,
  wordcount: (value) => textOf(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0,
  striptags: (value) =>
    textOf(value)
      .replace(/<\/?[a-z][^>]*>|<!--[^]*?-->/gi, '')
      .replace(/\s+/g, ' ')
      .trim(),
  urlencode: (value) => encodeURIComponent(textOf(value)),
  nl2br: (value) => textOf(value).replace(/\r\n|\n/g, '<br />\n'),
  dictsort: (value) =>
    [...pairs(value)].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
};

const pairs = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** What a loop with two variables runs over: keys and values of an object, the items of a list as they are. */
const PAIRS = 'pairs';

const MARK = '$';
/** Functions that templates cannot name. */
export const isOwnFunction = (name: string): boolean => name.startsWith(MARK);

/** The functions, by the name under which a rewritten program calls them. */
export const ownFunctions = (): readonly (readonly [string, Filter])[] => [
  ...Object.entries(FILTERS).map(
    ([name, filter]) => [`${MARK}${name}`, onPlainValues(filter)] as const,
  ),
  [`${MARK}${PAIRS}`, onPlainValues((value) => (Array.isArray(value) ? value : pairs(value)))],
];

const onPlainValues =
  (filter: Filter): Filter =>
  (...values) =>
    filter(...(values.map(plainValue) as [unknown]));

/** The interpreter gives functions its maps and lists, whose items are its own objects. */
function plainValue(value: unknown): unknown {
  const inner = (each: unknown) => plainValue((each as { readonly value: unknown }).value);
  if (value instanceof Map)
    return Object.fromEntries(
      [...(value as Map<string, unknown>)].map(([key, each]) => [key, inner(each)]),
    );
  return Array.isArray(value) ? value.map(inner) : value;
}

type Part = Record<string, unknown> & { type?: string };

const callTo = (name: string, args: readonly unknown[]): Part => ({
  type: 'CallExpression',
  callee: { type: 'Identifier', value: `${MARK}${name}` },
  args,
});

export const callToPairs = (iterable: unknown): Part => callTo(PAIRS, [iterable]);

/** The call that stands for a filter of this table; null for any other. */
export function callToFilter({ operand, filter }: Part): Part | null {
  const written = filter as Part;
  const callee = (written['callee'] ?? written) as Part;
  const name = String(callee['value']);
  if (!Object.hasOwn(FILTERS, name)) return null;
  return callTo(name, [operand, ...((written['args'] as unknown[] | undefined) ?? [])]);
}

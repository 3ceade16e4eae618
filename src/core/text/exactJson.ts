/**
 * JSON whose numbers keep what a double would lose: ids of 17 digits and more, long decimals, values beyond its range. Such a
 * number is kept by its source text (the `rawJSON` of ECMA-262's JSON.parse source text access), so that `JSON.stringify`
 * writes it as it was read.
 */

export interface ExactNumber {
  /** A JSON number, as written. */
  readonly rawJSON: string;
}

interface SourceJson {
  parse(text: string, reviver: Reviver): unknown;
  /** Absent, like the reviver's `source`, in hosts older than V8 11.4. */
  rawJSON?(text: string): ExactNumber;
  isRawJSON?(value: unknown): value is ExactNumber;
}
type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;
const json = JSON as unknown as SourceJson;

/** Only digits in such number, or such an exponent, can be more than a double holds. */
const MAYBE_LONG = /[\d.]{16}|\d[eE][+-]?\d{3}/;

/**
 * The value of a JSON text, in which numbers that a double does not hold are `ExactNumber`s. Throws `SyntaxError` for a text
 * that is not JSON. Hosts that do not show the source of a number round them.
 */
export function readExactJson(text: string): unknown {
  const { rawJSON } = json;
  if (!rawJSON || !MAYBE_LONG.test(text)) return JSON.parse(text) as unknown;
  return json.parse(text, (_key, value, context) =>
    typeof value === 'number' && context?.source !== undefined && !isHeld(value, context.source)
      ? rawJSON(context.source)
      : value,
  );
}

/** Same as `readExactJson`, but undefined for a text that is not valid JSON. */
export function parseExactJson(text: string): unknown {
  try {
    return readExactJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const isExactNumber = (value: unknown): value is ExactNumber =>
  json.isRawJSON?.(value) ?? false;

/** A number in a YAML or JSON file as a value that writes all of its digits; null where a double holds them. */
export const exactNumber = (source: string): ExactNumber | null =>
  decimalOf(source) !== null && json.rawJSON && !isHeld(Number(source), source)
    ? json.rawJSON(source)
    : null;

/** 15 digits always survive; of longer numbers those that are written in the same way again. */
const isHeld = (value: number, source: string) =>
  !MAYBE_LONG.test(source) || numberText(String(value)) === numberText(source);

/** The same value with other numbers in place of its exact ones, at any depth. */
export function withNumbers(value: unknown, numberOf: (source: string) => unknown): unknown {
  if (isExactNumber(value)) return numberOf(value.rawJSON);
  if (Array.isArray(value)) return value.map((each) => withNumbers(each, numberOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withNumbers(each, numberOf)]),
  );
}

/** For what computes with numbers: exact ones become the nearest double. */
export const withDoubles = (value: unknown): unknown => withNumbers(value, Number);

/** Longest number that is written without an exponent. */
const MAX_DIGITS = 40;

/** One text for equal numbers, whatever their form: `1.50e1` and `15` are `15`. Itself JSON. */
export function numberText(source: string): string {
  const decimal = decimalOf(source);
  if (decimal === null) return source;
  const { sign, digits, exponent } = decimal;
  if (digits === '') return '0';
  const point = BigInt(digits.length) + exponent;
  const isPlain = point > -BigInt(MAX_DIGITS) && point <= BigInt(MAX_DIGITS);
  if (!isPlain) return `${sign}${digits}e${exponent}`;
  const at = Number(point);
  if (at >= digits.length) return `${sign}${digits.padEnd(at, '0')}`;
  const whole = at > 0 ? digits.slice(0, at) : '0';
  return `${sign}${whole}.${at > 0 ? digits.slice(at) : digits.padStart(digits.length - at, '0')}`;
}

interface Decimal {
  readonly sign: string;
  /** Without zeros at either end; empty for zero. */
  readonly digits: string;
  /** Of the last digit. */
  readonly exponent: bigint;
}

/** Null for what is not a JSON number. */
function decimalOf(source: string): Decimal | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source);
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  const all = whole + fraction;
  let [start, end] = [0, all.length];
  while (start < end && all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  const exponent = BigInt(power) + BigInt(all.length - end - fraction.length);
  return { sign, digits: all.slice(start, end), exponent };
}

/** What a server says went wrong, in its own words, out of every form of error body that servers send. */

import { parseJson } from '../text/jsonDiff.js';
import { isRecord, textOrNull } from '../text/narrow.js';

export interface ErrorBody {
  /** Empty where the server says nothing. */
  readonly message: string;
  readonly code: string | null;
  /** The request field it is about. */
  readonly param: string | null;
  /** The HTTP status it names where the answer itself has another. */
  readonly status: number | null;
  /** The wait it asks for, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** More than is ever shown: what must not be repeated is taken out of it first, and is not to be found when it is cut. */
const LONGEST = 20_000;

/** Never fails: what is no JSON is the text it is, of a page its title or its words. */
export function readErrorBody(text: string): ErrorBody {
  const value = parseJson(text);
  return value === undefined ? { ...SILENT, message: wordsOf(text) } : errorIn(value);
}

const SILENT: ErrorBody = {
  message: '',
  code: null,
  param: null,
  status: null,
  retryAfterMs: null,
};

/** The error a JSON body carries, whether or not it was sent with a status of success; null where it carries none. */
export function errorOf(value: unknown): ErrorBody | null {
  if (Array.isArray(value)) return value.length === 1 ? errorOf(value[0]) : null;
  if (!isRecord(value)) return null;
  const isError =
    isPresent(value['error']) ||
    isPresent(value['detail']) ||
    isPresent(value['errors']) ||
    value['object'] === 'error' ||
    value['type'] === 'error' ||
    (!('choices' in value) && !isGreeting(value) && typeof value['message'] === 'string');
  return isError ? errorIn(value) : null;
}

/** What a gateway says of itself where no model answers: `{"status":"ok","message":"API is up"}`. */
const isGreeting = ({ status, success }: Readonly<Record<string, unknown>>) =>
  success === true ||
  (typeof status === 'string' &&
    /^(?:ok(?:ay)?|success|up|healthy|alive|running|pass)$/i.test(status));

const isPresent = (value: unknown) =>
  value !== undefined && value !== null && value !== false && value !== '';

function errorIn(value: unknown): ErrorBody {
  if (Array.isArray(value)) return errorIn(value[0]);
  if (typeof value === 'string') return { ...SILENT, message: shortened(value) };
  if (!isRecord(value)) return SILENT;
  const outer = [value['error'], value['errors'], value['detail']].find(isPresent);
  const error = Array.isArray(outer) ? (outer[0] as unknown) : outer;
  if (typeof error === 'string') return { ...fieldsOf(value), message: wordsOf(error) };
  return fieldsOf(isRecord(error) ? error : value);
}

function fieldsOf(error: Readonly<Record<string, unknown>>): ErrorBody {
  const { code, type, details } = error;
  const violation = violationIn(details);
  const place = Array.isArray(error['loc']) ? error['loc'].at(-1) : null;
  const param = textOrNull(error['param']) ?? textOrNull(place) ?? violation?.field ?? null;
  const said = [error['message'], error['msg'], error['description'], error['title']];
  const words = said.map(textOrNull).find((each) => each !== null && each !== '') ?? '';
  const whole = words === '' ? JSON.stringify(error) : words;
  const named = place === null || place === undefined ? whole : `${String(place)}: ${whole}`;
  const inner = [innerWords(error['metadata']), violation?.description ?? null];
  return {
    message: shortened([named, ...inner].filter((each) => each !== null).join(': ')),
    code: textOrNull(code) ?? textOrNull(type),
    param,
    status: statusIn(code) ?? statusIn(error['status']),
    retryAfterMs: retryDelayIn(details),
  };
}

const statusIn = (value: unknown): number | null => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && number >= 400 && number < 600 ? number : null;
};

/** A router quotes the error of the server behind it. */
function innerWords(metadata: unknown): string | null {
  if (!isRecord(metadata)) return null;
  const raw = metadata['raw'];
  if (typeof raw !== 'string' || raw === '') return null;
  return readErrorBody(raw).message;
}

function violationIn(
  details: unknown,
): { field: string | null; description: string | null } | null {
  const found = recordsIn(details).flatMap((each) => recordsIn(each['fieldViolations']))[0];
  return found
    ? { field: textOrNull(found['field']), description: textOrNull(found['description']) }
    : null;
}

/** `34s`, as Google's endpoints write it. */
function retryDelayIn(details: unknown): number | null {
  const delay = recordsIn(details)
    .map((each) => textOrNull(each['retryDelay']))
    .find((each) => each !== null);
  const seconds = /^([\d.]+)s$/.exec(delay ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

const recordsIn = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Of a web page its title, else its words without the markup. */
function wordsOf(text: string): string {
  if (!/<[a-z!/]/i.test(text)) return shortened(text);
  const title = /<(title|h1)[^>]*>([^<]+)</i.exec(text)?.[2];
  const body = text.replace(/<(script|style)[^]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return shortened(title ?? body);
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Dates, with or without their year, and times of the day, in the notations of the supported languages. */

import { overlaps, type Span } from '../../text/span.js';

export interface FoundDate extends Span {
  /** `2024-01-05`, `01-05` without a year, `10:30`; `10 h` is also `10`. Two where day and month may be either way round. */
  readonly readings: readonly string[];
  /** Whether it is certain what it says, not `3/5/2024`, nor `3.5.`, which may be a section. */
  readonly isCertain: boolean;
}

/** The beginnings of the months' names, which tell them apart in every supported language. */
const MONTHS: readonly string[] = [
  'jan|jän|ene|gen',
  'feb|fev|fév',
  'mar|mär|mrt|maa',
  'apr|avr|abr',
  'mai|may|mei|mag',
  'jun|juin|giu',
  'jul|juil|lug',
  'aug|aoû|ago',
  'sep|set',
  'oct|okt|out|ott',
  'nov',
  'dec|dez|déc|dic',
];
const MONTH_NAMES: readonly string[] = [
  'january|february|march|april|may|june|july|august|september|october|november|december',
  'januar|jänner|februar|märz|mai|juni|juli|oktober|dezember',
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre',
  'gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre',
  'janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro',
  'januari|februari|maart|mei|augustus',
  'jan|feb|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez',
];
const MONTH = String.raw`(?<month>(?:${MONTHS.join('|')})\p{L}*)\.?`;
/** Without a year, only whole names and the usual abbreviations: `3 major points` names no month. */
const WHOLE_MONTH = String.raw`(?<month>(?:${MONTH_NAMES.join('|')}))\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?`;
const YEAR = String.raw`(?<year>\d{4})`;
const BETWEEN = String.raw`(?:[\s,]+(?:of |de |del |do )?)`;

const PATTERNS: readonly RegExp[] = [
  String.raw`(?<year>\d{4})(?<joint>[-/.])(?<month>\d{1,2})\k<joint>(?<day>\d{1,2})`,
  String.raw`(?<year>\d{4})年\s*(?<month>\d{1,2})月\s*(?<day>\d{1,2})[日号]`,
  String.raw`(?<day>\d{1,2})(?<joint>[-/.]) ?(?<month>\d{1,2})\k<joint> ?(?<year>\d{4})`,
  `${DAY}${BETWEEN}${MONTH}${BETWEEN}${YEAR}`,
  `${MONTH}${BETWEEN}${DAY}${BETWEEN}${YEAR}`,
  String.raw`(?<month>\d{1,2})月\s*(?<day>\d{1,2})[日号]`,
  String.raw`${DAY}${BETWEEN}${WHOLE_MONTH}(?!\p{L})`,
  String.raw`${WHOLE_MONTH}${BETWEEN}${DAY}(?!\s*[.:]\d)`,
  String.raw`(?<day>\d{1,2})(?<dotted>\.) ?(?<month>\d{1,2})\.(?=\s|[,;)]|$)`,
].map(
  (pattern) => new RegExp(String.raw`(?<![\p{Script=Latin}\d])${pattern}(?:(?<=\D)|(?!\d))`, 'giu'),
);

/** `10:30`, `10.30 Uhr`, `10h30`, `10 h`, `9 a.m.`, `10時30分`. */
const TIMES: readonly RegExp[] = [
  String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?:\s*(?<half>[ap])\.?m\b\.?)?(?:\s*(?:Uhr|uur|h)(?!\p{L}))?`,
  String.raw`(?<hour>\d{1,2})(?:\.(?<minute>\d{2}))?\s*(?:Uhr|uur)(?:\s*(?<late>\d{2})(?!\d))?(?!\p{L})`,
  String.raw`(?<hour>\d{1,2})\s*h(?:eures?)?\s*(?<minute>\d{2})?(?!\p{L})`,
  String.raw`(?<hour>\d{1,2})(?:[.:](?<minute>\d{2}))?\s*(?<half>[ap])\.?\s?m\b\.?`,
  String.raw`(?<hour>\d{1,2})\s*[時时点](?:\s*(?<minute>\d{1,2})\s*分)?`,
].map((pattern) => new RegExp(String.raw`(?<![\p{Script=Latin}\d.,:/-])${pattern}(?!\d)`, 'giu'));

/** Dates before times, each sorted by notation. What is not a day of a month, or an hour of a day, is neither. */
export function datesIn(text: string): FoundDate[] {
  const dates = withoutParts(foundBy(text, PATTERNS, readingsOf));
  const times = foundBy(text, TIMES, timeOf).filter((time) => !overlaps(dates, time));
  return [...dates, ...withoutParts(times)];
}

const foundBy = (
  text: string,
  patterns: readonly RegExp[],
  read: (groups: Groups) => string[],
): FoundDate[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): FoundDate[] => {
      const groups = match.groups ?? {};
      const readings = read(groups);
      const span = { start: match.index, end: match.index + match[0].length };
      const isCertain =
        groups['dotted'] === undefined && (groups['month'] === undefined || readings.length === 1);
      return readings.length > 0 ? [{ ...span, readings, isCertain }] : [];
    }),
  );

/** `3 May` of `3 May 2024` is not a date of its own. */
const withoutParts = (found: readonly FoundDate[]): FoundDate[] =>
  found.filter((each, at) => !overlaps(found.slice(0, at), each));

type Groups = Readonly<Record<string, string | undefined>>;

/** In 24 hours: `9 p.m.` is `21:00`. */
function timeOf({ hour = '', minute, late, half }: Groups): string[] {
  const [hours, minutes] = [Number(hour), Number(minute ?? late ?? 0)];
  if (hours > 24 || minutes > 59 || (half !== undefined && (hours < 1 || hours > 12))) return [];
  const shift = half === undefined ? 0 : /p/i.test(half) ? 12 : 0;
  const inDay = half === undefined ? hours : (hours % 12) + shift;
  const time = [inDay, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return (minute ?? late ?? half) === undefined ? [time, String(hours)] : [time];
}

function readingsOf({ year, month = '', day = '', joint }: Groups): string[] {
  // English verbs: `3 may be left out`, `march 3 miles`.
  if (/^(?:may|march)$/.test(month)) return [];
  const number = monthOf(month);
  const ways = [[number, Number(day)] as const];
  // With slashes, either the day or the month may come first.
  if (joint === '/' && number !== Number(day)) ways.push([Number(day), number]);
  return ways
    .filter(([ofYear, ofMonth]) => ofYear >= 1 && ofYear <= 12 && ofMonth >= 1 && ofMonth <= 31)
    .map((parts) => {
      const written = parts.map((part) => String(part).padStart(2, '0'));
      return [...(year === undefined ? [] : [year]), ...written].join('-');
    });
}

const monthOf = (name: string): number =>
  /^\d/.test(name)
    ? Number(name)
    : 1 + MONTHS.findIndex((names) => new RegExp(`^(?:${names})`, 'iu').test(name));

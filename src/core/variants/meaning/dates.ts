/** Dates with their year, in the notations of the supported languages. */

import type { Span } from '../../text/span.js';

export interface FoundDate extends Span {
  /** `2024-01-05`. Two where day and month may be either way round. */
  readonly readings: readonly string[];
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
const MONTH = String.raw`(?<month>(?:${MONTHS.join('|')})\p{L}*)\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?`;
const YEAR = String.raw`(?<year>\d{4})`;
const BETWEEN = String.raw`(?:[\s,]+(?:of |de |del |do )?)`;

const PATTERNS: readonly RegExp[] = [
  String.raw`(?<year>\d{4})(?<joint>[-/.])(?<month>\d{1,2})\k<joint>(?<day>\d{1,2})`,
  String.raw`(?<year>\d{4})年\s*(?<month>\d{1,2})月\s*(?<day>\d{1,2})[日号]`,
  String.raw`(?<day>\d{1,2})(?<joint>[-/.]) ?(?<month>\d{1,2})\k<joint> ?(?<year>\d{4})`,
  `${DAY}${BETWEEN}${MONTH}${BETWEEN}${YEAR}`,
  `${MONTH}${BETWEEN}${DAY}${BETWEEN}${YEAR}`,
].map((pattern) => new RegExp(String.raw`(?<![\p{L}\d])${pattern}(?![\d])`, 'giu'));

/** Sorted by notation. What is not a day of a month is not a date. */
export const datesIn = (text: string): FoundDate[] =>
  PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): FoundDate[] => {
      const readings = readingsOf(match.groups ?? {});
      const span = { start: match.index, end: match.index + match[0].length };
      return readings.length > 0 ? [{ ...span, readings }] : [];
    }),
  );

function readingsOf({ year, month = '', day = '', joint }: Record<string, string | undefined>) {
  const number = monthOf(month);
  const ways = [[number, Number(day)] as const];
  // With slashes, either the day or the month may come first.
  if (joint === '/' && number !== Number(day)) ways.push([Number(day), number]);
  return ways
    .filter(([ofYear, ofMonth]) => ofYear >= 1 && ofYear <= 12 && ofMonth >= 1 && ofMonth <= 31)
    .map((parts) => [year, ...parts.map((part) => String(part).padStart(2, '0'))].join('-'));
}

const monthOf = (name: string): number =>
  /^\d/.test(name)
    ? Number(name)
    : 1 + MONTHS.findIndex((names) => new RegExp(`^(?:${names})`, 'iu').test(name));

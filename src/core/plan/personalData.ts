/** Warns about personal data before a prompt's cases leave the machine. */

import type { Case } from '../prompt/prompt.js';
import { list } from '../text/list.js';

/** Patterns with few false positives. Names and postal addresses cannot be distinguished from prose. */
export const PERSONAL: readonly (readonly [string, RegExp])[] = [
  ['e-mail addresses', /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/u],
  [
    'phone numbers',
    /(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){2,4}(?![\w.])/,
  ],
  ['bank accounts', /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b/],
];
const MAX_NAMED = 5;

/** One sentence per kind of data found, naming the cases; empty when there is none. */
export const personalDataIn = (cases: readonly Case[]): string[] =>
  findingsIn(
    cases.map(({ id, inputs }) => ({ id, texts: Object.values(inputs) })),
    (what, named) => `The run would send what looks like ${what}: ${named}.`,
  );

/** As `personalDataIn`, of answers to cases that are to be kept in a file. `id`: of the case. */
export const personalDataInAnswers = (answers: readonly TextsOfCase[]): string[] =>
  findingsIn(
    answers,
    (what, named) => `The recording holds what looks like ${what}: answers to ${named}.`,
  );

export const holdsPersonalData = ({ inputs }: Pick<Case, 'inputs'>): boolean =>
  PERSONAL.some(([, pattern]) => Object.values(inputs).some((text) => pattern.test(text)));

/** As `personalDataIn`, of inputs seen in practice. `id`: their line. */
export const personalDataInInputs = (inputs: readonly Case[]): string[] =>
  PERSONAL.flatMap(([what, pattern]) => {
    const found = inputs.filter((each) =>
      Object.values(each.inputs).some((text) => pattern.test(text)),
    );
    if (found.length === 0) return [];
    const lines = list(found.slice(0, MAX_NAMED).map(({ id }) => id));
    const more = found.length > MAX_NAMED ? ` and ${found.length - MAX_NAMED} more` : '';
    return [
      `The inputs hold what looks like ${what}: input ${lines}${more}. Remove it before you make cases of them.`,
    ];
  });

interface TextsOfCase {
  readonly id: string;
  readonly texts: readonly string[];
}

function findingsIn(
  rows: readonly TextsOfCase[],
  sentence: (what: string, named: string) => string,
): string[] {
  return PERSONAL.flatMap(([what, pattern]) => {
    const found = rows.filter(({ texts }) => texts.some((text) => pattern.test(text)));
    const ids = [...new Set(found.map(({ id }) => id))];
    if (ids.length === 0) return [];
    const named =
      ids.length > MAX_NAMED
        ? `${ids.slice(0, MAX_NAMED).join(', ')} and ${ids.length - MAX_NAMED} more`
        : list(ids);
    return [sentence(what, `${ids.length === 1 ? 'case' : 'cases'} ${named}`)];
  });
}

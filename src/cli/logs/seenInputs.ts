/** Inputs that were seen in practice, held against the test set: what it does not cover, personal data first. */

import { holdsPersonalData, personalDataInInputs } from '../../core/plan/personalData.js';
import type { Case } from '../../core/prompt/prompt.js';
import { languageOf } from '../../core/text/language.js';
import { LANGUAGE_NAMES } from '../../core/text/languageWords.js';
import { inputsText, wordDistances } from '../../core/variants/shots/alikeness.js';

/** An input whose nearest case shares fewer of its words than this (F1) is covered by none. */
const ALIKE = 0.3;
const MOST_NAMED = 5;

export interface Uncovered {
  /** 1-based, in the file. */
  readonly row: number;
  /** Null where it holds what looks like personal data. */
  readonly text: string | null;
  /** F1 of the words it shares with the nearest case, in [0,1]. */
  readonly likeness: number;
  /** Null where no case shares a word with it. */
  readonly nearest: string | null;
}

export interface SeenInputs {
  readonly seen: number;
  readonly personalData: readonly string[];
  /** Farthest first, at most five. */
  readonly uncovered: readonly Uncovered[];
  readonly uncoveredCount: number;
  /** Languages seen, and not in any case; empty too where the cases are too short to tell theirs. */
  readonly languages: readonly { readonly language: string; readonly seen: number }[];
  /** Inputs longer than the longest case, in characters; and variables that were empty here and never in a case. */
  readonly longer: { readonly seen: number; readonly longest: number };
  readonly empty: readonly { readonly variable: string; readonly seen: number }[];
}

export function compareSeen(
  rows: readonly Readonly<Record<string, string>>[],
  cases: readonly Case[],
): SeenInputs {
  const seen = rows.map((inputs, at): Case => ({
    ...{ id: String(at + 1), inputs, expected: null, range: null },
  }));
  const uncovered = seen
    .map((each) => nearestTo(each, cases))
    .filter(({ likeness }) => likeness < ALIKE)
    .toSorted((a, b) => a.likeness - b.likeness || a.row - b.row);
  const longest = Math.max(0, ...cases.map((each) => inputsText(each).length));
  const longer = seen.filter((each) => inputsText(each).length > longest);
  return {
    seen: seen.length,
    personalData: personalDataInInputs(seen),
    ...{ uncovered: uncovered.slice(0, MOST_NAMED), uncoveredCount: uncovered.length },
    languages: newLanguages(seen, cases),
    longer: {
      seen: longer.length,
      longest: Math.max(0, ...longer.map((each) => inputsText(each).length)),
    },
    empty: newlyEmpty(seen, cases),
  };
}

function nearestTo(each: Case, cases: readonly Case[]): Uncovered {
  const distance = wordDistances();
  const text = inputsText(each);
  const found = cases
    .map(({ id, ...rest }) => ({ id, likeness: 1 - distance(text, inputsText({ id, ...rest })) }))
    .toSorted((a, b) => b.likeness - a.likeness)[0];
  return {
    ...{ row: Number(each.id), text: holdsPersonalData(each) ? null : text },
    likeness: found?.likeness ?? 0,
    nearest: found && found.likeness > 0 ? found.id : null,
  };
}

function newLanguages(seen: readonly Case[], cases: readonly Case[]): SeenInputs['languages'] {
  const languagesOf = (all: readonly Case[]) =>
    all.flatMap((each) => languageOf(inputsText(each)) ?? []);
  const known = new Set([
    ...languagesOf(cases),
    ...[languageOf(cases.map(inputsText).join('\n'))].filter((code) => code !== null),
  ]);
  // Cases too short to tell their language are no reason to call any other one new.
  if (known.size === 0) return [];
  const others = languagesOf(seen).filter((code) => !known.has(code));
  return [...Map.groupBy(others, (code) => code)].map(([code, own]) => ({
    language: LANGUAGE_NAMES[code],
    seen: own.length,
  }));
}

const isEmpty = (variable: string) => (each: Case) => each.inputs[variable]?.trim() === '';

const newlyEmpty = (seen: readonly Case[], cases: readonly Case[]): SeenInputs['empty'] =>
  [...new Set(seen.flatMap(({ inputs }) => Object.keys(inputs)))]
    .map((variable) => ({ variable, seen: seen.filter(isEmpty(variable)).length }))
    .filter(({ variable, seen: found }) => found > 0 && !cases.some(isEmpty(variable)));

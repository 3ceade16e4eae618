/** Lint rules on settings that are well-formed but cannot be used. */

import { isUserError } from '../../errors.js';
import { wordingId } from '../../prompt/settings/settings.js';
import { didYouMean } from '../../text/nearest.js';
import { CLASS_IDS } from '../../variants/classes/classes.js';
import { unmatchedChecks } from '../../variants/instructions/instructions.js';
import { refuseUnknownClasses } from '../../variants/makeVariants.js';
import { exampleCount, parseShots } from '../../variants/shots/configuration.js';
import { maxExamples, tooManyExamples } from '../../variants/shots/examples.js';
import type { Finding, LintInput, LintRule } from './finding.js';
import { settingRange } from './settingPlaces.js';

const unknownClass: LintRule = {
  id: 'unknown-class',
  check(input) {
    const { own, inherited } = saidOf(input, 'variants');
    const counts = own ?? inherited;
    if (typeof counts !== 'object' || Array.isArray(counts)) return [];
    return Object.keys(counts).flatMap((id) => {
      const message = refusalOf(() => refuseUnknownClasses({ [id]: 0 }));
      return message === null ? [] : [problem(input, ['variants', id], { message })];
    });
  },
};

/** Ids of variants are their class and a number; those written by hand may have any. */
const unknownExcluded: LintRule = {
  id: 'unknown-excluded',
  check(input) {
    const { exclude = [], variants } = input.prompt.settings;
    const own = (Array.isArray(variants) ? variants : []).map(wordingId);
    return exclude.flatMap((id, at) => {
      const classId = /^(.+)-\d+$/.exec(id)?.[1];
      if (own.includes(id) || (classId !== undefined && CLASS_IDS.includes(classId))) return [];
      const message = `No variant is called ${id}.${didYouMean(classId ?? id, CLASS_IDS)} Ids are a class and a number, for example synonym-1.`;
      return [problem(input, ['exclude', at], { severity: 'warning', message })];
    });
  },
};

const badShots: LintRule = {
  id: 'impossible-shots',
  check(input) {
    const { own, inherited } = saidOf(input, 'shots');
    const most = maxExamples(input.prompt);
    const asked = (own ?? inherited ?? []).map((each) => String(each));
    const isTooMany = (shots: string) =>
      input.prompt.cases.length > 0 && parseShots(shots).some((each) => exampleCount(each) > most);
    const unreadable = asked.map((shots) => refusalOf(() => parseShots(shots)));
    const nothingLeft = asked.every((shots, at) => unreadable[at] === null && isTooMany(shots));
    return asked.flatMap((shots, at) => {
      const place = ['shots', at];
      const message = unreadable[at] ?? null;
      if (message !== null) return [problem(input, place, { message })];
      if (!isTooMany(shots)) return [];
      const severity = nothingLeft ? 'error' : 'info';
      return [problem(input, place, { severity, message: tooManyExamples(shots, most) })];
    });
  },
};

const unmatchedInstruction: LintRule = {
  id: 'unmatched-instruction',
  check(input) {
    const message =
      'No sentence of the prompt begins like this, so the check is not used. Write how the instruction begins.';
    return unmatchedChecks(input.prompt, input.text).map((at) =>
      problem(input, ['instructionChecks', at, 'instruction'], { severity: 'warning', message }),
    );
  },
};

export const settingsRules: readonly LintRule[] = [
  unknownClass,
  unknownExcluded,
  badShots,
  unmatchedInstruction,
];

/** The prompt's setting, or that of `plumbline.yml`. */
const saidOf = <K extends 'variants' | 'shots'>({ prompt, config }: LintInput, key: K) => ({
  own: prompt.settings[key],
  inherited: config.defaults?.[key],
});

/** The error message that checking a setting throws; null if it is valid. */
function refusalOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
}

const problem = (
  input: LintInput,
  path: readonly (string | number)[],
  { severity = 'error', message }: { severity?: Finding['severity']; message: string },
) => ({ severity, message, range: settingRange(input, path), fixes: [] });

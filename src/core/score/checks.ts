/** Whether an answer is right: the prompt's own checks decide, else its expected answer. */

import type { Check } from '../prompt/check.js';
import type { Case } from '../prompt/prompt.js';
import { literal } from '../prompt/languages/literal.js';
import { checkInputs } from '../prompt/template.js';
import { canonicalJson } from '../text/jsonDiff.js';
import { normaliseAnswer } from '../text/normalise.js';

type RunCheck = Exclude<Check, { kind: 'notRun' }>;

const PASSES: Record<RunCheck['kind'], (text: string, value: string) => boolean> = {
  equals: (text, value) => text === value,
  contains: (text, value) => text.toLowerCase().includes(value.toLowerCase()),
  startsWith: (text, value) => text.toLowerCase().startsWith(value.toLowerCase()),
  endsWith: (text, value) => text.toLowerCase().endsWith(value.toLowerCase()),
  json: (text, value) => {
    const [given, wanted] = [canonicalJson(text), canonicalJson(value)];
    return given !== null && given === wanted;
  },
};

/**
 * 1 when every check that is run passes, else 0. With no check at all, 1 when the answer equals the expected one.
 * Null where nothing says what is right: no expected answer, or none that a check needs, or only checks that are not run.
 */
export function scoreText(text: string, tested: Case, checks: readonly Check[]): 0 | 1 | null {
  const run = checks.filter((check): check is RunCheck => check.kind !== 'notRun');
  if (run.length === 0) {
    if (checks.length > 0 || tested.expected === null) return null;
    return toScore(normaliseAnswer(text) === normaliseAnswer(tested.expected));
  }
  const inputs = checkInputs(tested);
  const answerable = run.every(({ value }) =>
    literal.variablesOf(value).every(({ name }) => Object.hasOwn(inputs, name)),
  );
  if (!answerable) return null;
  return toScore(
    text !== '' &&
      run.every(({ kind, value }) => PASSES[kind](text, literal.render(value, inputs))),
  );
}

const toScore = (right: boolean): 0 | 1 => (right ? 1 : 0);

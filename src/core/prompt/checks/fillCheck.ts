/** Fills a case's values into its checks. */

import { parseExactJson } from '../../text/exactJson.js';
import type { GradedCheck, RunCheck } from './check.js';
import { literal } from '../languages/literal.js';
import type { Case } from '../prompt.js';

/** Whether the case has every value that the check's texts use. */
export const canFill = (check: RunCheck | GradedCheck, inputs: Case['inputs']): boolean =>
  templatesOf(check).every((each) =>
    literal.namesIn(each).every(({ name }) => Object.hasOwn(inputs, name)),
  );

const templatesOf = (check: RunCheck | GradedCheck): readonly string[] =>
  'value' in check ? [check.value] : 'values' in check ? check.values : [];

/** The check with `{{name}}` replaced by the case's inputs. `isJson` schemas and numbers are unchanged. */
export function fillCheck<C extends RunCheck | GradedCheck>(check: C, inputs: Case['inputs']): C {
  const render = (text: string) => literal.read(text, {}).render(inputs);
  if (check.kind === 'toolCalls') return { ...check, value: filledJson(check.value, render) };
  if ('value' in check) return { ...check, value: render(check.value) };
  if ('values' in check) return { ...check, values: check.values.map(render) };
  return check;
}

/** Fills each string of a JSON value separately, so that an inserted value cannot leave its quotes. */
function filledJson(value: string, render: (text: string) => string): string {
  const json = parseExactJson(value);
  if (json === undefined) return render(value);
  return JSON.stringify(json, (_key, each: unknown) =>
    typeof each === 'string' ? render(each) : each,
  );
}

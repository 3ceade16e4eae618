/** Checks as promptfoo's assertions. */

import type { Check, SingleCheck } from '../../prompt/checks/check.js';
import { canFill, fillCheck } from '../../prompt/checks/fillCheck.js';
import type { Case } from '../../prompt/prompt.js';
import { checkInputs } from '../../prompt/template.js';
import { parseJson } from '../../text/jsonDiff.js';
import { literalPattern } from '../../text/literalPattern.js';
import { isToolCalls, readToolCalls } from '../../text/toolCalls.js';
import { withoutEmpty } from './parts.js';

const NAMES_ALONE =
  'Arguments and order of expected calls were left out, because promptfoo compares only the names of the tools.';

/** The checks of a case with its values filled in, or its expected answer. */
export function assertsFor(
  row: Case,
  checks: readonly Check[],
): { written: Record<string, unknown>[]; lost: string[] } {
  const lost: string[] = [];
  const inputs = checkInputs(row);
  const all = [...checks.map((check) => filled(check, inputs)), ...(row.checks ?? [])];
  const written = all.flatMap((check) => writtenAsserts(check, lost));
  if (all.length === 0 && row.expected !== null) {
    const calls = isToolCalls(row.expected) ? namesAssert(row.expected) : null;
    if (calls) lost.push(NAMES_ALONE);
    written.push(calls ?? { type: 'equals', value: row.expected });
  }
  return { written, lost };
}

/** One assertion, or none; adds what is lost. */
function writtenAsserts(check: Check, lost: string[]): Record<string, unknown>[] {
  const weight = check.weight === undefined ? {} : { weight: check.weight };
  if (check.kind === 'set') {
    const inside = check.checks.flatMap((each) => writtenAsserts(each, lost));
    const set = { type: 'assert-set', threshold: check.threshold, ...weight, assert: inside };
    return inside.length === 0 ? [] : [withoutEmpty(set)];
  }
  const made = assertOf(check);
  if (!made) {
    lost.push(`The check "${check.name}" (${check.kind}) was left out.`);
    return [];
  }
  if (check.kind === 'toolCalls') lost.push(NAMES_ALONE);
  const { type, ...rest } = made;
  return [{ type: 'not' in check && check.not ? `not-${String(type)}` : type, ...rest, ...weight }];
}

/** A template that uses a name the case does not have is unchanged. */
function filled(check: Check, inputs: Case['inputs']): Check {
  if (check.kind === 'set')
    return { ...check, checks: check.checks.map((each) => filled(each, inputs)) };
  return check.kind !== 'notRun' && canFill(check, inputs) ? fillCheck(check, inputs) : check;
}

/** promptfoo compares only the names of tools. Null if nothing is called. */
function namesAssert(expected: string, least = 1): Record<string, unknown> | null {
  const names = [...new Set(readToolCalls(expected)?.map(({ name }) => name))];
  return names.length === 0 ? null : { type: 'tool-call-f1', value: names, threshold: least };
}

function assertOf(check: SingleCheck): Record<string, unknown> | null {
  switch (check.kind) {
    case 'equals':
      return { type: 'equals', value: check.value };
    case 'json':
      return { type: 'equals', value: parsed(check.value) };
    case 'contains':
      return { type: check.matchCase ? 'contains' : 'icontains', value: check.value };
    case 'startsWith':
      return check.matchCase
        ? { type: 'starts-with', value: check.value }
        : { type: 'regex', value: `(?i)^${literalPattern(check.value)}` };
    case 'endsWith':
      return {
        type: 'regex',
        value: `${check.matchCase ? '' : '(?i)'}${literalPattern(check.value)}$`,
      };
    case 'containsAll':
      return { type: check.matchCase ? 'contains-all' : 'icontains-all', value: check.values };
    case 'containsAny':
      return { type: check.matchCase ? 'contains-any' : 'icontains-any', value: check.values };
    case 'regex':
      return { type: 'regex', value: check.value };
    case 'isJson':
      return withoutEmpty({ type: 'is-json', value: check.schema });
    case 'containsJson':
      return withoutEmpty({ type: 'contains-json', value: check.schema });
    case 'levenshtein':
      return { type: 'levenshtein', value: check.value, threshold: check.most };
    case 'wordCount':
      return { type: 'word-count', value: withoutEmpty({ min: check.least, max: check.most }) };
    case 'latency':
    case 'cost':
    case 'perplexity':
      return { type: check.kind, threshold: check.most };
    case 'finishReason':
      return { type: 'finish-reason', value: check.value };
    case 'refusal':
      return { type: 'is-refusal' };
    case 'toolNames':
      return { type: 'tool-call-f1', value: check.values, threshold: check.least };
    case 'similar':
      return { type: 'similar', value: oneOrMore(check.values), threshold: check.least };
    case 'validToolCalls':
      return { type: 'is-valid-openai-tools-call' };
    case 'toolCalls':
      return namesAssert(check.value, check.least);
    case 'rubric':
      return withoutEmpty({ type: 'llm-rubric', value: check.value, threshold: check.least });
    case 'notRun':
      return null;
  }
}

const oneOrMore = (values: readonly string[]) => (values.length === 1 ? values[0] : values);

/** A check's value parsed as JSON, or unchanged if it is not JSON. */
function parsed(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}

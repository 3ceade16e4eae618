/** What can be checked of the answer a run ends with: not its calls, and nothing that another model must be asked for. */

import type { Check } from '../../prompt/checks/check.js';
import type { Case, Prompt } from '../../prompt/prompt.js';
import { isToolCalls, readToolCalls, type ToolCall } from '../../text/toolCalls.js';

const NOT_OF_TEXT: readonly Check['kind'][] = ['rubric', 'similar', 'toolCalls', 'validToolCalls'];

const isOfText = (check: Check): boolean =>
  check.kind === 'set' ? check.checks.every(isOfText) : !NOT_OF_TEXT.includes(check.kind);

/** With these checks alone. */
export const forAnswers = <T extends Partial<Pick<Prompt, 'checks'>>>(of: T): T =>
  of.checks ? { ...of, checks: of.checks.filter(isOfText) } : of;

/** Expected calls are no expected answer. */
export const withAnswerAlone = (of: Case): Case =>
  of.expected !== null && isToolCalls(of.expected) ? { ...of, expected: null } : of;

/** The calls that lead to the answer: as the case says, or where what it expects are calls. Null: nobody said. */
export function expectedCalls({ trajectory, expected }: Case): readonly ToolCall[] | null {
  if (trajectory) return trajectory;
  return expected !== null && isToolCalls(expected) ? readToolCalls(expected) : null;
}

/** Instructions that no rule can check, graded by a judge where the prompt allows one: as it is written, and nowhere else. */

import { meanOrNull } from '../../numbers/describe.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import type { GradedCheck } from '../../prompt/checks/check.js';
import type { Prompt } from '../../prompt/prompt.js';
import type { CompletedOutcome } from '../../run/outcome.js';
import { withoutMarker, type Instruction } from '../../variants/instructions/instructions.js';
import { ORIGINAL } from '../../variants/makeVariants.js';

/** The prompt with no other check than these, so that nothing else is graded either. */
export const gradedPrompt = (prompt: Prompt, instructions: readonly Instruction[]): Prompt => ({
  ...prompt,
  cases: prompt.cases.map(({ checks: _, ...tested }) => tested),
  checks:
    prompt.settings.judge === true
      ? instructions.filter(({ checks }) => checks.length === 0).map(rubricOf)
      : [],
});

const rubricOf = ({ id, text }: Instruction): GradedCheck => ({
  kind: 'rubric',
  name: id,
  value: `The answer follows this instruction, or the instruction does not apply to it: ${withoutMarker(text)}`,
  variants: [ORIGINAL],
});

/** Mean grade of an instruction over cases, in [0,1]; null where none was given. */
export const gradeOf = (id: string, outcomes: readonly CompletedOutcome[]): number | null =>
  meanOrNull([
    ...meansByCase(
      outcomes,
      ({ grades = [] }) => grades.find(({ check }) => check === id)?.score ?? null,
    ).values(),
  ]);

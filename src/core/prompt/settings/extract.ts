/** `extract:` of the `sensitivity` block: one rule that finds the answer in what the model writes. */

import * as z from 'zod';
import { groupsIn, patternProblem } from '../../text/pattern.js';

const RULES = ['regex', 'json', 'lastLine', 'after'] as const;

/** An expression whose first group is the answer. */
const pattern = z.string().superRefine((expression, context) => {
  const problem =
    patternProblem(expression) ??
    (groupsIn(expression) > 0
      ? null
      : 'the expression needs a group around the answer, for instance `Label: (\\w+)`');
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** `label`, `result.label`, `items[0].name`, `["a.b"]`, also after a `$.`. */
const jsonPath = z
  .string()
  .regex(
    /^(?:\$\.?)?(?:[^.[\]]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])(?:\.[^.[\]]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*$/,
    'expected a path like label, result.label or items[0].name',
  );

export const extractSchema = z
  .strictObject({
    /** The first group of the last match. */
    regex: pattern.optional(),
    /** A path in the JSON of the answer. */
    json: jsonPath.optional(),
    /** The last line that is not empty. */
    lastLine: z.literal(true).optional(),
    /** What follows the last place where this text stands. */
    after: z.string().min(1).optional(),
  })
  .refine(
    (rules) => RULES.filter((rule) => rules[rule] !== undefined).length === 1,
    `expected exactly one of ${RULES.join(', ')}`,
  );

export type Extract = z.infer<typeof extractSchema>;

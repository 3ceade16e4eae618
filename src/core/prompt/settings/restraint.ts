/** When a prompt's answers are not to be used: measured by the restraint study, and exported for the program that asks. */

import * as z from 'zod';

export const RESTRAINT_ACTIONS = ['abstain', 'clarify', 'fallback', 'human', 'cancel'] as const;
const action = z
  .enum(RESTRAINT_ACTIONS)
  .optional()
  .describe('What to do instead of answering. Default: `abstain`.');

export const POLICY_RULES = ['personal-data', 'secrets', 'injection'] as const;

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text, 'iu');
    return true;
  } catch {
    return false;
  }
};

export const restraintSchema = z.strictObject({
  confidence: z
    .strictObject({
      min: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe('Hold back below this confidence. Default: the one found.'),
      risk: z
        .number()
        .gt(0)
        .lt(1)
        .optional()
        .describe('The share of wrong answers to aim at. Default: 0.1.'),
      action,
    })
    .optional()
    .describe('Hold back answers the model is not sure of.'),
  context: z
    .strictObject({
      require: z.array(z.string().min(1)).min(1).describe('Variables that must not be empty.'),
      action,
    })
    .optional()
    .describe('Hold back where what the answer rests on is missing.'),
  policy: z
    .array(
      z.union(
        [
          z.enum(POLICY_RULES),
          z.strictObject({
            pattern: z.string().min(1).refine(isPattern, { error: 'not a regular expression' }),
            action,
          }),
          z.strictObject({ rule: z.enum(POLICY_RULES), action }),
        ],
        {
          error: `expected ${POLICY_RULES.join(', ')}, or a map with \`rule\` or \`pattern\`, and \`action\``,
        },
      ),
    )
    .optional()
    .describe(
      'What inputs must not hold: personal-data, secrets, injection, or a pattern of your own.',
    ),
  goal: z
    .strictObject({ statement: z.string().min(1), action })
    .optional()
    .describe('What the prompt is for. Requests that pull against it are held back.'),
  cost: z
    .strictObject({
      tokens: z.int().positive().optional(),
      usd: z.number().positive().optional(),
      action,
    })
    .optional()
    .describe('Hold back where a call would cost more.'),
  human: z
    .strictObject({
      when: z.array(z.enum(['confidence', 'context', 'policy', 'goal', 'cost'])).min(1),
    })
    .optional()
    .describe('Gates after which a person decides, whatever their own action.'),
});
export type RestraintSettings = z.infer<typeof restraintSchema>;

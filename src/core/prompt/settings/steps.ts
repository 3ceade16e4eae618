/** What the tools answer in a run of several steps: by example, by rule, or as recorded; and which faults they have. */

import * as z from 'zod';
import { patternProblem } from '../../text/pattern.js';

export const TOOL_FAULTS = ['timeout', 'error', 'empty', 'wrong-type'] as const;
export type ToolFault = (typeof TOOL_FAULTS)[number];

const pattern = z.string().superRefine((text, context) => {
  const problem = patternProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

export const toolMockSchema = z
  .strictObject({
    tool: z.string().min(1),
    with: z.record(z.string(), z.unknown()).optional().describe('The exact arguments it answers.'),
    match: z.record(z.string(), pattern).optional().describe('RE2 patterns its arguments match.'),
    output: z.unknown().optional(),
    error: z.string().min(1).optional(),
  })
  .refine(
    (mock) => ('output' in mock && mock.output !== undefined) !== (mock.error !== undefined),
    'a mock needs `output` or `error`, and not both',
  )
  .refine(
    (mock) => mock.with === undefined || mock.match === undefined,
    'a mock takes `with` or `match`, not both',
  );
export type ToolMock = z.infer<typeof toolMockSchema>;

export const DEFAULT_MAX_STEPS = 8;

export const stepsSchema = z.strictObject({
  mocks: z
    .union(
      [z.string().min(1), z.array(toolMockSchema)],
      'expected a list of mocks, or the name of a file of them',
    )
    .optional()
    .describe('What tools answer: a list, or the name of a file of mocks or recorded calls.'),
  faults: z
    .array(z.enum(TOOL_FAULTS))
    .optional()
    .describe('Faults to give to a tool. Default: all four.'),
  max: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe(`Max model calls of one run. Default: ${DEFAULT_MAX_STEPS}.`),
  final: z.string().min(1).optional().describe('The tool whose call is the answer.'),
});
export type StepsSettings = z.infer<typeof stepsSchema>;

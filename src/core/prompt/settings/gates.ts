/** Limits on metrics, as files write them. */

import * as z from 'zod';
import { GATE_NAMES, gateRange } from '../../metrics/metricTable.js';
import { didYouMean } from '../../text/nearest.js';

const bound = z.number();
export const gate = z
  .strictObject({
    max: bound.optional().describe('Fails when the whole interval is above it.'),
    min: bound.optional().describe('Fails when the whole interval is below it.'),
    mode: z
      .enum(['point'])
      .optional()
      .describe('`point` compares the value alone. Default: its interval.'),
  })
  .refine((limits) => limits.max !== undefined || limits.min !== undefined, {
    message: 'a gate needs max, min, or both',
  });

const gateName = z
  .string()
  .refine((name) => GATE_NAMES.includes(name))
  .meta({ enum: GATE_NAMES });
const GATES_PEOPLE_SET = ' Common ones are accuracy, excess and confidence.';
export const gates = z
  .record(gateName, gate, {
    error: ({ code, input }) =>
      code === 'invalid_key'
        ? `unknown metric.${didYouMean(String(input), GATE_NAMES) || GATES_PEOPLE_SET}`
        : undefined,
  })
  .superRefine((named, context) => {
    for (const [name, limits] of Object.entries(named)) {
      const [low, high] = gateRange(name);
      for (const limit of ['max', 'min'] as const) {
        const value = limits[limit];
        if (value === undefined || (value >= low && value <= high)) continue;
        context.addIssue({
          code: 'custom',
          path: [name, limit],
          message: high === Infinity ? `is at least ${low}` : `lies between ${low} and ${high}`,
        });
      }
    }
  });

export type Gate = z.infer<typeof gate>;

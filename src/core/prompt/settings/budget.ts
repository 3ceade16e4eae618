import * as z from 'zod';

export const budgetSchema = z.strictObject({
  calls: z.int().positive().optional().describe('Max HTTP requests, including retries.'),
  tokens: z.int().positive().optional().describe('Max tokens, sent and received.'),
  usd: z.number().positive().optional().describe('Max cost in US dollars.'),
  minutes: z
    .number()
    .positive()
    .optional()
    .describe('Minutes after which no further call is sent.'),
  confirmAboveUsd: z
    .number()
    .min(0)
    .optional()
    .describe('A run that may cost more US dollars than this asks first.'),
});

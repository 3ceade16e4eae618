/** `risk.yml` beside the prompts: what they are for, what can go wrong, and who answers for it. */

import * as z from 'zod';
import type { Problem } from '../../prompt/prompt.js';
import { readShape, readYaml } from '../../prompt/yaml/yamlSource.js';

const LEVELS = ['low', 'medium', 'high'] as const;

const riskSchema = z.strictObject({
  id: z.string().min(1),
  description: z.string().min(1),
  /** Who is harmed. */
  harmed: z.string().optional(),
  likelihood: z.enum(LEVELS).optional(),
  impact: z.enum(LEVELS).optional(),
  owner: z.string().optional(),
  mitigation: z.string().optional(),
});

export const riskFileSchema = z.strictObject({
  purpose: z.string().min(1),
  users: z.string().optional(),
  expected: z.array(z.string()).optional(),
  unacceptable: z.array(z.string()).optional(),
  risks: z.array(riskSchema).default([]),
  thresholds: z
    .array(
      z.strictObject({
        metric: z.string().min(1),
        min: z.number().optional(),
        max: z.number().optional(),
        justification: z.string().optional(),
      }),
    )
    .default([]),
  reviewers: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        date: z.iso.date('expected a date such as 2026-11-27'),
      }),
    )
    .default([]),
});
export type RiskFile = z.infer<typeof riskFileSchema>;

/** `risk` is null where the file has errors; each problem has a line and column. */
export function parseRiskFile(text: string): { risk: RiskFile | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { risk: null, problems };
  return {
    risk: readShape(yaml, riskFileSchema, { at: [], value: yaml.value ?? {}, problems }),
    problems,
  };
}

/** Cases suggested by a model, kept until they are approved or rejected: `.plumbline/cases/<prompt>.yml`. */

import { parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { UserError } from '../../errors.js';
import type { Problem } from '../../prompt/prompt.js';
import { readShape, readYaml } from '../../prompt/yaml/yamlSource.js';
import { CASE_KINDS, type SuggestedCase } from './suggestCases.js';
import { worded } from '../../say/worded.js';

export const proposedCaseSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(CASE_KINDS),
  status: z.enum(['pending', 'approved', 'rejected']),
  inputs: z.record(z.string(), z.string()),
});

const proposedSchema = z.strictObject({
  version: z.literal(1),
  prompt: z.string(),
  cases: z.array(proposedCaseSchema),
});

export type ProposedCases = z.infer<typeof proposedSchema>;
export type ProposedCase = z.infer<typeof proposedCaseSchema>;

/** Reads the suggested cases of a prompt. `proposed` is null if the file has errors, which are in `problems`. */
export function parseProposed(text: string): {
  proposed: ProposedCases | null;
  problems: readonly Problem[];
} {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { proposed: null, problems };
  const proposed = readShape(yaml, proposedSchema, { at: [], value: yaml.value, problems });
  return { proposed, problems };
}

/** The file's text with additional suggestions, all pending. */
export function keepProposals(
  path: string,
  kept: ProposedCases | null,
  suggested: readonly SuggestedCase[],
): string {
  const before = kept?.cases ?? [];
  const highest = Math.max(
    0,
    ...before.map(({ id }) => Number(/^suggested-(\d+)$/.exec(id)?.[1] ?? 0)),
  );
  const added = suggested.map(({ kind, inputs }, index): ProposedCase => ({
    id: `suggested-${highest + index + 1}`,
    kind,
    status: 'pending',
    inputs: { ...inputs },
  }));
  const file: ProposedCases = { version: 1, prompt: path, cases: [...before, ...added] };
  return stringify(file, { lineWidth: 110 });
}

/** The file's text after a decision; comments are kept. Throws `UserError` for a case that is not pending. */
export function decideOnCases(
  text: string,
  ids: readonly string[],
  status: 'approved' | 'rejected',
): string {
  const { proposed } = parseProposed(text);
  const document = parseDocument(text);
  for (const id of ids) {
    const index = proposed?.cases.findIndex((each) => each.id === id) ?? -1;
    const found = proposed?.cases[index];
    if (!found) {
      const pending = proposed?.cases.filter((each) => each.status === 'pending') ?? [];
      const known = pending.map((each) => each.id).join(', ') || worded`none`;
      throw new UserError(worded`Unknown suggested case ${id}. Pending: ${known}.`);
    }
    if (found.status !== 'pending')
      throw new UserError(
        found.status === 'approved'
          ? worded`${id} is approved already.`
          : worded`${id} is rejected already.`,
      );
    document.setIn(['cases', index, 'status'], status);
  }
  return document.toString({ lineWidth: 110 });
}

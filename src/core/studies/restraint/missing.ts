/**
 * Every case again with what the answer rests on taken away: a needed variable emptied, the relevant passages removed, or a second
 * passage that says something else.
 */

import { contradictedPassages } from '../../prompt/cases/contradictedPassages.js';
import { withPassages } from '../../prompt/cases/passages.js';
import type { Case, Prompt } from '../../prompt/prompt.js';

export const MISSING_KINDS = ['variable', 'passage', 'contradiction'] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

export interface MissingCase {
  readonly id: string;
  /** The case it is made from. */
  readonly of: string;
  readonly kind: MissingKind;
}

/**
 * `required`: the variables to empty; null: all that the prompt needs and the case has. Passages change where the case says
 * which ones hold the answer.
 */
export function missingCases(
  { cases, variables }: Pick<Prompt, 'cases' | 'variables'>,
  required: readonly string[] | null,
): { readonly cases: Case[]; readonly made: MissingCase[] } {
  const wanted = required ?? variables.filter((each) => each.required).map(({ name }) => name);
  const found = cases.flatMap((each) => [
    ...wanted
      .filter((name) => (each.inputs[name] ?? '').trim() !== '')
      .map((name) => ({
        made: { id: `${each.id} without ${name}`, of: each.id, kind: 'variable' as MissingKind },
        inputs: { ...each.inputs, [name]: '' },
      })),
    ...otherPassages(each, cases),
  ]);
  return {
    cases: found.map(({ made: { id }, inputs }) => ({ id, inputs, expected: null, range: null })),
    made: found.map(({ made }) => made),
  };
}

/** A case without any passage left is the one with its variable emptied. */
function otherPassages(each: Case, cases: readonly Case[]) {
  const { id, contexts = [], relevant = [] } = each;
  const others = contexts.filter((passage) => !relevant.includes(passage.id));
  const contradicted = contradictedPassages(each, cases);
  return [
    ...(others.length > 0 && others.length < contexts.length
      ? [{ kind: 'passage' as MissingKind, name: 'its relevant passages', passages: others }]
      : []),
    ...(contradicted
      ? [{ kind: 'contradiction' as MissingKind, name: null, passages: contradicted }]
      : []),
  ].map(({ kind, name, passages }) => ({
    made: {
      id: name ? `${id} without ${name}` : `${id} with contradicting passages`,
      of: id,
      kind,
    },
    inputs: withPassages(each, passages).inputs,
  }));
}

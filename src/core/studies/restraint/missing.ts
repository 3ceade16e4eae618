/** Every case again with what the answer rests on taken away: a needed variable emptied. */

import type { Case, Prompt } from '../../prompt/prompt.js';

export interface MissingCase {
  readonly id: string;
  /** The case it is made from, and the variable that is empty in it. */
  readonly of: string;
  readonly variable: string;
}

/** `required`: the variables to take away; null: all that the prompt needs and the case has. */
export function missingCases(
  { cases, variables }: Pick<Prompt, 'cases' | 'variables'>,
  required: readonly string[] | null,
): { readonly cases: Case[]; readonly made: MissingCase[] } {
  const wanted = required ?? variables.filter((each) => each.required).map(({ name }) => name);
  const found = cases.flatMap((each) =>
    wanted
      .filter((variable) => (each.inputs[variable] ?? '').trim() !== '')
      .map((variable) => ({ each, variable, id: `${each.id} without ${variable}` })),
  );
  return {
    cases: found.map(({ each, variable, id }) => ({
      ...{ id, expected: null, range: each.range },
      inputs: { ...each.inputs, [variable]: '' },
    })),
    made: found.map(({ each, variable, id }) => ({ id, of: each.id, variable })),
  };
}

/** How much the likelihood of one and the same answer depends on the wording it follows (METRICS 3; Chatterjee et al. 2024). */

import { mean } from '../../numbers/describe.js';

/** Of one case: the log probability of each wording's answer (column) after each wording (row), in nats, and the tokens of each. */
export interface Likelihood {
  readonly logprobs: readonly (readonly (number | null)[])[];
  readonly tokens: readonly number[];
}

/** Nats per token; null where no pair of wordings is known. */
export function posixOf({ logprobs, tokens }: Likelihood): number | null {
  const differences = logprobs.flatMap((row, under) =>
    row.flatMap((there, of) => {
      const own = logprobs[of]?.[of] ?? null;
      const length = tokens[of] ?? 0;
      if (under === of || there === null || own === null || length === 0) return [];
      return [Math.abs(there - own) / length];
    }),
  );
  return differences.length === 0 ? null : mean(differences);
}

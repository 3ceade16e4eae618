import type { Answer } from '../../answers/answer.js';
import { mean } from '../../numbers/describe.js';
import { absent, meanInterval, present, type Metric } from './metric.js';

/**
 * How much the likelihood of one and the same answer depends on the wording it follows, in nats per token, 0 and up
 * (Chatterjee et al., POSIX, Findings of EMNLP 2024; the paper's formula, not its code, which divides by another length).
 * Needs each answer's log probability under the other wordings: no chat endpoint tells, a server that reads a given text does.
 */
export const posix: Metric = {
  id: 'posix',
  score(context) {
    const { grid, variants } = context.scope;
    const known = context.outputs.filter(({ likelihoods }) => likelihoods !== undefined);
    if (known.length === 0) return absent(context, 'no-logprobs');
    const values = grid.rows.flatMap((row) => {
      const answers = variants.flatMap((variant) => row.cell(variant));
      const differences = answers.flatMap((answer) => differencesOf(answer, variants));
      return differences.length === 0 ? [] : [mean(differences)];
    });
    if (values.length === 0) return absent(context, 'empty');
    const empty = known.filter(({ likelihoods }) => likelihoods?.tokens === 0).length;
    return present(context, mean(values), {
      n: values.length,
      of: 'cases',
      ...meanInterval(values, context),
      config: {
        unit: 'nats per token',
        emptyAnswersDropped: empty,
        ...repoCompat(grid.rows.map((row) => variants.flatMap((id) => row.cell(id).slice(0, 1)))),
      },
    });
  },
};

/** One for each other wording whose likelihood is known; none for an answer without tokens. */
function differencesOf({ variant, likelihoods }: Answer, variants: readonly string[]): number[] {
  const own = likelihoods?.byVariant[variant];
  if (!likelihoods || likelihoods.tokens === 0 || own === undefined) return [];
  return variants.flatMap((other) => {
    const there = likelihoods.byVariant[other];
    return other === variant || there === undefined
      ? []
      : [Math.abs(there - own) / likelihoods.tokens];
  });
}

/** What the code of the paper divides by, whatever the length of the answer. */
const MAX_NEW_TOKENS = 5;

/**
 * The number the paper's code gives, for whoever wants to meet its tables: other answers under one wording, where the formula
 * has one answer under other wordings, over a fixed length (METRICS 3.2). The first answer of each wording.
 */
function repoCompat(rows: readonly (readonly Answer[])[]): { repoCompat?: number } {
  const values = rows.flatMap((answers) => {
    const differences = answers.flatMap(({ variant: under, likelihoods }) => {
      const own = likelihoods?.byVariant[under];
      return answers.flatMap((other) => {
        const there = other.likelihoods?.byVariant[under];
        return other.variant === under || own === undefined || there === undefined
          ? []
          : [Math.abs(there - own) / MAX_NEW_TOKENS];
      });
    });
    return differences.length === 0 ? [] : [mean(differences)];
  });
  return values.length === 0 ? {} : { repoCompat: mean(values) };
}

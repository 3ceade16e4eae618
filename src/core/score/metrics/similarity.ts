/**
 * How alike the answers to one case are in different wordings. The whole value is the mean over pairs of wordings, then over
 * cases; the same between repeats of one wording stands beside it as `noiseFloor`, for a similarity says little alone.
 */

import { randomFrom } from '../../random.js';
import { oncePerScope, outputsOf } from '../grid.js';
import type { Observation } from '../observation.js';
import { meanOrNull } from '../statistics/describe.js';
import { crossPairs, withinPairs, type Pair } from '../statistics/pairSample.js';
import { textSimilarity, type TextSimilarity } from '../textSimilarity.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

type Kind = keyof TextSimilarity;

/** Null where no pair of the case can be compared that way. */
type Means = Readonly<Record<Kind, number | null>>;

interface CaseSimilarity {
  readonly cross: Means | null;
  readonly within: Means | null;
}

interface Similarities {
  /** Of the cases that were compared. */
  readonly cases: readonly CaseSimilarity[];
  /** What was left out where comparing everything would take too long. */
  readonly sampled: { readonly sampledPairsPerCase?: number; readonly sampledCases?: number };
}

/** What comparing two texts costs, in characters: running along both, and the table of edits between them. */
const costOf = (length: number) => 30 + length + (length * length) / 3000;
/** A quarter of a second on a slow machine: the panel scores again and again while a run goes on. */
const AFFORDABLE = 500_000;
const MOST_PAIRS = 400;
/** However long the texts, so many cases are compared. */
const FEWEST = 20;

/** All similarities at once, since they share most of the work. */
const similaritiesOf = oncePerScope((scope): Similarities => {
  const outputs = outputsOf(scope);
  const characters = outputs.reduce((total, { text }) => total + text.length, 0);
  const each = costOf(characters / outputs.length);
  const affordable = Math.max(1, Math.floor(AFFORDABLE / (2 * each)));
  const { cases } = scope.grid;
  const most = Math.max(1, Math.min(MOST_PAIRS, Math.floor(affordable / cases.length)));
  const chosen =
    cases.length <= affordable
      ? cases
      : randomFrom('similarity', 'cases').shuffle(cases).slice(0, Math.max(FEWEST, affordable));
  const compare = textSimilarity({ json: scope.task.distance === 'json' });
  let fewer = false;
  const found = chosen.map((caseId): CaseSimilarity => {
    const members: Observation[] = [];
    const groups = scope.variants.map((variant) =>
      scope.grid.cell(caseId, variant).map((output) => members.push(output) - 1),
    );
    const random = randomFrom('similarity', caseId);
    const cross = crossPairs(groups, { most, random });
    const within = withinPairs(groups, { most, random });
    fewer ||= cross.length < crossCount(groups);
    const over = (pairs: readonly Pair[]) => meansOver(pairs, members, compare);
    return { cross: over(cross), within: over(within) };
  });
  return {
    cases: found,
    sampled: {
      ...(fewer ? { sampledPairsPerCase: most } : {}),
      ...(chosen.length < cases.length ? { sampledCases: chosen.length } : {}),
    },
  };
});

function crossCount(groups: readonly (readonly number[])[]): number {
  const all = groups.reduce((total, { length }) => total + length, 0);
  return (all ** 2 - groups.reduce((total, { length }) => total + length ** 2, 0)) / 2;
}

const KINDS: readonly Kind[] = [
  'exact',
  'f1',
  'bleu',
  'rouge1',
  'rouge2',
  'rougeL',
  'chrf',
  'levenshtein',
  'json',
];

function meansOver(
  pairs: readonly Pair[],
  members: readonly Observation[],
  compare: (a: string, b: string) => TextSimilarity,
): Means | null {
  if (pairs.length === 0) return null;
  const sums = KINDS.map(() => 0);
  const weights = KINDS.map(() => 0);
  for (const { a, b, weight } of pairs) {
    const found = compare(members[a]?.text ?? '', members[b]?.text ?? '');
    KINDS.forEach((kind, index) => {
      const value = found[kind];
      if (value === null) return;
      sums[index] = (sums[index] as number) + weight * value;
      weights[index] = (weights[index] as number) + weight;
    });
  }
  const means = KINDS.map((kind, index) => {
    const weight = weights[index] as number;
    return [kind, weight === 0 ? null : (sums[index] as number) / weight];
  });
  return Object.fromEntries(means) as Means;
}

/** BLEU and chrF are printed out of 100, as everybody does. */
function similarity(kind: Kind, scale: 1 | 100 = 1): Metric {
  return {
    id: `similarity.${kind}`,
    needs: kind === 'json' ? ['json', 'variants'] : ['variants'],
    score(context) {
      const { cases, sampled } = similaritiesOf(context.scope);
      const values = cases.flatMap(({ cross }) => cross?.[kind] ?? []);
      const value = meanOrNull(values);
      if (value === null) return absent(context, kind.startsWith('rouge') ? 'no-words' : 'empty');
      const { ci, ...method } = rateInterval(value, values, context);
      const floor = meanOrNull(cases.flatMap(({ within }) => within?.[kind] ?? []));
      return present(context, value * scale, {
        n: values.length,
        of: 'cases',
        ...method,
        ...(ci ? { ci: [ci[0] * scale, ci[1] * scale] as const } : {}),
        ...(floor === null ? {} : { noiseFloor: floor * scale }),
        config: { scale, ...sampled },
      });
    },
  };
}

export const similarityMetrics: readonly Metric[] = [
  similarity('exact'),
  similarity('f1'),
  similarity('bleu', 100),
  similarity('rouge1'),
  similarity('rouge2'),
  similarity('rougeL'),
  similarity('chrf', 100),
  similarity('levenshtein'),
  similarity('json'),
];

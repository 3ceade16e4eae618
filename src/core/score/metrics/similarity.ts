/**
 * How alike the answers to one case are in different wordings. The whole value is the mean over pairs of wordings, then over
 * cases; the same between repeats of one wording stands beside it as `noiseFloor`, for a similarity says little alone.
 */

import { randomFrom } from '../../numbers/random.js';
import { hashInt } from '../../text/hash.js';
import { outputsOf, type Scope } from '../grid.js';
import type { Answer } from '../../answers/answer.js';
import { memoise } from '../../text/memoise.js';
import type { CaseRow } from '../caseRow.js';
import { meanOrNull } from '../../numbers/describe.js';
import { crossPairs, withinPairs, type Pair } from '../statistics/pairSample.js';
import { textSimilarity, type TextSimilarity } from '../textSimilarity.js';
import { absent, present, rateInterval, type Metric } from './metric.js';

type Kind = keyof TextSimilarity;

/** Null where no pair of the case can be compared that way. */
type Means = Readonly<Record<Kind, number | null>>;

interface CaseSimilarity {
  readonly cross: Means | null;
  readonly within: Means | null;
  /** Not all pairs were compared. */
  readonly fewer: boolean;
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
const MAX_PAIRS = 400;
/** However long the texts, so many cases are compared. */
const MIN_ROWS = 20;

/** All similarities at once, since they share most of the work. */
const similaritiesOf = memoise((scope: Scope): Similarities => {
  const outputs = outputsOf(scope);
  const characters = outputs.reduce((total, { text }) => total + text.length, 0);
  const each = costOf(characters / outputs.length);
  const affordable = Math.max(1, Math.floor(AFFORDABLE / (2 * each)));
  const { rows } = scope.grid;
  const most = powerOfTwo(Math.max(1, Math.min(MAX_PAIRS, affordable / rows.length)));
  const chosen = rows.length <= affordable ? rows : someOf(rows, Math.max(MIN_ROWS, affordable));
  const compare = textSimilarity({ json: scope.task.distance === 'json' });
  const found = chosen.map((row) => caseSimilarity(row, scope, { most, compare }));
  return {
    cases: found,
    sampled: {
      ...(found.some(({ fewer }) => fewer) ? { sampledPairsPerCase: most } : {}),
      ...(chosen.length < rows.length ? { sampledCases: chosen.length } : {}),
    },
  };
});

/** Changes seldom while cases are added, so that the same pairs are compared and need not be compared again. */
const powerOfTwo = (limit: number) => 2 ** Math.floor(Math.log2(limit));

/** By a number of each row's own, so that one more row changes the choice by one row at most. */
function someOf(rows: readonly CaseRow[], most: number): readonly CaseRow[] {
  const ranked = [...rows].sort((a, b) => placeOf(a) - placeOf(b));
  const chosen = new Set(ranked.slice(0, most));
  return rows.filter((row) => chosen.has(row));
}

const placeOf = memoise(({ id }: CaseRow) => hashInt(id));

/** What was compared last in each row. */
const COMPARED = new WeakMap<
  CaseRow,
  { readonly how: string; readonly similarity: CaseSimilarity }
>();

function caseSimilarity(
  row: CaseRow,
  { variants, task }: Scope,
  { most, compare }: { most: number; compare: ReturnType<typeof textSimilarity> },
): CaseSimilarity {
  const how = [most, task.distance, ...variants].join('\n');
  const known = COMPARED.get(row);
  if (known?.how === how) return known.similarity;
  const members: Answer[] = [];
  const groups = variants.map((variant) =>
    row.cell(variant).map((output) => members.push(output) - 1),
  );
  const random = randomFrom('similarity', row.id);
  const cross = crossPairs(groups, { most, random });
  const within = withinPairs(groups, { most, random });
  const over = (pairs: readonly Pair[]) => meansOver(pairs, members, compare);
  const fewer = cross.length < crossCount(groups);
  const similarity = { cross: over(cross), within: over(within), fewer };
  COMPARED.set(row, { how, similarity });
  return similarity;
}

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
  members: readonly Answer[],
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

/** Prompt and candidate on the same case, over the wordings both were asked in. */

import { isAnswered, type Answer } from '../../answers/answer.js';
import { readAnswers } from '../../answers/readAnswers.js';
import { shapeOfRun } from '../../answers/shapeOfAnswers.js';
import { mean, meanOrNull } from '../../numbers/describe.js';
import { costOf, totalTokens } from '../../plan/callEstimate.js';
import { completedOf } from '../../run/accounting.js';
import type { RunResult } from '../../run/runPlan.js';
import { confidenceTier } from '../../score/confidenceTier.js';
import { answerDistances, scoreDistances, type OutputDistances } from '../../score/distance.js';
import { accuracyOf } from '../../score/metrics/metric.js';
import type { AnswerDistance } from '../../score/scoreInput.js';
import { energyOf } from '../../score/statistics/energy.js';
import { isOneAnswer } from './oneAnswer.js';
import type { RepairDesign } from './repairDesign.js';
import { AS_IT_IS, placeOf } from './wordings.js';

/** What is known of one prompt on one case; null where it cannot be computed. */
export interface CaseFigures {
  /** Mean score, in [0,1]. */
  readonly accuracy: number | null;
  /** Wording effect beyond noise (METRICS 12.3), in [-1,1]. */
  readonly effect: number | null;
  /** In [0,1]. */
  readonly confidence: number | null;
  /** Mean tokens of a call, prompt and answer. */
  readonly tokens: number | null;
}

export interface PairedCase {
  readonly case: string;
  /** The prompt as it is. */
  readonly a: CaseFigures;
  readonly b: CaseFigures;
  /** Wordings both were asked in, and repeats of the fullest cell. */
  readonly P: number;
  readonly R: number;
}

interface Given {
  readonly answer: Answer;
  readonly confidence: number | null;
  readonly tokens: number | null;
}
type Cells = ReadonlyMap<string, readonly Given[]>;

/** What a run has shown so far. */
export interface RepairRun {
  /** Whether any answer was scored. */
  readonly gold: boolean;
  readonly distance: AnswerDistance;
  /** Answers of the prompt as it is, of all rounds. */
  readonly original: readonly Answer[];
  /** One for each case both were asked in two wordings or more; `AS_IT_IS` pairs the prompt with itself. */
  pairs(candidate: string): readonly PairedCase[];
  /** Whether it answers the same to nearly every case (see `isOneAnswer`). */
  isOneAnswer(candidate: string): boolean;
}

/** `distance`: what answers are compared by where nothing says what is right. */
export function readRun(
  { prompt, price }: Pick<RepairDesign, 'prompt' | 'price'>,
  results: readonly RunResult[],
  given?: AnswerDistance,
): RepairRun {
  const all = results.flatMap(({ outcomes }) => outcomes);
  const shape = shapeOfRun(prompt, all);
  const distance = given === undefined || given === 'embedding' ? shape.kind : given;
  const reading = { shape, costOf: (usage: Parameters<typeof costOf>[0]) => costOf(usage, price) };
  const rounds = results.map(({ outcomes, deterministic }) => {
    const answers = readAnswers(outcomes, prompt, reading);
    const sure = confidenceTier(answers, shape.kind === 'label' ? shape.labels : null);
    const isOwn = sure.tier !== null && sure.tier !== 'agreement';
    const usages = completedOf(outcomes).map(({ usage }) => usage);
    const items = answers.map((answer, at): Given => {
      const usage = usages[at] ?? null;
      const tokens = usage && totalTokens(usage);
      return { answer, tokens, confidence: isOwn ? sure.of(answer) : null };
    });
    return { deterministic, answers, cells: cellsOf(items) };
  });
  const gold = rounds.some(({ answers }) => answers.some(({ score }) => score !== null));
  const measure = measureOf(gold, distance);
  const byCandidate = Map.groupBy(
    rounds.flatMap(({ answers }) => answers),
    ({ variant }) => placeOf(variant).candidate,
  );
  const original = byCandidate.get(AS_IT_IS) ?? [];
  const oneAnswer = new Set(
    [...byCandidate].flatMap(([candidate, own]) =>
      isOneAnswer(own, original, prompt.cases) ? candidate : [],
    ),
  );
  const known = new Map<string, readonly PairedCase[]>();
  const pairsWith = (candidate: string) =>
    rounds.flatMap(({ cells, deterministic }) => {
      const [own, other] = [cells.get(AS_IT_IS), cells.get(candidate)];
      return [...(own ?? [])].flatMap(([id, a]) => {
        const b = other?.get(id);
        return b ? paired(id, { a, b }, { ...measure, deterministic }) : [];
      });
    });
  return {
    ...{ gold, distance, original },
    isOneAnswer: (candidate) => oneAnswer.has(candidate),
    pairs(candidate) {
      const found = known.get(candidate) ?? pairsWith(candidate);
      known.set(candidate, found);
      return found;
    },
  };
}

/** By candidate, case and wording. */
function cellsOf(items: readonly Given[]): ReadonlyMap<string, ReadonlyMap<string, Cells>> {
  const by = Map.groupBy(items, ({ answer }) => placeOf(answer.variant).candidate);
  return new Map(
    [...by].map(([candidate, own]) => [
      candidate,
      new Map(
        [...Map.groupBy(own, ({ answer }) => answer.case)].map(([id, each]) => [
          id,
          Map.groupBy(each, ({ answer }) => placeOf(answer.variant).wording),
        ]),
      ),
    ]),
  );
}

interface Measure {
  readonly distances: OutputDistances;
  counts(answer: Answer): boolean;
}

function measureOf(gold: boolean, distance: AnswerDistance): Measure {
  if (gold) return { distances: scoreDistances, counts: ({ score }) => score !== null };
  const by = distance === 'embedding' ? 'text' : distance;
  const counts = by === 'meaning' ? (answer: Answer) => answer.byMeaning === true : isAnswered;
  return { distances: answerDistances(by), counts };
}

function paired(
  id: string,
  { a, b }: { a: Cells; b: Cells },
  measure: Measure & { readonly deterministic: boolean },
): PairedCase[] {
  const shared = [...a.keys()].filter((wording) => b.has(wording));
  if (shared.length < 2) return [];
  const over = (cells: Cells) => shared.map((wording) => cells.get(wording) ?? []);
  const [left, right] = [over(a), over(b)];
  const R = Math.max(...[...left, ...right].map(({ length }) => length));
  return [
    { case: id, a: figuresOf(left, measure), b: figuresOf(right, measure), P: shared.length, R },
  ];
}

function figuresOf(
  cells: readonly (readonly Given[])[],
  { distances, counts, deterministic }: Measure & { readonly deterministic: boolean },
): CaseFigures {
  const answers = cells.map((cell) => cell.map(({ answer }) => answer));
  const counted = answers.map((cell) => cell.filter(counts));
  const { matrix, rows } = distances(counted.flat());
  let next = 0;
  const groups = counted.map((cell) => cell.map(() => rows[next++] as number));
  const { cross, within: measured } = energyOf(matrix, groups);
  const within = deterministic && cross !== null ? 0 : measured;
  const overCells = (of: (each: Given) => number | null) =>
    meanOrNull(cells.flatMap((cell) => meanOrNull(cell.flatMap((each) => of(each) ?? [])) ?? []));
  return {
    accuracy: accuracyOf(answers),
    effect: cross === null || within === null ? null : cross - within,
    confidence: overCells(({ confidence }) => confidence),
    tokens: overCells(({ tokens }) => tokens),
  };
}

export type Figure = keyof CaseFigures;

/** The cases in which both have a figure. */
export const pairsOf = (cases: readonly PairedCase[], figure: Figure) =>
  cases.flatMap(({ a, b }) => {
    const [x, y] = [a[figure], b[figure]];
    return x === null || y === null ? [] : [{ a: x, b: y }];
  });

/** How much better a candidate is, by accuracy gained and effect lost; null where nothing can be compared. */
export function gainOf(cases: readonly PairedCase[]): number | null {
  const differenceIn = (figure: Figure) => {
    const pairs = pairsOf(cases, figure);
    return pairs.length === 0 ? null : mean(pairs.map(({ a, b }) => b - a));
  };
  const [accuracy, effect] = [differenceIn('accuracy'), differenceIn('effect')];
  return effect === null ? null : (accuracy ?? 0) - effect;
}

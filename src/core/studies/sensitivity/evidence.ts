/** What a verdict is made from, out of a plan and its scores. */

import { isAnswered } from '../../answers/answer.js';
import { isGraded } from '../../plan/graderCalls.js';
import type { Plan } from '../../plan/planRun.js';
import type { JudgeProblem, Outcome } from '../../run/outcome.js';
import { unansweredVariants } from '../../run/runNotes.js';
import type { Envelope } from '../../score/envelope.js';
import type { CaseScores, Scores } from '../../score/scoreAnswers.js';
import { casesBeyondNoise } from '../../score/casesBeyondNoise.js';
import type { AnswerDistance, ScoreInput } from '../../score/scoreInput.js';
import { furthestApart, type FurthestApart } from '../../score/furthestApart.js';
import type { ShotsComparison } from '../../score/shotsComparison.js';
import { suspectsOf, type Suspects } from '../../score/suspects.js';
import { isLeftOut } from '../../run/refusedFields.js';
import type { Note } from '../../text/note.js';
import { memoise } from '../../text/memoise.js';

export interface UnreadJudge {
  readonly unread: number;
  readonly asked: number;
  readonly example: string;
  /** What kept all of them from being read; absent where they came whole, or not all for the same reason. */
  readonly problem?: JudgeProblem;
}

export interface Evidence {
  readonly scores: Scores;
  /** How many cases the plan had. */
  readonly plannedCases: number;
  /** How often most calls were to be made. */
  readonly plannedRepeats: number;
  /** Cases of the prompt file: a run may cover some of them. */
  readonly fileCases: number;
  /** Cases the run did not finish. */
  readonly unfinishedCases: number;
  /** Calls it did not make. */
  readonly unfinishedCalls: number;
  /** A judge was asked what the answers mean. */
  readonly meaningAsked: boolean;
  /** Cases with a failed call, and with an answer that was cut off before it began. */
  readonly failedCases: number;
  readonly cutCases: number;
  /** Most of the empty answers came with reasoning beside them, though no limit cut them off. */
  readonly onlyReasoned: boolean;
  /** Every call of the prompt as written failed: there is nothing to compare the other wordings with. Absent: no. */
  readonly originalFailed?: boolean;
  /** What the answers are compared by: only labels and scores have bands. */
  readonly comparedBy: 'score' | AnswerDistance;
  /** Some scores are neither 0 nor 1. */
  readonly graded: boolean;
  /** The prompt sets its temperature to 0, and the endpoint takes it. */
  readonly temperatureZero: boolean;
  /** A model gave the scores: the bands, which come from right and wrong answers, do not apply. */
  readonly judged: boolean;
  /** Replies of the judge that could not be read, of those it gave, with the first as an example; null or absent where all could. */
  readonly unreadJudge?: UnreadJudge | null;
  /** The few-shot configurations held against each other; null or absent with one. */
  readonly fewShot?: ShotsComparison | null;
  /** Who may be behind an effect, and how many cases move beyond noise: worked out when asked for. */
  readonly suspects: () => Suspects;
  readonly movedCases: () => number;
  /** Null where answers are not compared by their words or embeddings alone, or have no other words. */
  readonly furthestApart: () => FurthestApart | null;
}

const suspectsIn = memoise(suspectsOf);

/**
 * `gold`: whether any answer of the run was scored. `outcomes`: of the run, to tell what is left of it. `notes`: on its
 * endpoint.
 */
export function evidenceOf(
  plan: Pick<Plan, 'prompt' | 'cases' | 'allCases' | 'repeats' | 'comparesMeaning'>,
  input: ScoreInput,
  {
    scores,
    gold,
    outcomes = [],
    notes = [],
    fewShot = null,
  }: {
    scores: Scores;
    gold: boolean;
    outcomes?: readonly Outcome[];
    notes?: readonly Note[];
    fewShot?: ShotsComparison | null;
  },
): Evidence {
  const { answers, distance } = input;
  const left = outcomes.filter(isLeft);
  const grades = gradesOf(outcomes);
  return {
    scores,
    plannedCases: plan.cases.length,
    plannedRepeats: plan.repeats,
    fileCases: plan.allCases.length,
    unfinishedCases: casesOf(left),
    unfinishedCalls: left.length,
    meaningAsked: plan.comparesMeaning,
    failedCases: casesOf(outcomes.filter(({ status }) => status === 'failed')),
    cutCases: casesOf(answers.filter((each) => !isAnswered(each))),
    onlyReasoned: isOnlyReasoned(outcomes),
    originalFailed: unansweredVariants(outcomes).includes(input.original),
    comparedBy: gold ? 'score' : distance,
    graded: answers.some(({ score }) => score !== null && score !== 0 && score !== 1),
    temperatureZero: plan.prompt.parameters.temperature === 0 && !isLeftOut('temperature', notes),
    judged: isGraded(plan.prompt, plan.cases) && !hasNoGrade(grades),
    unreadJudge: unreadJudge(grades),
    fewShot,
    suspects: () => suspectsIn(input),
    movedCases: () => casesBeyondNoise(input),
    furthestApart: () =>
      !gold && (distance === 'text' || distance === 'embedding') ? furthestApart(input) : null,
  };
}

function isOnlyReasoned(outcomes: readonly Outcome[]): boolean {
  const empty = outcomes.filter(
    (each) =>
      each.status === 'completed' && each.text.trim() === '' && each.finishReason !== 'length',
  );
  const reasoned = empty.filter((each) => 'reasoning' in each && Boolean(each.reasoning));
  return reasoned.length > empty.length / 2;
}

const casesOf = (of: readonly { readonly case: string }[]): number =>
  new Set(of.map((each) => each.case)).size;

const gradesOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((each) => (each.status === 'completed' ? (each.grades ?? []) : []));

type Grades = ReturnType<typeof gradesOf>;

/** Whether a judge was asked and none of its replies could be read. */
const hasNoGrade = (grades: Grades): boolean =>
  grades.length > 0 && grades.every(({ score }) => score === null);

function unreadJudge(grades: Grades): UnreadJudge | null {
  const unread = grades.filter(({ reply }) => reply !== undefined);
  const [first] = unread;
  if (first?.reply === undefined) return null;
  const asked = unread.length + grades.filter(({ score }) => score !== null).length;
  return { unread: unread.length, asked, example: first.reply, ...commonProblem(unread) };
}

/** The problem that all of these have. */
export function commonProblem(
  unread: readonly { readonly problem?: JudgeProblem }[],
): Pick<UnreadJudge, 'problem'> {
  const [first, ...others] = new Set(unread.map(({ problem }) => problem));
  return first === undefined || others.length > 0 ? {} : { problem: first };
}

/** A call that would be made if the run went on: the run did not come to it, or it failed and is asked again. */
const isLeft = (outcome: Outcome) =>
  outcome.status === 'failed'
    ? outcome.failure !== 'content-filter'
    : outcome.status === 'skipped' && !['deterministic', 'stopped-early'].includes(outcome.reason);

/** The envelope every verdict rests on. */
export const headlineEffect = ({ metrics, headline }: Scores): Envelope | undefined =>
  metrics[headline === 'pss' ? 'pss.excess' : 'divergence.excess'];

export const completeCases = (scores: Scores): readonly (CaseScores & { excess: number })[] =>
  scores.cases.filter((each): each is CaseScores & { excess: number } => each.excess !== null);

/** Shares of answers that add up to one, but for rounding. */
const ROUNDING = 1e-9;

/** Every answer that counts is empty, or nothing could be read out of it, and none passes a check. */
export function isUnreadable({ metrics }: Pick<Scores, 'metrics'>): boolean {
  const valueOf = (id: string) => metrics[id]?.value ?? 0;
  return (
    valueOf('rate.empty') + valueOf('rate.parseFail') > 1 - ROUNDING && valueOf('accuracy') === 0
  );
}

/** What people said of answers: thumbs, scores on rubrics, comments. One JSON object a line, in a file that is committed. */

import * as z from 'zod';
import { mean } from '../../numbers/describe.js';
import {
  cohenKappa,
  krippendorffAlpha,
  type RatingLevel,
} from '../../score/statistics/raterAgreement.js';
import { wilson } from '../../score/statistics/wilson.js';
import { parseJson } from '../../text/jsonDiff.js';

/** Scores on a rubric run from 1 to this. */
export const HIGHEST_SCORE = 5;

export const feedbackSchema = z.strictObject({
  /** ISO 8601. */
  at: z.string(),
  rater: z.string().min(1),
  case: z.string().min(1),
  variant: z.string().min(1),
  /** The answer that was rated: a later answer to the same case is another thing to rate. */
  answer: z.string(),
  thumb: z.enum(['up', 'down']).optional(),
  scores: z.record(z.string(), z.int().min(1).max(HIGHEST_SCORE)).optional(),
  comment: z.string().optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

export interface Agreement {
  /** `thumb`, or the name of a rubric. */
  readonly of: string;
  readonly raters: number;
  /** Answers that two people or more rated. */
  readonly shared: number;
  /** Cohen's kappa, of exactly two raters; null for another number, and where it is not defined. */
  readonly kappa: number | null;
  /** Krippendorff's alpha: nominal of thumbs, interval of scores; null where it is not defined. */
  readonly alpha: number | null;
}

export interface FeedbackSummary {
  readonly ratings: number;
  readonly raters: readonly string[];
  readonly answers: number;
  /** Share of thumbs that point up, with its 95 % Wilson interval; null without thumbs. */
  readonly thumbs: {
    readonly up: number;
    readonly of: number;
    readonly ci: readonly [number, number];
  } | null;
  /** Mean score of each rubric, 1 to 5. */
  readonly rubrics: readonly { readonly name: string; readonly mean: number; readonly n: number }[];
  readonly agreement: readonly Agreement[];
  readonly comments: readonly {
    readonly rater: string;
    readonly case: string;
    readonly comment: string;
  }[];
}

/** Lines that cannot be read are counted, not dropped in silence. */
export function parseFeedback(text: string): { feedback: Feedback[]; unreadable: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const feedback = lines.flatMap((line) => feedbackSchema.safeParse(parseJson(line)).data ?? []);
  return { feedback, unreadable: lines.length - feedback.length };
}

/** A person's last word on an answer counts; null without ratings. */
export function summariseFeedback(feedback: readonly Feedback[]): FeedbackSummary | null {
  if (feedback.length === 0) return null;
  const last = new Map(feedback.map((each) => [`${each.rater}\u0000${itemOf(each)}`, each]));
  const own = [...last.values()];
  const thumbs = own.flatMap(({ thumb }) => thumb ?? []);
  const up = thumbs.filter((thumb) => thumb === 'up').length;
  const names = [...new Set(own.flatMap(({ scores = {} }) => Object.keys(scores)))];
  return {
    ratings: own.length,
    raters: [...new Set(own.map(({ rater }) => rater))],
    answers: new Set(own.map(itemOf)).size,
    thumbs: thumbs.length === 0 ? null : { up, of: thumbs.length, ci: wilson(up, thumbs.length) },
    rubrics: names.map((name) => {
      const scores = own.flatMap((each) => each.scores?.[name] ?? []);
      return { name, mean: mean(scores), n: scores.length };
    }),
    agreement: [
      agreementOf(own, 'thumb', { level: 'nominal', valueOf: thumbValue }),
      ...names.map((name) =>
        agreementOf(own, name, {
          level: 'interval',
          valueOf: ({ scores }) => scores?.[name] ?? null,
        }),
      ),
    ].filter(({ shared }) => shared > 0),
    comments: own.flatMap(({ rater, case: id, comment }) =>
      comment === undefined ? [] : [{ rater, case: id, comment }],
    ),
  };
}

const itemOf = ({ case: id, variant, answer }: Feedback): string =>
  [id, variant, answer].join('\u0000');

const thumbValue = ({ thumb }: Feedback): number | null =>
  thumb === undefined ? null : Number(thumb === 'up');

function agreementOf(
  feedback: readonly Feedback[],
  of: string,
  { level, valueOf }: { level: RatingLevel; valueOf: (each: Feedback) => number | null },
): Agreement {
  const rated = feedback.filter((each) => valueOf(each) !== null);
  const raters = [...new Set(rated.map(({ rater }) => rater))];
  const shared = [...Map.groupBy(rated, itemOf).values()].filter((each) => each.length > 1);
  const pairs = shared.map((each) =>
    each.toSorted((a, b) => (a.rater < b.rater ? -1 : 1)).map((one) => String(valueOf(one))),
  ) as unknown as (readonly [string, string])[];
  return {
    ...{ of, raters: raters.length, shared: shared.length },
    kappa: raters.length === 2 ? cohenKappa(pairs) : null,
    alpha: krippendorffAlpha(
      shared.map((each) => each.map((one) => valueOf(one) ?? 0)),
      level,
    ),
  };
}

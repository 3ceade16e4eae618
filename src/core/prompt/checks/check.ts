/**
 * What decides whether an answer is right. Values are templates over a case's inputs and `expected`.
 *
 * `equals` and `regex` are to the letter; `contains`, `startsWith` and `endsWith` go without regard to case unless
 * `matchCase` is set, like the runner GitHub Models prompt files were written for.
 */
export type Check =
  | RunCheck
  | GradedCheck
  /** A check that is listed in the report and not run, with the reason. */
  | { readonly kind: 'notRun'; readonly name: string; readonly reason: string };

/**
 * `strict`: the same calls in the same order; `unordered`: in any order; `subset`: no call that is not expected; `superset`:
 * every call that is expected; `f1`: enough of both.
 */
export const CALL_MATCHES = ['strict', 'unordered', 'subset', 'superset', 'f1'] as const;
export type CallMatch = (typeof CALL_MATCHES)[number];

/** A model says how well the answer keeps the rubric, in [0,1]; the scores of all checks are then averaged. */
export interface GradedCheck {
  readonly kind: 'rubric';
  readonly name: string;
  readonly value: string;
}

export type RunCheck = {
  readonly name: string;
  /** The check passes where the answer does not. */
  readonly not?: boolean;
} & (
  | { readonly kind: 'equals'; readonly value: string }
  | {
      readonly kind: 'contains' | 'startsWith' | 'endsWith';
      readonly value: string;
      readonly matchCase?: boolean;
    }
  | {
      readonly kind: 'containsAll' | 'containsAny';
      readonly values: readonly string[];
      readonly matchCase?: boolean;
    }
  /** Equal as JSON: key order and white space do not matter, values do. */
  | { readonly kind: 'json'; readonly value: string; readonly lenient?: boolean }
  /** A regular expression in the syntax of RE2, which always comes to an end. */
  | { readonly kind: 'regex'; readonly value: string }
  /**
   * The answer, or some part of it, is JSON that satisfies the schema; null takes any. `isJson` also finds it in a code fence
   * and between sentences, unless it is `strict`, as in promptfoo. `lenient`: takes a comma after the last item.
   */
  | {
      readonly kind: 'isJson';
      readonly schema: unknown;
      readonly strict?: boolean;
      readonly lenient?: boolean;
    }
  | { readonly kind: 'containsJson'; readonly schema: unknown }
  /** At most this many characters to insert, delete or replace. */
  | { readonly kind: 'levenshtein'; readonly value: string; readonly most: number }
  | { readonly kind: 'wordCount'; readonly least: number; readonly most: number | null }
  /** At most so many milliseconds, US dollars, or as much perplexity (1 / mean token probability). */
  | { readonly kind: 'latency' | 'cost' | 'perplexity'; readonly most: number }
  /** Why the endpoint stopped: `stop`, `length`, … */
  | { readonly kind: 'finishReason'; readonly value: string }
  /** The answer declines the task. */
  | { readonly kind: 'refusal' }
  /**
   * The tools it calls, compared with a list of calls in JSON. Arguments that hold the default a tool declares count as left
   * out. `least`: the F1 that is enough, in (0,1], where they are matched by F1.
   */
  | {
      readonly kind: 'toolCalls';
      readonly value: string;
      readonly match: CallMatch;
      readonly least: number;
    }
  /** The names of the tools it calls, each counted once, as F1 of at least `least` in (0,1]. */
  | { readonly kind: 'toolNames'; readonly values: readonly string[]; readonly least: number }
  /**
   * As near in meaning to one of the texts: a cosine of their embeddings of at least `least`, in (0,1]. Run where the endpoint
   * embeds texts.
   */
  | { readonly kind: 'similar'; readonly values: readonly string[]; readonly least: number }
  /** Every call it makes is of one of the prompt's tools, with arguments that satisfy its schema. */
  | { readonly kind: 'validToolCalls' }
);

export type SimilarCheck = Extract<RunCheck, { readonly kind: 'similar' }>;
export const isSimilarCheck = (check: Check): check is SimilarCheck => check.kind === 'similar';

/** The cosine that is enough where a check names none. */
export const SIMILAR_ENOUGH = 0.75;

/** What a judge decides about an answer to a case: the prompt's own checks of that kind, and the case's. */
export const gradedChecksOf = (
  { checks }: { readonly checks: readonly Check[] },
  { checks: own = [] }: { readonly checks?: readonly Check[] },
): readonly GradedCheck[] =>
  [...checks, ...own].filter((check): check is GradedCheck => check.kind === 'rubric');

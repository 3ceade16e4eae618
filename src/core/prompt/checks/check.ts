/**
 * Decides whether an answer is correct, alone or with others as a tree. Values are templates over a case's inputs and `expected`.
 *
 * `equals` and `regex` are case-sensitive; `contains`, `startsWith` and `endsWith` ignore case unless
 * `matchCase` is set, like the runner GitHub Models prompt files were written for.
 */
export type Check = SingleCheck | CheckSet;

export type SingleCheck =
  | RunCheck
  | GradedCheck
  /** A check that is listed in the report but not run, with the reason. */
  | ({ readonly kind: 'notRun'; readonly name: string; readonly reason: string } & Weighted);

interface Weighted {
  /** How much it counts beside the checks next to it, at least 0. Default: 1. With 0 it is reported, and decides nothing. */
  readonly weight?: number;
}

/** Checks that pass or fail together. */
export interface CheckSet extends Weighted {
  readonly kind: 'set';
  readonly name: string;
  readonly checks: readonly Check[];
  /** The min weighted mean of the scores, which alone decides. Null: every check with a weight must pass. */
  readonly threshold: number | null;
}

/**
 * `strict`: the same calls in the same order; `unordered`: in any order; `subset`: no unexpected call; `superset`:
 * every expected call; `f1`: an F1 of at least the threshold.
 */
export const CALL_MATCHES = ['strict', 'unordered', 'subset', 'superset', 'f1'] as const;
export type CallMatch = (typeof CALL_MATCHES)[number];

/** A model grades how well the answer satisfies the rubric, in [0,1]. */
export interface GradedCheck extends Weighted {
  readonly kind: 'rubric';
  /** Identifies its grades, so no two of a case have the same. */
  readonly name: string;
  readonly value: string;
  /** The min grade to pass, in [0,1]. Absent: the grade itself counts, and the score of the case is a weighted mean. */
  readonly least?: number;
  /** Only answers to these variants are graded; absent: to all. */
  readonly variants?: readonly string[];
}

export type RunCheck = Weighted & {
  readonly name: string;
  /** Inverts the check. */
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
    /** Max milliseconds, US dollars, or perplexity (1 / mean token probability). */
    | { readonly kind: 'latency' | 'cost' | 'perplexity'; readonly most: number }
    /** Why the endpoint stopped: `stop`, `length`, … */
    | { readonly kind: 'finishReason'; readonly value: string }
    /** The answer is a refusal. */
    | { readonly kind: 'refusal' }
    /**
     * The calls of the answer, compared with a JSON list of calls. Arguments equal to the default a tool declares count as left
     * out. `least`: the min F1 in (0,1], for `match: f1`.
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
     * Close in meaning to one of the texts: a cosine of the embeddings of at least `least`, in (0,1]. Needs an endpoint that
     * embeds texts.
     */
    | { readonly kind: 'similar'; readonly values: readonly string[]; readonly least: number }
    /** Every call it makes is of one of the prompt's tools, with arguments that satisfy its schema. */
    | { readonly kind: 'validToolCalls' }
  );

export type SimilarCheck = Extract<RunCheck, { readonly kind: 'similar' }>;
/** Whether the check compares embeddings. */
export const isSimilarCheck = (check: Check): check is SimilarCheck => check.kind === 'similar';

/** Default min cosine of a `similar` check. */
export const SIMILAR_ENOUGH = 0.75;

/** The checks of a tree without its sets, in order. */
export const singleChecks = (checks: readonly Check[]): readonly SingleCheck[] =>
  checks.flatMap((check) => (check.kind === 'set' ? singleChecks(check.checks) : [check]));

/** All checks that apply to a case, the prompt's and the case's own, without their sets. */
export const checksFor = (
  { checks }: { readonly checks: readonly Check[] },
  { checks: own = [] }: { readonly checks?: readonly Check[] },
): readonly SingleCheck[] => singleChecks([...checks, ...own]);

/** The graded checks that apply to a case, under a variant where one is named. */
export const gradedChecksOf = (
  prompt: { readonly checks: readonly Check[] },
  tested: { readonly checks?: readonly Check[] },
  variant?: string,
): readonly GradedCheck[] =>
  checksFor(prompt, tested).filter(
    (check): check is GradedCheck =>
      check.kind === 'rubric' &&
      (variant === undefined || (check.variants?.includes(variant) ?? true)),
  );

/**
 * What decides whether an answer is right. Values are templates over a case's inputs and `expected`.
 *
 * The text comparisons behave like the runner GitHub Models prompt files were written for:
 * `equals` to the letter, the others without regard to case.
 */
export type Check =
  | {
      readonly kind: 'equals' | 'contains' | 'startsWith' | 'endsWith';
      readonly name: string;
      readonly value: string;
    }
  /** Equal as JSON: key order and white space do not matter, values do. */
  | { readonly kind: 'json'; readonly name: string; readonly value: string }
  /** A check that is listed in the report and not run, with the reason. */
  | { readonly kind: 'notRun'; readonly name: string; readonly reason: string };

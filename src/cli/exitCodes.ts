import { ProviderError, type UserError } from '../core/errors.js';
import { BudgetReached } from '../core/run/budget.js';
import type { Report, ReportGate } from '../core/studies/sensitivity/schema.js';

/** Exit codes. If several apply, the first of 130, 4, 3, 2, 1 wins. */
export const EXIT = {
  ok: 0,
  gateFailed: 1,
  badInput: 2,
  providerStopped: 3,
  budgetReached: 4,
  bug: 70,
  cancelled: 130,
} as const;

const PRECEDENCE: readonly number[] = [
  EXIT.cancelled,
  EXIT.budgetReached,
  EXIT.providerStopped,
  EXIT.badInput,
  EXIT.gateFailed,
];

export const worstExit = (codes: readonly number[]): number =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.ok;

/** Of a run that has no gates. A variant that was sent and never answered is not part of what was measured. */
export function exitOfRun({
  stopped,
  totals,
  notes = [],
}: {
  readonly stopped: string | null;
  readonly totals: { readonly completed: number };
  readonly notes?: readonly { readonly code: string }[];
}): number {
  if (stopped === 'cancelled') return EXIT.cancelled;
  if (stopped === 'budget') return EXIT.budgetReached;
  const isPart = notes.some(({ code }) => code === 'no-answer-variant');
  return stopped === 'provider' || totals.completed === 0 || isPart
    ? EXIT.providerStopped
    : EXIT.ok;
}

/** Of gates alone. `strict`: one that cannot be decided fails too. */
export function exitOfGates(
  { gates }: { readonly gates: readonly Pick<ReportGate, 'result'>[] },
  strict: boolean,
): number {
  const failed = gates.some(
    ({ result }) => result === 'failed' || (strict && result === 'inconclusive'),
  );
  return failed ? EXIT.gateFailed : EXIT.ok;
}

/** Of a whole report: its run, and where that is fine its gates. `strict` as in `exitOfGates`. */
export function exitOfReport(report: Report, strict: boolean): number {
  const code = exitOfRun(report);
  return code === EXIT.ok ? exitOfGates(report, strict) : code;
}

/** Of what stood in the way, whichever command it was. */
export function exitOfError(error: UserError): number {
  if (error instanceof BudgetReached) return EXIT.budgetReached;
  return error instanceof ProviderError ? EXIT.providerStopped : EXIT.badInput;
}

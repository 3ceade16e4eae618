/** Where an entry stands between runs, and how a run ended. */

import { l10n } from 'vscode';
import { UserError } from '../core/errors.js';
import type { Report } from '../core/index.js';
import type { FailureView, PreflightView, ProgressView } from '../protocol.js';
import { engine } from './engine.js';
import { Dismissed } from './models.js';

export type EntryPhase =
  /** `strip`: what the run that just ended took. */
  | { readonly kind: 'idle'; readonly strip: string | null }
  | { readonly kind: 'preparing'; readonly step: string }
  | { readonly kind: 'preflight'; readonly preflight: PreflightView }
  | { readonly kind: 'running'; readonly progress: ProgressView }
  | { readonly kind: 'failed'; readonly failure: FailureView };

export const idle: EntryPhase = { kind: 'idle', strip: null };

/**
 * How a run that was asked for ended. `busy`: another run of the prompt was going on, so it did not begin. `nothing`: it was
 * declined, or cancelled before its first answer. `failed`: the entry's phase says why. `done`: the entry's report is its own.
 */
export type RunEnd = 'busy' | 'nothing' | 'cancelled' | 'failed' | 'done';

/** The user stopped a run before its first answer. */
export class Cancelled extends UserError {
  override readonly name = 'Cancelled';
}

/** What was asked for cannot be had. Nothing changes; whoever asked for it is told. */
export class Refused extends UserError {
  override readonly name = 'Refused';
}

export async function phaseAfter(report: Report): Promise<EntryPhase> {
  const { count, duration, money } = await engine();
  const { totals, costUsd, wallMs, stopped, stoppedBecause, models } = report;
  if (stopped === 'provider' || (totals.completed === 0 && stopped !== 'cancelled')) {
    const failure: FailureView = {
      title: l10n.t('Stopped by the endpoint'),
      message: stoppedBecause ?? firstError(report),
      kept:
        totals.completed === 0
          ? null
          : l10n.t('{0} of {1} calls are saved.', totals.completed, totals.planned),
      canResume: totals.completed > 0 && !models[0]?.recorded,
    };
    return { kind: 'failed', failure };
  }
  const facts = models[0]?.recorded
    ? count(totals.completed, 'recorded answer')
    : [count(totals.requests, 'call'), money(costUsd), duration(wallMs)].join(', ');
  return {
    kind: 'idle',
    strip: stopped ? l10n.t('Stopped: {0}', facts) : l10n.t('Done: {0}', facts),
  };
}

/** `before`: where the entry stood when the run was asked for. */
export function phaseAfterError(error: unknown, before: EntryPhase): EntryPhase {
  if (error instanceof Refused) return before;
  if (error instanceof Dismissed || error instanceof Cancelled) return idle;
  const message = error instanceof Error ? error.message : String(error);
  const title = l10n.t('The test could not start');
  return { kind: 'failed', failure: { title, message, kept: null, canResume: false } };
}

const firstError = ({ outcomes }: Report) =>
  outcomes.find(({ status }) => status === 'failed')?.error ?? l10n.t('All calls failed.');

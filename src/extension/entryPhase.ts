/** Where an entry stands between runs, and how a run ended. */

import { l10n } from 'vscode';
import { isUserError, UserError } from '../core/errors.js';
import type { Config, Report } from '../core/index.js';
import type { FailureView, PreflightView, ProgressView } from '../protocol.js';
import { engine } from './engine.js';
import { Dismissed } from './models.js';
import type { TestRequest } from './testRequest.js';
import { errorSaid, say } from './say.js';

export type EntryPhase =
  /** `strip`: what the run that just ended took. */
  | { readonly kind: 'idle'; readonly strip: string | null }
  | { readonly kind: 'preparing'; readonly step: string }
  | { readonly kind: 'preflight'; readonly preflight: PreflightView }
  | { readonly kind: 'running'; readonly progress: ProgressView }
  | { readonly kind: 'failed'; readonly failure: FailureView }
  /** `again`: what begins once a model is selected. */
  | { readonly kind: 'needsModel'; readonly why: string; readonly again: Wanted };

/** A run that was asked for: the test of the prompt, or another study by its id. */
export type Wanted = TestRequest | { readonly study: string };

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

/** By its name: each bundle has a copy of the class. */
export const isNoModel = (error: unknown): boolean =>
  isUserError(error) && error.name === 'NoModel';

export async function phaseAfter(
  report: Report,
  { models: configured }: Config,
): Promise<EntryPhase> {
  const { calls, duration, failureSaid, money, recordedAnswers } = await engine();
  const { totals, costUsd, wallMs, stopped, stoppedBecause, models } = report;
  if (stopped === 'provider' || (totals.completed === 0 && stopped !== 'cancelled')) {
    const failure: FailureView = {
      title: l10n.t('Stopped by the endpoint'),
      message: failureSaid(stoppedBecause ?? firstError(report), say),
      kept:
        totals.completed === 0
          ? null
          : l10n.t('{0} of {1} calls are saved.', totals.completed, totals.planned),
      canResume: totals.completed > 0 && !models[0]?.recorded,
      refusedKey: refusedKeyOf(report, configured),
    };
    return { kind: 'failed', failure };
  }
  const facts = models[0]?.recorded
    ? recordedAnswers(totals.completed, say)
    : [calls(totals.requests, say), money(costUsd, say), duration(wallMs)].join(', ');
  return {
    kind: 'idle',
    strip: stopped ? l10n.t('Stopped: {0}', facts) : l10n.t('Done: {0}', facts),
  };
}

/** By its name in `plumbline.yml`. */
const refusedKeyOf = ({ outcomes, models }: Report, configured: Config['models'] = {}) =>
  outcomes.some(({ failure }) => failure === 'unauthorised')
    ? (Object.values(configured).find(({ model }) => model === models[0]?.id)?.apiKey?.env ?? null)
    : null;

/** Where a call before the first trial was refused: the endpoint is named in what it said. */
function keyRefusedIn(error: unknown, { models = {} }: Config): string | null {
  const { failure, message = '' } = error as { failure?: string; message?: string };
  const refusing = Object.values(models).find(({ baseUrl }) => message.includes(baseUrl));
  return failure === 'unauthorised' ? (refusing?.apiKey?.env ?? null) : null;
}

/** `before`: where the entry stood when the run was asked for; `wanted`: which run that was. */
export function phaseAfterError(
  error: unknown,
  { before, wanted, config }: { before: EntryPhase; wanted: Wanted; config: Config },
): EntryPhase {
  if (error instanceof Refused) return before;
  if (isNoModel(error))
    return { kind: 'needsModel', why: (error as UserError).sentence(say), again: wanted };
  if (error instanceof Dismissed || error instanceof Cancelled) return idle;
  const message = errorSaid(error);
  const title = l10n.t('The test could not start');
  return {
    kind: 'failed',
    failure: {
      title,
      message,
      kept: null,
      canResume: false,
      refusedKey: keyRefusedIn(error, config),
    },
  };
}

/** Of a run that was alone. `phase`: where the entry stands after it. */
export function endOf(report: Report | null, phase: EntryPhase['kind']): RunEnd {
  if (phase === 'failed' || phase === 'needsModel') return 'failed';
  if (!report) return 'nothing';
  return report.stopped === 'cancelled' ? 'cancelled' : 'done';
}

const firstError = ({ outcomes }: Report) =>
  outcomes.find(({ status }) => status === 'failed')?.error ?? l10n.t('All calls failed.');

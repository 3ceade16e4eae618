/** Which run of a prompt's history is shown, and what became of the newest. */

import { l10n } from 'vscode';
import type { Report, RunSummary } from '../core/index.js';
import type { EarlierView, UnfinishedView } from '../protocol.js';
import { ago } from './ago.js';
import type { Engine } from './engine.js';
import type { Entry } from './entry.js';

type Shown = Pick<Entry, 'history' | 'report' | 'phase' | 'prompt' | 'soFar'>;

/**
 * What is shown after a run: its own report where it is a result, else that of the last result, else what there is of it.
 * `read`: the kept report of a run; null where it is gone.
 */
export async function reportAfter(
  {
    ran,
    before,
    history,
  }: { ran: Report | null; before: Report | null; history: readonly RunSummary[] },
  { core, read }: { core: Engine; read: (run: RunSummary) => Promise<Report | null> },
): Promise<Report | null> {
  const { isResult, lastRun, summaryOf } = core;
  if (!ran) return before;
  if (isResult(summaryOf(ran))) return ran;
  if (before && isResult(summaryOf(before))) return before;
  const last = lastRun(history);
  const kept = last && (await read(last));
  if (kept) return kept;
  return ran.totals.completed > 0 ? ran : before;
}

/** Whether the report is of the newest run: also where that could not be kept. */
export function isNewest({ history, report }: Pick<Entry, 'history' | 'report'>): boolean {
  const index = placeOf(report?.startedAt, history);
  return index < 0 || index === history.length - 1;
}

const placeOf = (startedAt: string | undefined, history: readonly RunSummary[]) =>
  history.findLastIndex((run) => run.startedAt === startedAt);

/** Null while a run goes on, and where the report is the newest run's. */
export function earlierView(
  entry: Shown,
  { isResult, lastRun, summaryOf }: Engine,
): EarlierView | null {
  const { history, report, phase, soFar } = entry;
  if (!report || soFar || (phase.kind !== 'idle' && phase.kind !== 'failed')) return null;
  // A run that failed before its first answer is not in the history.
  const hasFailedSince = phase.kind === 'failed' && isResult(summaryOf(report));
  const last = lastRun(history);
  const newest = last && last.startedAt !== report.startedAt ? history.indexOf(last) : null;
  const model = report.models[0]?.id ?? '';
  if (!isNewest(entry) || hasFailedSince)
    return { text: l10n.t('Earlier run, on {0}, {1}.', model, ago(report.startedAt)), newest };
  return report.plan.only === 'alone' && newest !== null
    ? { text: l10n.t('Only a part of the prompt was run, on {0}.', model), newest }
    : null;
}

/** Null where the newest run is a result, or is the one that is shown. */
export function unfinishedView(
  { history, report, phase, prompt }: Shown,
  { unfinishedRun, fingerprint }: Engine,
): UnfinishedView | null {
  const run = phase.kind === 'idle' ? unfinishedRun(history) : null;
  if (!run || !report || run.startedAt === report.startedAt) return null;
  const isSame = prompt !== null && fingerprint(prompt.messages) === run.fingerprint;
  return {
    text:
      run.stopped === 'cancelled'
        ? l10n.t('The newest run, on {0}, was cancelled. Its answers are kept.', run.model)
        : l10n.t('The endpoint stopped the newest run, on {0}. Its answers are kept.', run.model),
    index: history.indexOf(run),
    canResume: isSame && !run.recorded,
  };
}

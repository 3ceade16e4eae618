/** What is known of a whole library: each prompt's state and numbers, how they developed, and what they have in common. */

import type { Interval } from '../../studies/comparison/checked.js';
import type { Baseline } from '../../studies/baseline/baseline.js';
import { effectId } from '../../studies/sensitivity/schema.js';
import { alertsOf, type LibraryAlert } from './alerts.js';
import { figuresOf, NO_FIGURES } from '../baseline/figures.js';
import type { LibraryEntry } from '../libraryEntry.js';
import type { PromptState } from '../promptState.js';
import { measurementsIn, type TrendPoint } from './trend.js';
import { libraryAdvice, type LibraryAdvice } from './libraryAdvice.js';
import { patternsOf, type Pattern } from './patterns.js';
import type { PromptStyle } from './promptStyles.js';

export const LIBRARY_REPORT_VERSION = 1;

export interface ReportedEntry {
  readonly entry: LibraryEntry;
  /** Null where there is none that can be read. */
  readonly baseline: Baseline | null;
  /** Why the one there is, or the variants kept with it, cannot be read; absent where they can, or where there is none. */
  readonly damage?: string;
  /** As each commit left it, oldest first. */
  readonly versions: readonly TrendPoint[];
  /** How far back commits are known; absent where there is no baseline. */
  readonly reach?: HistoryReach;
}

/** `shallow`: a part of the commits. `none`: no git, or no repository. */
export type HistoryReach = 'whole' | 'shallow' | 'none';

export interface ReportedPrompt {
  readonly path: string;
  readonly name: string;
  readonly task: string | null;
  readonly styles: readonly PromptStyle[];
  readonly state: PromptState;
  /** Where the numbers come from. */
  readonly source: 'baseline' | 'run' | null;
  readonly model: string | null;
  readonly measuredAt: string | null;
  readonly effect: Interval | null;
  readonly accuracy: Interval | null;
  readonly confidence: Interval | null;
  /** What measuring it takes; null where it was not kept. */
  readonly calls: number | null;
  /** Oldest first; the last is the baseline of the last commit that changed it. */
  readonly trend: readonly TrendPoint[];
  /** Of the first and last point with the model and measure of the last: fell or rose where their intervals share nothing. */
  readonly direction: 'fell' | 'rose' | 'open' | null;
}

export interface LibraryReport {
  readonly version: typeof LIBRARY_REPORT_VERSION;
  readonly prompts: readonly ReportedPrompt[];
  readonly alerts: readonly LibraryAlert[];
  /** The least of the prompts with a baseline: what got worse can be told only from commits that are there. */
  readonly reach: HistoryReach;
  /** Over the prompts with a baseline. */
  readonly patterns: readonly Pattern[];
  /** The largest effects first. */
  readonly advice: readonly LibraryAdvice[];
}

/** Prompts in the given order. */
export function libraryReport(entries: readonly ReportedEntry[]): LibraryReport {
  const prompts = entries.map(promptOf);
  const measured = entries.flatMap(patternPrompt);
  const patterns = patternsOf(measured);
  return {
    version: LIBRARY_REPORT_VERSION,
    prompts,
    alerts: alertsOf(
      prompts.map((prompt, at) => ({
        ...prompt,
        damage: entries[at] ? damageOf(entries[at]) : null,
      })),
    ),
    reach: reachOf(entries),
    patterns,
    advice: libraryAdvice(measured, patterns),
  };
}

/** What is accepted of a prompt is not known to apply where either cannot be read. */
function damageOf({ entry, damage, reach }: ReportedEntry): string | null {
  if (damage !== undefined) return damage;
  const isAccepted = reach !== undefined;
  return isAccepted && entry.state.kind === 'unreadable'
    ? 'The prompt has errors, so it cannot be compared with its baseline. Fix them first.'
    : null;
}

function reachOf(entries: readonly ReportedEntry[]): HistoryReach {
  const found = new Set(entries.map(({ reach }) => reach));
  return found.has('none') ? 'none' : found.has('shallow') ? 'shallow' : 'whole';
}

/** Reasons for a baseline to be stale that concern the prompt's own words. */
const TEXT_CHANGES: ReadonlySet<string> = new Set(['prompt', 'files']);

function patternPrompt({ entry, baseline }: ReportedEntry) {
  const effect = baseline && effectOf(baseline);
  // What was measured of another text says nothing of the style of this one.
  const isOfThisText = !TEXT_CHANGES.has(entry.baseline?.stale ?? '');
  if (!baseline || !effect || !isOfThisText) return [];
  const { classEffects = {}, measured } = baseline;
  const { path, task, styles } = entry;
  const { verdict } = baseline;
  return [
    {
      path,
      verdict,
      task,
      styles,
      classEffects,
      measure: effectId(measured),
      effect: effect.value,
    },
  ];
}

const UNREADABLE: PromptState = { word: 'unreadable', kind: 'unreadable', changed: null };

function promptOf({ entry, baseline, damage, versions }: ReportedEntry): ReportedPrompt {
  const { path, name, task, styles, lastResult } = entry;
  const isRunNewer =
    lastResult !== null && !(baseline && baseline.measuredAt >= lastResult.startedAt);
  const accepted = baseline && { measuredAt: baseline.measuredAt, model: baseline.model.id };
  const trend = measurementsIn(versions, accepted);
  // With a baseline, even a damaged one, it was tested.
  const state = damage !== undefined && entry.state.kind === 'none' ? UNREADABLE : entry.state;
  const about = { path, name, task, styles, state, trend, direction: directionOf(trend) };
  if (isRunNewer) {
    const { model, startedAt, effect, accuracy, confidence } = lastResult;
    const [low = null, high = null] = effect.ci ?? [];
    return {
      ...{ ...about, source: 'run', model, measuredAt: startedAt, calls: null },
      effect: effect.value === null ? null : { value: effect.value, low, high },
      ...{ accuracy: bare(accuracy), confidence: bare(confidence) },
    };
  }
  return {
    ...{ ...about, source: baseline && 'baseline', model: baseline?.model.id ?? null },
    ...{ measuredAt: baseline?.measuredAt ?? null, calls: baseline?.plan.trials ?? null },
    ...(baseline ? figuresOf(baseline) : NO_FIGURES),
  };
}

const bare = (value: number | null): Interval | null =>
  value === null ? null : { value, low: null, high: null };

const effectOf = (baseline: Baseline) => figuresOf(baseline).effect;

function directionOf(trend: readonly TrendPoint[]): ReportedPrompt['direction'] {
  const last = trend.at(-1);
  if (!last) return null;
  const first = trend.find(
    ({ model, measure }) => model === last.model && measure === last.measure,
  );
  const [before, now] = [first?.effect, last.effect];
  if (!before || !now || first === last) return null;
  if (now.high !== null && before.low !== null && now.high < before.low) return 'fell';
  if (now.low !== null && before.high !== null && now.low > before.high) return 'rose';
  return 'open';
}

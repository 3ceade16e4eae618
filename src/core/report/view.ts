/** What a report shows, ready to be drawn: every renderer draws this, so that no two ever disagree. */

import { totalTokens } from '../plan/callEstimate.js';
import { matrixOf, type MatrixView } from './matrix.js';
import { absentNumbersOf, numbersOf } from './numbers.js';
import type { AbsentNumbers, NumberGroup } from './numberRow.js';
import { isLeftOut } from '../run/refusedFields.js';
import { effectId, type Report } from '../studies/sensitivity/schema.js';
import { tilesOf, type Tile } from './tiles.js';
import { callTimes, type CallTimes } from '../studies/sensitivity/callTimes.js';
import { adviceOptions } from '../studies/sensitivity/adviceWords.js';
import { verdictKind } from '../studies/sensitivity/verdict.js';
import { verdictWords, type VerdictWords } from '../studies/sensitivity/verdictWords.js';
import { BANDS } from '../score/thresholds.js';
import { noteText } from '../words/notes.js';
import { calls, cases, recordedAnswers } from '../say/plural.js';
import { remedyText } from '../words/remedy.js';
import { english, type Say } from '../say/say.js';
import { shotsSentence } from '../words/shotsSentence.js';
import { stoppedText } from '../words/stopped.js';
import { className } from '../words/className.js';
import { duration, money, number, thousands, withInterval } from '../say/figures.js';
import { shotsName } from '../words/planWords.js';
import { failureSaid } from '../words/failureSaid.js';

export interface ScaleView {
  /** The effect, and the ends of its interval. */
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Right end of the axis: 0.40, or 0.60 for large effects. */
  readonly most: number;
  readonly bands: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** The band the effect lies in; null while that cannot be told. */
  readonly band: string | null;
}

export interface ComparisonRow {
  readonly name: string;
  readonly stress: boolean;
  readonly effect: number | null;
  readonly interval: readonly [number, number] | null;
  readonly noise: number | null;
  readonly accuracy: number | null;
  /** Mean tokens of a call, where it is a few-shot configuration and the endpoint tells. */
  readonly tokens: number | null;
}

export interface ReportView {
  readonly title: string;
  readonly path: string;
  readonly description: string | null;
  /** Model, temperature, calls, cost, time. */
  readonly facts: readonly string[];
  /** Says that no model was asked, where answers were replayed. */
  readonly recorded: string | null;
  readonly stopped: string | null;
  /** Why no call was answered, where none was: then nothing else is worth showing. */
  readonly unanswered: string | null;
  readonly verdict: VerdictWords;
  /** What to add to the command line to follow the advice; null where there is nothing to add. */
  readonly adviceOptions: string | null;
  readonly scale: ScaleView | null;
  readonly tiles: readonly Tile[];
  readonly matrix: MatrixView;
  /** The original and each class; empty with one class. */
  readonly classes: readonly ComparisonRow[];
  /** Few-shot configurations; empty with one. */
  readonly shots: readonly ComparisonRow[];
  /** Which configuration is best, and which is as good for less; null with one. */
  readonly shotsSentence: string | null;
  readonly numbers: readonly NumberGroup[];
  readonly absentNumbers: readonly AbsentNumbers[];
  /** Null where no call was timed. */
  readonly calls: CallTimes | null;
  readonly gates: readonly {
    readonly text: string;
    readonly result: Report['gates'][number]['result'];
  }[];
  /** What has to be known to read the verdict: that it rests on some of the cases, that calls failed. */
  readonly caveats: readonly string[];
  /** Everything else. */
  readonly notes: readonly string[];
  readonly footer: string;
}

/** `say`: the reader's language. `mostCells`: of the matrix, where a renderer shows no more. */
export function viewOf(report: Report, say: Say = english, mostCells = Infinity): ReportView {
  const { prompt, models, plan } = report;
  return {
    title: prompt.name,
    path: prompt.path,
    description: prompt.description,
    facts: factsOf(report, say),
    recorded: recordedNote(report, say),
    stopped: stoppedNote(report, say),
    unanswered: unansweredNote(report, say),
    verdict: verdictWords(report, say),
    adviceOptions: report.verdict.advice.map(adviceOptions).find((each) => each !== null) ?? null,
    scale: scaleOf(report, say),
    tiles: tilesOf(report, say),
    matrix: matrixOf(report, undefined, { mostCells, say }),
    classes: rowsBy(report, 'byClass', (id) => className(id, say)),
    shots: shotsRows(report, say),
    shotsSentence: report.fewShot && shotsSentence(report.fewShot, say),
    numbers: numbersOf(report, say),
    absentNumbers: absentNumbersOf(report, say),
    calls: callTimes(report, say),
    gates: report.gates.map((gate) => ({ text: gateText(gate, say), result: gate.result })),
    caveats: report.notes
      .filter(isCaveat)
      .toSorted((a, b) => CAVEATS.indexOf(a.code) - CAVEATS.indexOf(b.code))
      .map((note) => noteText(note, say)),
    notes: report.notes.filter((note) => !isCaveat(note)).map((note) => noteText(note, say)),
    footer: say('Report version {version}, seed {seed}, {endpoint}, {startedAt}', {
      ...{ version: report.version, seed: plan.seed, startedAt: report.startedAt },
      endpoint: models[0]?.endpoint ?? '',
    }),
  };
}

/** In the order they are said. */
const CAVEATS: readonly string[] = ['mixed-cases', 'failed-calls'];
const isCaveat = ({ code }: Report['notes'][number]) => CAVEATS.includes(code);

export function gateText(
  { metric, limit, bound, value, ci, result }: Report['gates'][number],
  say: Say = english,
): string {
  const figures = value === null ? say('not available') : number(value, say);
  const doubt =
    result === 'inconclusive' && ci
      ? say(', the interval includes {bound}', { bound: exactly(bound, say) })
      : '';
  return `${metric} ${limit} ${exactly(bound, say)}: ${withInterval(figures, ci, say)}${doubt}`;
}

/** As it was written, with two digits at least. */
const exactly = (value: number, say: Say) =>
  number(value, say, Math.max(2, String(value).split('.')[1]?.length ?? 0));

const STOPPED_EARLY = {
  verdict: (say: Say) => say('the verdict was clear'),
  gate: (say: Say) => say('the gate was decided'),
  futility: (say: Say) => say('the remaining cases could not have decided it'),
};

/** What not making the other calls of the plan saved, and why they were needless. */
function savedFact({ stoppedEarly, plan }: Report, say: Say): string[] {
  if (stoppedEarly === null) return [];
  const { by, cases: asked, callsSaved } = stoppedEarly;
  return [
    say('{calls} saved: {why} after {asked} of {cases}', {
      calls: calls(callsSaved, say),
      why: STOPPED_EARLY[by](say),
      asked: thousands(asked, say),
      cases: cases(plan.cases, say),
    }),
  ];
}

function factsOf(report: Report, say: Say): string[] {
  const { models, prompt, totals, costUsd, wallMs, usage } = report;
  const [model] = models;
  const temperature =
    prompt.temperature === null || isLeftOut('temperature', report.notes)
      ? say('temperature: provider default')
      : say('temperature {value}', { value: prompt.temperature });
  const facts = [model?.id ?? '', temperature];
  const saved = savedFact(report, say);
  if (model?.recorded) return [...facts, recordedAnswers(totals.completed, say), ...saved];
  const cached =
    totals.cached > 0
      ? ` (${say('{n} answers from the cache', { n: thousands(totals.cached, say) })})`
      : '';
  const spent = [
    `${calls(totals.requests, say)}${cached}`,
    say('{n} tokens', { n: thousands(totalTokens(usage), say) }),
    money(costUsd, say),
  ];
  const failed =
    totals.failed > 0
      ? [
          say('{n} of {calls} failed', {
            n: thousands(totals.failed, say),
            calls: calls(totals.completed + totals.failed, say),
          }),
        ]
      : [];
  return [...facts, spent.join(', '), ...failed, duration(wallMs), ...saved];
}

function recordedNote({ models }: Report, say: Say): string | null {
  const model = models[0];
  if (!model?.recorded) return null;
  const date = model.recordedAt?.slice(0, 10);
  return date
    ? say('Recorded answers of {date}: no model was asked.', { date })
    : say('Recorded answers: no model was asked.');
}

function stoppedNote({ stopped, stoppedBecause }: Report, say: Say): string | null {
  return (
    stopped &&
    [stoppedText(stopped, say), stoppedBecause && failureSaid(stoppedBecause, say)]
      .filter(Boolean)
      .join(' ')
  );
}

function unansweredNote(report: Report, say: Say): string | null {
  const { totals, stopped, stoppedBecause, outcomes } = report;
  if (totals.completed > 0) return null;
  if (stopped === 'cancelled') return say('The run was cancelled before the first answer.');
  if (stopped === 'budget') return say('The budget was reached before the first answer.');
  const failed = outcomes.findLast(({ status }) => status === 'failed');
  const why = stoppedBecause ?? failed?.error;
  return [
    say('Nothing was answered.'),
    why && failureSaid(why, say),
    remedyText(failed?.failure, say),
  ]
    .filter(Boolean)
    .join(' ');
}

const BAND_NAMES: readonly ((say: Say) => string)[] = [
  (say) => say('stable'),
  (say) => say('mild'),
  (say) => say('sensitive'),
  (say) => say('fragile'),
];

/** Bands are for scores and labels: how far prose may move without harm, no one can say in general. */
function scaleOf(report: Report, say: Say): ScaleView | null {
  const effect = report.metrics[`${effectId(report)}.excess`];
  const hasBands = !report.judged && ['score', 'label', 'meaning'].includes(report.comparedBy);
  if (effect?.value == null || !hasBands) return null;
  const most = effect.value > 0.35 ? 0.6 : 0.4;
  const limits = [0, BANDS.stable, BANDS.mild, BANDS.sensitive, most];
  const bands = BAND_NAMES.map((nameIn, index) => ({
    name: nameIn(say),
    from: limits[index] as number,
    to: limits[index + 1] as number,
  }));
  const inside = bands.findLast(({ from }) => (effect.value as number) > from) ?? bands[0];
  return {
    value: effect.value,
    low: effect.ci?.[0] ?? null,
    high: effect.ci?.[1] ?? null,
    most,
    bands,
    band: verdictKind(report.verdict.code) === 'open' ? null : (inside?.name ?? null),
  };
}

function rowsBy(
  report: Report,
  breakdown: 'byClass' | 'byShots',
  nameOf: (id: string) => string,
): ComparisonRow[] {
  const { metrics, variants } = report;
  const family = effectId(report);
  const effects = metrics[`${family}.excess`]?.[breakdown] ?? {};
  return Object.entries(effects).map(([id, effect]) => ({
    name: nameOf(id),
    stress: breakdown === 'byClass' && variants.some((each) => each.class === id && each.stress),
    effect: effect.value,
    interval: effect.ci ?? null,
    noise: metrics[`${family}.within`]?.[breakdown]?.[id]?.value ?? null,
    accuracy: metrics['accuracy']?.[breakdown]?.[id]?.value ?? null,
    tokens: breakdown === 'byShots' ? tokensOf(report, id) : null,
  }));
}

function shotsRows(report: Report, say: Say): ComparisonRow[] {
  const others = rowsBy(report, 'byShots', (id) => shotsName(id, say)).sort((a, b) =>
    a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  if (others.length === 0) return [];
  const { metrics } = report;
  const family = effectId(report);
  const effect = metrics[`${family}.excess`];
  const own: ComparisonRow = {
    name: shotsName(report.plan.shots[0] ?? 'file', say),
    stress: false,
    effect: effect?.value ?? null,
    interval: effect?.ci ?? null,
    noise: metrics[`${family}.within`]?.value ?? null,
    accuracy: metrics['accuracy']?.value ?? null,
    tokens: tokensOf(report, report.plan.shots[0] ?? 'file'),
  };
  return [own, ...others];
}

const tokensOf = ({ fewShot }: Report, shots: string): number | null =>
  fewShot?.rows.find((row) => row.shots === shots)?.tokensPerCall ?? null;

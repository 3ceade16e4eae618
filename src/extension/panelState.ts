/** Entry → what the panel draws. Everything is computed by the engine; this only gathers it. */

import { l10n } from 'vscode';
import type { CellAddress, Prompt, Report, TurnedDown } from '../core/index.js';
import type {
  CellPanel,
  PanelReport,
  PanelState,
  PanelStudy,
  Phase,
  StaleView,
  TrialState,
} from '../protocol.js';
import { baselineView } from './baselines/baselineView.js';
import { engine, type Engine } from './engine.js';
import { placedParts } from './influence/influenceView.js';
import { whyUnreadable, type Entry } from './entry.js';
import { earlierView, isNewest, unfinishedView } from './runHistory.js';
import { say } from './say.js';
import { shotsViewOf } from './shots/shotsView.js';
import type { Unavailable } from './trust.js';
import { decidedVariants, reviewCards, staleWordings } from './wordings/reviewView.js';

export interface Chosen extends CellAddress {
  readonly repeat?: number;
}

export interface StateExtras {
  readonly chosen: Chosen | null;
  /** The panel turns to the prompt that is being edited. */
  readonly follows: boolean;
  readonly model: string | null;
  readonly unavailable: Unavailable | null;
  readonly staleCalls: number | null;
  readonly trial: TrialState;
  /** Why wordings of earlier versions did not hold. */
  readonly turnedDown: ReadonlyMap<string, TurnedDown>;
}

/** The panel's texts in the editor's language; null where they are the English ones. */
const strings = (): PanelState['strings'] =>
  (l10n.bundle as Record<string, string> | undefined) ?? null;

export async function panelStateOf(entry: Entry, extras: StateExtras): Promise<PanelState> {
  const core = await engine();
  const { report, prompt, place } = entry;
  const stale =
    report && prompt ? staleView(report, prompt, { core, calls: extras.staleCalls }) : null;
  return {
    title: report?.prompt.name ?? prompt?.name ?? place?.path ?? entry.uri.path,
    path: place?.path ?? null,
    model: extras.model,
    phase: phaseOf(entry, extras, core),
    report: report && panelReportOf(report, entry.soFar, core),
    cell: report && cellPanelOf(report, { chosen: extras.chosen, prompt, core }),
    stale,
    review: prompt ? await reviewCards(entry.wordings, prompt, core) : [],
    decided: prompt ? decidedVariants(entry.wordings, prompt, core) : [],
    staleWordings: staleWordings(entry, { turnedDown: extras.turnedDown, core }),
    studies: studiesOf(entry, core),
    canCompareShots: prompt !== null && core.maxExamples(prompt) > 0,
    canSuggestCases: (prompt?.variables.length ?? 0) > 0,
    baseline: baselineView(entry, core),
    history: entry.history.map((run) => ({
      ...run,
      word: core.isResult(run) ? core.verdictWord(run.code, say) : l10n.t('Cut short'),
      inTrend: core.isInTrend(run),
    })),
    earlier: earlierView(entry, core),
    unfinished: unfinishedView(entry, core),
    canResume: report !== null && stale === null && isNewest(entry) && isUnfinished(report),
    readOnly: false,
    subject: { uri: entry.uri.toString(), follows: extras.follows },
    strings: strings(),
  };
}

/** Those that were run first, the newest before the others. */
function studiesOf(entry: Entry, core: Engine): PanelStudy[] {
  const studies = core.STUDIES.filter(({ hasGenericCommand }) => hasGenericCommand).map(
    ({ id, question }): PanelStudy => ({
      id,
      title: l10n.t(question),
      found: foundBy(entry, id, core),
    }),
  );
  const age = ({ found }: PanelStudy) => found?.startedAt ?? '';
  return studies.toSorted((a, b) => age(b).localeCompare(age(a)));
}

function foundBy(entry: Entry, id: string, core: Engine): PanelStudy['found'] {
  const kept = entry.results.get(id);
  if (!kept) return null;
  const { study, result } = kept;
  const changed =
    entry.prompt !== null && core.fingerprint(entry.prompt.messages) !== result.prompt.fingerprint;
  return {
    view: study.words(result, say),
    startedAt: result.startedAt,
    changed,
    offersChange: !changed && (study.offered?.(result) ?? null) !== null,
    placed: id === 'influence' ? placedParts(entry, core).map(({ part }) => part.id) : [],
  };
}

/** For a report file that was opened by itself. */
export async function fileStateOf(report: Report, chosen: Chosen | null): Promise<PanelState> {
  const core = await engine();
  return {
    ...fileState(report.prompt.name, { kind: 'done', strip: null }),
    report: panelReportOf(report, false, core),
    cell: cellPanelOf(report, { chosen, prompt: null, core }),
  };
}

/** For a file that holds no report, and why. */
export const unreadableFileState = (title: string, reason: string): PanelState =>
  fileState(title, { kind: 'unavailable', reason, trust: false });

const fileState = (title: string, phase: Phase): PanelState => ({
  title,
  phase,
  path: null,
  model: null,
  report: null,
  cell: null,
  stale: null,
  review: [],
  staleWordings: null,
  decided: [],
  studies: [],
  canCompareShots: false,
  canSuggestCases: false,
  baseline: null,
  history: [],
  earlier: null,
  unfinished: null,
  canResume: false,
  readOnly: true,
  subject: null,
  strings: strings(),
});

/** A budget that is spent would stop the run again, and of recorded answers no journal is kept. */
const isUnfinished = ({ stopped, models }: Report) =>
  (stopped === 'cancelled' || stopped === 'provider') && !models[0]?.recorded;

function phaseOf(entry: Entry, extras: StateExtras, core: Engine): Phase {
  const { unavailable } = extras;
  const { phase, report, prompt } = entry;
  if (phase.kind === 'needsModel')
    return { kind: 'needsModel', why: phase.why, trial: extras.trial };
  if (phase.kind !== 'idle') return phase;
  if (report) return { kind: 'done', strip: phase.strip };
  if (unavailable) return { kind: 'unavailable', ...unavailable };
  if (!prompt) return { kind: 'unavailable', reason: whyUnreadable(entry), trust: false };
  return { kind: 'empty', plan: planLines(prompt, entry, core) };
}

function planLines(prompt: Prompt, { place }: Entry, core: Engine): string[] {
  const { variantCounts } = core.resolveRunSettings(prompt, place?.config ?? {}, {});
  const perClass = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([id, count]) => `${count} ${id}`)
      .join(', ');
  const classes = Array.isArray(prompt.settings.variants)
    ? l10n.t('{0} variants written by hand', prompt.settings.variants.length)
    : typeof variantCounts === 'number'
      ? l10n.t('{0} variants of all classes', variantCounts)
      : perClass(variantCounts ?? core.DEFAULT_COUNTS);
  return [
    l10n.t('Variants of the prompt that mean the same: {0}.', classes),
    l10n.t(
      'Each variant is sent with {0}, each more than once, to measure noise.',
      core.cases(prompt.cases.length, say),
    ),
  ];
}

const panelReports = new WeakMap<Report, PanelReport>();

function panelReportOf(report: Report, soFar: boolean, core: Engine): PanelReport {
  const known = panelReports.get(report);
  if (known?.soFar === soFar) return known;
  const view = core.viewOf(report, say);
  const others = report.plan.shots.filter((shots) => shots !== view.matrix.shots);
  const matrices = [view.matrix, ...others.map((shots) => core.matrixOf(report, shots, { say }))];
  const made: PanelReport = {
    view,
    matrices: matrices.map((matrix) => ({ ...matrix, name: core.shotsName(matrix.shots, say) })),
    reliability: soFar ? null : core.reliabilityOf(report),
    soFar,
    startedAt: report.startedAt,
    tier: report.confidence.tier ?? '',
    shots: shotsViewOf(report, core),
    advice: report.verdict.advice.map(({ code, params }) => ({
      code,
      shots: typeof params['shots'] === 'string' ? params['shots'] : null,
      variant: typeof params['variant'] === 'string' ? params['variant'] : null,
    })),
  };
  panelReports.set(report, made);
  return made;
}

export function cellPanelOf(
  report: Report,
  { chosen, prompt, core }: { chosen: Chosen | null; prompt: Prompt | null; core: Engine },
): CellPanel | null {
  const address = chosen ?? core.firstCell(report);
  const cell =
    (address && core.cellOf(report, address, { repeat: chosen?.repeat, say })) ??
    firstOf(report, core);
  if (!cell) return null;
  return {
    cell,
    change: core.changeSaid(
      report.variants.find(({ id }) => id === cell.variant)?.change ?? '',
      say,
    ),
    prompt: core.promptChanges(report, cell.variant),
    canExclude: core.isRuleMade(report.variants.find(({ id }) => id === cell.variant)?.class ?? ''),
    notApplicable: whyNotApplicable(report, cell.variant, { prompt, core }),
  };
}

function firstOf(report: Report, core: Engine) {
  const [variant, second] = report.variants;
  const [tested] = report.cases;
  const id = (second ?? variant)?.id;
  const shots = report.plan.shots[0];
  return id && tested && shots
    ? core.cellOf(report, { variant: id, case: tested.id, shots }, { say })
    : null;
}

function whyNotApplicable(
  report: Report,
  variant: string,
  { prompt, core }: { prompt: Prompt | null; core: Engine },
): string | null {
  if (variant === core.ORIGINAL) return l10n.t('This is the prompt in the file.');
  if (!prompt) return l10n.t('The prompt file was not found.');
  return core.fingerprint(prompt.messages) === report.prompt.fingerprint
    ? null
    : l10n.t('The prompt has changed since this run.');
}

function staleView(
  report: Report,
  prompt: Prompt,
  { core, calls }: { core: Engine; calls: number | null },
): StaleView | null {
  const changed = core.changedSince(prompt, report.prompt);
  if (!changed) return null;
  const before = report.variants[0]?.messages ?? [];
  const textOf = (messages: readonly { role: string; content: string }[]) =>
    messages.map(({ role, content }) => `${role}:\n${content}`).join('\n');
  return {
    what:
      changed === 'prompt'
        ? l10n.t(
            'The prompt has changed since this run. These numbers are for the earlier version.',
          )
        : l10n.t(
            'The cases or checks have changed since this run. These numbers are for the earlier ones.',
          ),
    lines: changed === 'prompt' ? core.diffLineByLine(textOf(before), textOf(prompt.messages)) : [],
    calls,
  };
}

/**
 * Owns prompts, runs and results, and tells the views when something changed. Views read entries and never change them;
 * whatever a user does comes here as a method.
 */

import { EventEmitter, l10n, type Disposable, type TextDocument, type Uri } from 'vscode';
import { isUserError, UserError } from '../core/errors.js';
import type { Prompt, Report, RunMark, RunSummary } from '../core/index.js';
import type { BatchRun } from './batch/runBatch.js';
import { spentOn } from './batch/spent.js';
import type { PreflightView } from '../protocol.js';
import { engine } from './engine.js';
import {
  emptyEntry,
  whyUnreadable,
  type Entry,
  type EntryChange,
  type ReadParts,
} from './entry.js';
import {
  Cancelled,
  idle,
  phaseAfter,
  isNoModel,
  phaseAfterError,
  endOf,
  Refused,
  type RunEnd,
  type Wanted,
} from './entryPhase.js';
import { InFlight } from './inFlight.js';
import { Dismissed } from './models.js';
import type { PromptPlace } from './platform.js';
import { isAtOrUnder, isPromptDocument, movedAlong } from './promptFiles.js';
import { readParts } from './readParts.js';
import { reportAfter } from './runHistory.js';
import { runOtherStudy } from './studyRun.js';
import { runTest, type RunTools } from './runInEditor.js';
import type { TestRequest } from './testRequest.js';
import { type RunWatch } from './runWatch.js';
import { whyUnavailable } from './trust.js';
import { say } from './say.js';

export interface SessionTools extends RunTools {
  /** Whether a library's folder makes a file a prompt that no name tells. */
  readonly isInLibrary: (uri: Uri) => boolean;
}

/** What a run needs once it may begin. */
interface Begun {
  readonly prompt: Prompt;
  readonly place: PromptPlace;
  /** As it was when the run began. */
  readonly before: Entry;
  readonly watch: RunWatch;
}

interface Running {
  readonly controller: AbortController;
  answer: ((shots: readonly string[] | null) => void) | null;
}

export class Session implements Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #reading = new InFlight<Entry>();
  readonly #running = new Map<string, Running>();
  readonly #changed = new EventEmitter<EntryChange>();
  readonly #tools: SessionTools;
  readonly onDidChange = this.#changed.event;
  readonly #warn = (message: string) => this.#tools.log.warn(message);

  constructor(tools: SessionTools) {
    this.#tools = tools;
  }

  dispose(): void {
    for (const { controller } of this.#running.values())
      controller.abort(new Cancelled(l10n.t('Cancelled.')));
    this.#changed.dispose();
  }

  /** As far as names, the library and a look at the text tell. */
  isPrompt(document: TextDocument): boolean {
    return isPromptDocument(document) || this.#tools.isInLibrary(document.uri);
  }

  /** What is known without reading anything. */
  peek(uri: Uri): Entry | null {
    return this.#entries.get(uri.toString()) ?? null;
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  isRunning(uri: Uri): boolean {
    return this.#running.has(uri.toString());
  }

  /** Reads prompt, history and kept wordings again. */
  async refresh(uri: Uri): Promise<Entry> {
    const before = this.peek(uri) ?? emptyEntry(uri);
    const read = await this.#read(uri);
    const entry = this.peek(uri) ?? before;
    return this.#set({ ...entry, ...read, readable: read.prompt ?? entry.readable });
  }

  /** The entry of a document as its text stands now. */
  async upToDate(document: TextDocument): Promise<Entry> {
    const entry = this.peek(document.uri);
    const text = document.getText();
    if (entry?.text === text) return entry;
    // A lens, the outline, folding and diagnostics all ask after each change.
    return this.#reading.share(document.uri.toString(), text, () => this.refresh(document.uri));
  }

  async open(uri: Uri): Promise<Entry> {
    return this.peek(uri) ?? this.refresh(uri);
  }

  /** A file or folder has another path: its prompts keep what is shown. One that is being run stays until it is over. */
  async move(from: Uri, to: Uri): Promise<void> {
    const moved = this.entries()
      .filter(({ uri }) => isAtOrUnder(from, uri) && !this.isRunning(uri))
      .map((entry) => {
        const uri = movedAlong(entry.uri, from, to);
        this.#entries.delete(entry.uri.toString());
        this.#entries.set(uri.toString(), { ...entry, uri });
        return uri;
      });
    await Promise.all(moved.map((uri) => this.refresh(uri)));
  }

  /** The report of the prompt's result, else of the newest run that was cut short, unless one is shown already. */
  async withReport(uri: Uri): Promise<Entry> {
    const entry = await this.open(uri);
    if (entry.report || entry.history.length === 0) return entry;
    const { lastRun } = await engine();
    const run = lastRun(entry.history) ?? entry.history.at(-1);
    return this.showRun(uri, run ? entry.history.indexOf(run) : -1);
  }

  /** Shows an earlier run. Throws `UserError` when its report is gone or damaged. */
  async showRun(uri: Uri, index: number): Promise<Entry> {
    const entry = await this.open(uri);
    const run = entry.history[index];
    if (!run || !entry.place) return entry;
    const report = await this.#reportOf(entry.place, run);
    if (!report) return entry;
    const now = this.peek(uri) ?? entry;
    // What the last run took, or what stopped it, is no fact of this one.
    const { kind } = now.phase;
    const isOver = kind === 'idle' || kind === 'failed';
    return this.#set({ ...now, report, soFar: false, phase: isOver ? idle : now.phase });
  }

  /** Pins or deletes a kept run. What is shown of a deleted one gives way to the prompt's result. */
  async markRun(uri: Uri, run: RunSummary, mark: RunMark): Promise<Entry> {
    const { place } = await this.open(uri);
    if (!place) throw new UserError(l10n.t('This prompt is not on this machine.'));
    const store = await this.#tools.platform.store(place, this.#warn);
    await store.markRun(run, mark);
    const entry = await this.refresh(uri);
    if (mark !== 'deleted' || entry.report?.startedAt !== run.startedAt) return entry;
    this.#set({ ...entry, report: null });
    return this.withReport(uri);
  }

  /** Null where it is no longer kept. Throws `UserError` when it is damaged. */
  async #reportOf(place: PromptPlace, run: RunSummary): Promise<Report | null> {
    const store = await this.#tools.platform.store(place, this.#warn);
    const text = await store.readReport(run);
    const { readReport } = await engine();
    return text === null ? null : readReport(text, run.report ?? '');
  }

  /** Shows numbers that were computed again from answers that are known. */
  showReport(uri: Uri, report: Report): void {
    this.#set({ ...(this.peek(uri) ?? emptyEntry(uri)), report, soFar: false });
  }

  /** Resolves when the run is over, to how it ended. Throws `UserError` for what a user has to know at once. */
  async test(uri: Uri, request: TestRequest = {}): Promise<RunEnd> {
    return (await this.testAndCount(uri, request)).end;
  }

  /** As `test`, with what it took. */
  async testAndCount(uri: Uri, request: TestRequest = {}): Promise<BatchRun> {
    let report: Report | null = null;
    let last: Report | null = null;
    const isAlone = await this.#alone(uri, request, async ({ prompt, place, before, watch }) => {
      last = before.report;
      const onReport = (report: Report) =>
        this.#set({ ...(this.peek(uri) ?? before), report, soFar: true });
      const text = before.text ?? '';
      const job = { ...watch, prompt, text, place, request, last, onReport };
      report = await runTest(job, this.#tools);
      await this.#finish(uri, report, before);
    });
    const { kind } = this.peek(uri)?.phase ?? idle;
    return {
      end: isAlone ? endOf(report, kind) : 'busy',
      spent: spentOn(report, request.only ? last : null),
    };
  }

  /** Begins the run that had no model. */
  async again(uri: Uri): Promise<void> {
    const { phase } = await this.open(uri);
    if (phase.kind !== 'needsModel') return;
    const { again } = phase;
    await ('study' in again ? this.runStudy(uri, again.study) : this.test(uri, again));
  }

  /** Runs another study, like a test. Throws `UserError` for whatever stands in the way: the test is as it was. */
  async runStudy(uri: Uri, id: string): Promise<void> {
    await this.#alone(uri, { study: id }, async ({ prompt, place, before, watch }) => {
      const job = { ...watch, prompt, place, text: before.text ?? '' };
      const kept = await runOtherStudy(id, job, this.#tools).catch((error: unknown) => {
        const isQuiet =
          error instanceof Dismissed || error instanceof Cancelled || isNoModel(error);
        throw !isQuiet && isUserError(error) ? new Refused(error.sentence) : error;
      });
      const { answers, STUDIES } = await engine();
      const entry = this.peek(uri) ?? before;
      const question = STUDIES.find((row) => row.id === id)?.question ?? id;
      const strip =
        kept && l10n.t('{0} {1}', l10n.t(question), answers(kept.result.totals.completed, say));
      this.#set({
        ...entry,
        results: kept ? new Map([...entry.results, [id, kept]]) : entry.results,
        phase: { kind: 'idle', strip },
      });
    });
  }

  /** One run of a prompt at a time: false where another is going on, and nothing was done. */
  async #alone(
    uri: Uri,
    wanted: Wanted,
    work: (running: Begun) => Promise<void>,
  ): Promise<boolean> {
    const unavailable = whyUnavailable(uri);
    if (unavailable) throw new UserError(unavailable.reason);
    const key = uri.toString();
    if (this.#running.has(key)) return false;
    const controller = new AbortController();
    // Before anything is awaited: a second click must not begin a second run.
    this.#running.set(key, { controller, answer: null });
    try {
      const before = await this.refresh(uri);
      const { prompt, place } = before;
      if (!prompt || !place) throw new UserError(whyUnreadable(before));
      const watch = this.#watch(uri, before, controller.signal);
      watch.onStep(l10n.t('Preparing'));
      try {
        if (place.trouble !== null) throw new UserError(place.trouble);
        await work({ prompt, place, before, watch });
      } catch (error) {
        this.#fail(uri, error, { before, wanted });
        if (error instanceof Refused || !isUserError(error)) throw error;
        this.#tools.log.warn(error.message);
      }
      return true;
    } finally {
      this.#running.delete(key);
      const entry = this.peek(uri);
      if (entry) this.#changed.fire({ entry, part: 'all' });
    }
  }

  #watch(uri: Uri, before: Entry, signal: AbortSignal): RunWatch {
    const now = () => this.peek(uri) ?? before;
    return {
      signal,
      onStep: (step) => this.#set({ ...now(), phase: { kind: 'preparing', step } }),
      onPreflight: (preflight) => this.#ask(uri, preflight),
      onProgress: (progress) => {
        const part = now().phase.kind === 'running' ? 'progress' : 'all';
        this.#set({ ...now(), phase: { kind: 'running', progress } }, part);
      },
    };
  }

  cancel(uri: Uri): void {
    const running = this.#running.get(uri.toString());
    running?.answer?.(null);
    running?.controller.abort(new Cancelled(l10n.t('Cancelled.')));
  }

  /** Answers the preflight; null sends nothing. */
  confirm(uri: Uri, shots: readonly string[] | null): void {
    this.#running.get(uri.toString())?.answer?.(shots);
  }

  async #finish(uri: Uri, report: Report | null, before: Entry): Promise<void> {
    const { place } = before;
    const store = place && (await this.#tools.platform.store(place, this.#warn));
    const history = (await store?.history()) ?? [];
    const entry = this.peek(uri) ?? before;
    const phase = report ? await phaseAfter(report, place?.config ?? {}) : idle;
    const read = async (run: RunSummary) =>
      place ? this.#reportOf(place, run).catch(() => null) : null;
    const core = await engine();
    const shown = await reportAfter(
      { ran: report, before: before.report, history },
      { core, read },
    );
    this.#set({ ...entry, report: shown, history, soFar: false, phase });
  }

  #fail(uri: Uri, error: unknown, { before, wanted }: { before: Entry; wanted: Wanted }): void {
    const entry = this.peek(uri) ?? before;
    const { config = {} } = before.place ?? {};
    const phase = phaseAfterError(error, { before: before.phase, wanted, config });
    this.#set({ ...entry, report: before.report, soFar: false, phase });
  }

  #ask(uri: Uri, preflight: PreflightView): Promise<readonly string[] | null> {
    const running = this.#running.get(uri.toString());
    const entry = this.peek(uri);
    if (!running || !entry) return Promise.resolve(null);
    return new Promise((resolve) => {
      running.answer = resolve;
      this.#set({ ...entry, phase: { kind: 'preflight', preflight } });
    });
  }

  #read(uri: Uri): Promise<ReadParts> {
    return readParts(uri, this.peek(uri), { ...this.#tools, warn: this.#warn });
  }

  #set(entry: Entry, part: EntryChange['part'] = 'all'): Entry {
    this.#entries.set(entry.uri.toString(), entry);
    this.#changed.fire({ entry, part });
    return entry;
  }
}

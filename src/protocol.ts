/**
 * What the extension and the panel say to each other. The panel only draws: it gets the whole state when it says `ready`,
 * and parts of it later; it never asks a question, and can be thrown away and rebuilt at any moment.
 */

import type { CellAddress, CellView, PromptChange } from './core/report/cell.js';
import type { StudyView } from './core/words/studyView.js';
import type { MatrixView } from './core/report/matrix.js';
import type { ReliabilityView } from './core/report/reliabilityCurve.js';
import type { RunSummary } from './core/studies/sensitivity/summary.js';
import type { ReportView } from './core/report/view.js';
import type { DiffLine } from './core/text/lineDiff.js';

export type ToPanel =
  /** Everything: the answer to `ready`, and whenever more than one part changed. */
  | { readonly kind: 'state'; readonly state: PanelState }
  /** A run went on. */
  | { readonly kind: 'progress'; readonly progress: ProgressView }
  /** The chosen cell, or the explanation that there is none. */
  | { readonly kind: 'cell'; readonly cell: CellPanel | null }
  /** What a button asked for has been done: it is said where it was pressed. */
  | { readonly kind: 'acknowledge'; readonly button: string };

export type FromPanel =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'run';
      readonly shots?: readonly string[];
      readonly compare?: 'meaning';
      readonly repeats?: number;
    }
  /** Sends what the preflight asked about. */
  | { readonly kind: 'confirm'; readonly shots: readonly string[] }
  | { readonly kind: 'decline' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'choose'; readonly cell: CellAddress; readonly repeat?: number }
  | { readonly kind: 'openPrompt' }
  | { readonly kind: 'openDiff'; readonly cell: CellAddress }
  | { readonly kind: 'applyWording'; readonly variant: string }
  | { readonly kind: 'runOnly'; readonly variant: string | null; readonly case: string | null }
  | {
      readonly kind: 'decide';
      readonly variants: readonly string[];
      /** `pending`: takes an earlier decision back. */
      readonly status: 'approved' | 'rejected' | 'pending';
    }
  /** A wording as a person mended it, one text for each message: saved, and gated again without a model. */
  | { readonly kind: 'mendWording'; readonly variant: string; readonly contents: readonly string[] }
  /** A text is being written in the panel: until it is done, the panel does not turn to another prompt by itself. */
  | { readonly kind: 'hold'; readonly hold: boolean }
  /** Asks a model whether a wording requires what the original does. */
  | { readonly kind: 'checkWording'; readonly variant: string }
  | { readonly kind: 'checkStale'; readonly ask: boolean }
  | { readonly kind: 'editWording'; readonly variant: string }
  /** Rejects a variant that rules made; the next test sends the next of its class. */
  | { readonly kind: 'excludeVariant'; readonly variant: string }
  /** Makes a few-shot configuration the file's own. */
  | { readonly kind: 'addExamples'; readonly shots: string }
  /** Lets the user choose which configurations to compare, and runs them. */
  | { readonly kind: 'compareShots' }
  /** Has a model suggest cases, for the user to choose from. */
  | { readonly kind: 'suggestCases' }
  /** Lets the user choose which kept runs to compare. */
  | { readonly kind: 'compareRuns' }
  | { readonly kind: 'acceptBaseline' }
  /** Holds the result that is shown against the baseline. */
  | { readonly kind: 'compareBaseline' }
  | { readonly kind: 'runStudy'; readonly study: string }
  /** Puts the change that a study offers into the file. */
  | { readonly kind: 'applyChange'; readonly study: string }
  | { readonly kind: 'clearInfluence' }
  /** Shows a measured sentence in its file. */
  | { readonly kind: 'openPart'; readonly part: string }
  | { readonly kind: 'export' }
  | { readonly kind: 'pickModel' }
  /** Selects a model for the run that needs one, and begins it. */
  | { readonly kind: 'giveModel'; readonly how: 'trial' | 'add' | 'choose' }
  /** Asks for a key that was refused again, and goes on with the run. */
  | { readonly kind: 'enterKey'; readonly name: string }
  | { readonly kind: 'showLog' }
  | { readonly kind: 'manageTrust' }
  /** A run of the history, by its place in it. */
  | { readonly kind: 'openRun'; readonly index: number };

export interface PanelState {
  readonly title: string;
  /** The prompt's path from its root; null when only a report is known. */
  readonly path: string | null;
  /** The model that the next run goes to; null while none is chosen. */
  readonly model: string | null;
  readonly phase: Phase;
  readonly report: PanelReport | null;
  readonly cell: CellPanel | null;
  readonly stale: StaleView | null;
  readonly review: readonly ReviewCard[];
  readonly staleWordings: StaleWordings | null;
  /** Variants a person has approved or rejected, for this text of the prompt. */
  readonly decided: readonly DecidedVariant[];
  /** Other studies, those that were run first. */
  readonly studies: readonly PanelStudy[];
  /** There are examples that could be shown. */
  readonly canCompareShots: boolean;
  /** There are variables that further cases could fill. */
  readonly canSuggestCases: boolean;
  /** Null for a report file. */
  readonly baseline: PanelBaseline | null;
  readonly history: readonly RunView[];
  /** The report is not of the newest run, and why that is. */
  readonly earlier: EarlierView | null;
  /** The newest run was cut short, and the report is of another. */
  readonly unfinished: UnfinishedView | null;
  /** The run of the report was stopped, and can be gone on with. */
  readonly canResume: boolean;
  /** A report file that was opened by itself can be read, not run. */
  readonly readOnly: boolean;
  /** Of which prompt everything is, and whether the panel turns to others; null for a report file. */
  readonly subject: { readonly uri: string; readonly follows: boolean } | null;
  /** Texts in the editor's language, by their English ones; null for English. */
  readonly strings: Readonly<Record<string, string>> | null;
}

/** `none`: it cannot run here, as in a browser. */
export type TrialState = 'installed' | 'downloadable' | 'none';

export type Phase =
  | { readonly kind: 'empty'; readonly plan: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly trust: boolean }
  | { readonly kind: 'preparing'; readonly step: string }
  | { readonly kind: 'preflight'; readonly preflight: PreflightView }
  | { readonly kind: 'running'; readonly progress: ProgressView }
  /** `strip`: what the run that just ended took; null when it ended before the panel was opened. */
  | { readonly kind: 'done'; readonly strip: string | null }
  | { readonly kind: 'failed'; readonly failure: FailureView }
  /** A run was asked for and there is no model: selecting one begins it. */
  | { readonly kind: 'needsModel'; readonly why: string; readonly trial: TrialState };

export interface PanelBaseline {
  /** What was accepted, or that nothing was. */
  readonly text: string;
  /** Why it applies no more; null while it does, and where there is none. */
  readonly stale: string | null;
  /** The result that is shown is another, and can be accepted. */
  readonly canAccept: boolean;
  readonly canCompare: boolean;
}

export interface RunView extends RunSummary {
  readonly word: string;
  /** A whole result, and not only a cell that was asked again. */
  readonly inTrend: boolean;
}

export interface EarlierView {
  /** Of which run the report is: its model and time. */
  readonly text: string;
  /** The place of the prompt's result in the history; null where it is the one that is shown. */
  readonly newest: number | null;
}

export interface UnfinishedView {
  readonly text: string;
  /** Its place in the history. */
  readonly index: number;
  readonly canResume: boolean;
}

export interface PreflightView {
  readonly why: string;
  readonly rows: readonly {
    readonly shots: string;
    readonly name: string;
    readonly calls: number;
    readonly tokens: number;
    readonly cost: string;
  }[];
  /** Calls whose answers are already there. */
  readonly cachedCalls: number;
  readonly facts: readonly (readonly [string, string])[];
  readonly findings: readonly string[];
}

export interface ProgressView {
  readonly done: number;
  readonly planned: number;
  readonly facts: readonly string[];
}

export interface FailureView {
  readonly title: string;
  readonly message: string;
  /** What was kept of the run; null where nothing was sent. */
  readonly kept: string | null;
  readonly canResume: boolean;
  /** The key that the endpoint refused, by name, where it did and the editor can ask for another. */
  readonly refusedKey: string | null;
}

export interface PanelReport {
  readonly view: ReportView;
  /** One for each few-shot configuration, the headline's first. */
  readonly matrices: readonly (MatrixView & { readonly name: string })[];
  readonly reliability: ReliabilityView | null;
  /** While a run goes on: the numbers cover the cases that are complete. */
  readonly soFar: boolean;
  readonly startedAt: string;
  readonly tier: string;
  /** Null with one few-shot configuration. */
  readonly shots: ShotsView | null;
  readonly advice: readonly AdviceView[];
}

/** What is advised, with what a button for it acts on. */
export interface AdviceView {
  readonly code: string;
  readonly shots: string | null;
  readonly variant: string | null;
}

export interface ShotsView {
  readonly rows: readonly {
    readonly shots: string;
    readonly name: string;
    readonly effect: number | null;
    readonly interval: readonly [number, number] | null;
    readonly accuracy: number | null;
    readonly accuracyInterval: readonly [number, number] | null;
    /** Of a call, prompt and answer, on average; null where the endpoint names no usage. */
    readonly tokens: number | null;
    readonly isBest: boolean;
    /** The cheapest of those that cannot be told from the best. */
    readonly isCheapest: boolean;
  }[];
  readonly sentence: string;
  /** How far order alone moved the numbers, a line for each set of examples. */
  readonly orders: readonly string[];
  /** Configurations whose examples can be written into the file. */
  readonly addable: readonly {
    readonly shots: string;
    readonly name: string;
    readonly examples: number;
  }[];
  /** The one to begin with; null where the cheapest adds none. */
  readonly proposed: string | null;
}

/** A study beside sensitivity: what it found, or that it was not run yet. */
export interface PanelStudy {
  readonly id: string;
  /** Its question. */
  readonly title: string;
  /** Null: not run yet. */
  readonly found: {
    readonly view: StudyView;
    readonly startedAt: string;
    /** The prompt says something else by now. */
    readonly changed: boolean;
    /** Ids of rows that can be shown in the file. */
    readonly placed: readonly string[];
    /** It offers a change that can be put into the file. */
    readonly offersChange: boolean;
  } | null;
}

export interface CellPanel {
  readonly cell: CellView;
  readonly change: string;
  readonly prompt: readonly PromptChange[];
  /** Why the wording cannot be put into the file; null when it can. */
  readonly notApplicable: string | null;
  /** Whether it was made by rule, so that it can be excluded. */
  readonly canExclude: boolean;
}

export interface StaleView {
  readonly what: string;
  readonly lines: readonly DiffLine[];
  /** Calls a new run would make; null while that is not known. */
  readonly calls: number | null;
}

export interface ReviewCard {
  readonly variant: string;
  readonly name: string;
  /** Why it was made: class, style, distance from the original. */
  readonly why: readonly (readonly [string, string])[];
  /** No step of the gate found anything. */
  readonly passed: boolean;
  /** How many signs of another meaning were found. They turn nothing down. */
  readonly flags: number;
  /** One line for each step of the gate, each broken rule and each sign; `open`: the step was not taken. */
  readonly checks: readonly {
    readonly result: 'passed' | 'flagged' | 'failed' | 'open';
    readonly text: string;
  }[];
  /** Requirements of the original that a model missed in the wording, and the other way round. */
  readonly missing: readonly string[];
  readonly added: readonly string[];
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly prompt: readonly PromptChange[];
}

export interface DecidedVariant {
  readonly variant: string;
  readonly name: string;
  readonly change: string;
  readonly status: 'approved' | 'rejected';
  /** Made by rule: it is sent again once its rejection is taken back, without a review. */
  readonly ruleMade: boolean;
  readonly prompt: readonly PromptChange[];
}

/** Wordings made for earlier versions of the prompt: kept, never sent. */
export interface StaleWordings {
  readonly count: number;
  readonly groups: readonly {
    /** What changed in the prompt since; null where that version was not kept. */
    readonly changed: readonly PromptChange[] | null;
    readonly wordings: readonly {
      readonly name: string;
      readonly change: string;
      /** Why it does not hold any more; null while it was not checked. */
      readonly reason: string | null;
    }[];
  }[];
}

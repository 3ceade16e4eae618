/** What the session knows of one prompt. */

import { l10n, type Uri } from 'vscode';
import type {
  Baseline,
  Change,
  FrozenVariants,
  Influence,
  Load,
  KeptStudy,
  Problem,
  Prompt,
  Report,
  Restraint,
  RunSummary,
  Variant,
} from '../core/index.js';
import { idle, type EntryPhase } from './entryPhase.js';
import type { PromptPlace } from './platform.js';

export interface EntryBaseline {
  readonly accepted: Baseline;
  /** Why it applies no more. */
  readonly stale: Change | null;
}

export interface Entry {
  readonly uri: Uri;
  readonly place: PromptPlace | null;
  /** The text it was read from. */
  readonly text: string | null;
  /** As the editor's text stands, saved or not; null while it cannot be understood. */
  readonly prompt: Prompt | null;
  /** The last version of it that could be understood: while a tag is being written, the text cannot be. */
  readonly readable: Prompt | null;
  readonly problems: readonly Problem[];
  /** Why the file itself cannot be used: it is gone, or cannot be read. */
  readonly trouble: string | null;
  /** Kept wordings, reviewed or not. */
  readonly wordings: readonly Variant[];
  /** The file they are kept in; null where there is none. */
  readonly frozen: FrozenVariants | null;
  /** What the team accepted of it. */
  readonly baseline: EntryBaseline | null;
  /** Oldest first. */
  readonly history: readonly RunSummary[];
  readonly report: Report | null;
  /** Results of other studies, as they were last measured, by study id. */
  readonly results: ReadonlyMap<string, KeptStudy>;
  /** The report is of a run that goes on. */
  readonly soFar: boolean;
  readonly phase: EntryPhase;
}

export interface EntryChange {
  readonly entry: Entry;
  /** `progress`: nothing but the run's progress. */
  readonly part: 'all' | 'progress';
}

/** For a file that is on no disk: what it refers to is not there. */
export const NOTHING_BESIDE = { trusted: false, environment: () => null, file: async () => null };

/** What reading a file gives. */
export type ReadParts = Omit<Entry, 'uri' | 'readable' | 'report' | 'soFar' | 'phase'>;
export const NOTHING_READ: ReadParts = {
  place: null,
  text: null,
  prompt: null,
  problems: [],
  trouble: null,
  wordings: [],
  frozen: null,
  baseline: null,
  history: [],
  results: new Map(),
};

export const emptyEntry = (uri: Uri): Entry => ({
  ...NOTHING_READ,
  uri,
  readable: null,
  report: null,
  soFar: false,
  phase: idle,
});

/** Why there is no prompt in an entry. */
export function whyUnreadable({ trouble, problems }: Entry): string {
  if (trouble !== null) return trouble;
  const [first] = problems;
  return first
    ? l10n.t('Line {0}: {1}', first.line, first.message)
    : l10n.t('This file does not contain a prompt that can be tested.');
}

/** Which words matter, as it was last measured. */
export const influenceOf = ({ results }: Entry): Influence | null =>
  (results.get('influence')?.result as Influence | undefined) ?? null;

/** How many instructions it can carry, as it was last measured. */
export const loadOf = ({ results }: Entry): Load | null =>
  (results.get('load')?.result as Load | undefined) ?? null;

/** When not to answer, as it was last measured. */
export const restraintOf = ({ results }: Entry): Restraint | null =>
  (results.get('restraint')?.result as Restraint | undefined) ?? null;

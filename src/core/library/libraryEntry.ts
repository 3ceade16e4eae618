/** A prompt as listed in the library. */

import { answerShapeOf } from '../prompt/answerShape.js';
import { casesFingerprint, fingerprint } from '../prompt/fingerprint.js';
import type { ParsedPrompt } from '../prompt/formats/formats.js';
import { baseName } from '../prompt/path.js';
import type { Prompt } from '../prompt/prompt.js';
import { modelNames } from '../prompt/settings/namedModels.js';
import type { RunSummary } from '../studies/sensitivity/summary.js';
import { recordOf, textOrNull } from '../text/narrow.js';
import { stylesOf, type PromptStyle } from './report/promptStyles.js';
import {
  resultInUse,
  stateOf,
  type Change,
  type Fingerprints,
  type KnownResult,
  type PromptState,
} from './promptState.js';

/** What is known about a prompt from its file. */
export interface LibraryPrompt {
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  /** Null if the file is invalid. */
  readonly format: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly owner: string | null;
  readonly purpose: string | null;
  /** From the file, or `classification`, `extraction`, `tool calls` or `text` by the shape of its answers; null without cases. */
  readonly task: string | null;
  /** How it is built. */
  readonly styles: readonly PromptStyle[];
  readonly variables: readonly string[];
  /** Files it refers to, relative to the workspace root: partials, cases, the pool of examples. */
  readonly files: readonly string[];
  /** The models it names, as spelled in the file. */
  readonly models: readonly string[];
  readonly cases: number;
  /** The number of cases with an expected answer. */
  readonly expected: number;
  readonly errors: number;
  readonly warnings: number;
  /** Fingerprints to compare with those of a run; null if the file is invalid. */
  readonly fingerprints: Fingerprints | null;
}

export interface LibraryEntry extends Omit<LibraryPrompt, 'fingerprints'> {
  readonly lastResult: RunSummary | null;
  /** What the team accepted, and why it applies no more. */
  readonly baseline: (RunSummary & { readonly stale: Change | null }) | null;
  readonly state: PromptState;
}

/** What the library knows about a prompt from its file. `files`: those that were found where it refers to them. */
export function libraryPrompt(
  path: string,
  { prompt, problems }: ParsedPrompt,
  files: readonly string[] = [],
): LibraryPrompt {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.filter(
    ({ severity, limit }) => severity === 'warning' && !limit,
  ).length;
  const found = { path, errors, warnings, files };
  if (!prompt) return { ...UNREADABLE, ...found, name: baseName(path) };
  const { extra } = prompt;
  const metadata = recordOf(extra['metadata']);
  const said = (key: string) => textOrNull(extra[key]) ?? textOrNull(metadata[key]);
  return {
    ...found,
    format: prompt.format,
    name: prompt.name,
    description: prompt.description,
    tags: textsIn(extra['tags'] ?? metadata['tags']),
    owner: said('owner') ?? textsIn(extra['authors'] ?? metadata['authors'])[0] ?? null,
    purpose: said('purpose'),
    task: said('task') ?? taskOf(prompt),
    styles: stylesOf(prompt),
    variables: prompt.variables.map(({ name }) => name),
    models: modelNames(prompt),
    cases: prompt.cases.length,
    expected: prompt.cases.filter((row) => row.expected !== null).length,
    fingerprints: fingerprintsOf(prompt),
  };
}

/** A prompt with its last result and state. */
export function libraryEntry(prompt: LibraryPrompt, known: KnownResult): LibraryEntry {
  const { fingerprints, ...facts } = prompt;
  const { last, baseline } = known;
  return {
    ...facts,
    lastResult: last,
    baseline: baseline && { ...baseline.summary, stale: baseline.stale },
    state: stateOf({ ...facts, fingerprints }, known),
  };
}

/** The result that counts for a prompt as it is, and what changed since; null where there is none. */
export const resultOf = (prompt: Prompt, known: KnownResult): ReturnType<typeof resultInUse> =>
  resultInUse({ fingerprints: fingerprintsOf(prompt), models: modelNames(prompt) }, known);

/** Computed lazily, because a prompt that was never tested does not need it. */
function fingerprintsOf({
  messages,
  cases,
  checks,
  images = {},
}: Pick<Prompt, 'messages' | 'cases' | 'checks' | 'images'>): Fingerprints {
  let prompt: string | null = null;
  let ofCases: string | null = null;
  return {
    prompt: () => (prompt ??= fingerprint(messages)),
    cases: () => (ofCases ??= casesFingerprint({ cases, checks, images })),
  };
}

const UNREADABLE: Omit<LibraryPrompt, 'path' | 'name' | 'errors' | 'warnings' | 'files'> = {
  format: null,
  description: null,
  tags: [],
  owner: null,
  purpose: null,
  task: null,
  styles: [],
  variables: [],
  models: [],
  cases: 0,
  expected: 0,
  fingerprints: null,
};

const TASKS = {
  label: 'classification',
  json: 'extraction',
  toolCalls: 'tool calls',
  text: 'text',
} as const;

function taskOf(prompt: Prompt): string | null {
  if (prompt.cases.length === 0) return null;
  const { kind } = answerShapeOf(prompt);
  return TASKS[kind];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(',').map((each) => each.trim());
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

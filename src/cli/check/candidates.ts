/** What is to be checked: prompts with their baselines, and what of them is out of date. */

import { join } from 'node:path';
import { isUserError } from '../../core/errors.js';
import { baselineFigures } from '../../core/library/baseline/figures.js';
import { gatesOfBaseline } from '../../core/library/baseline/gatesOfBaseline.js';
import { staleness, type Baseline, type Staleness } from '../../core/library/library.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { readPrompt } from '../../core/prompt/formats/formats.js';
import { fingerprint } from '../../core/prompt/fingerprint.js';
import { baselinePath } from '../../core/prompt/path.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import {
  unmeasured,
  type CheckedPrompt,
  type CheckReason,
} from '../../core/studies/comparison/checked.js';
import { note, type NoteParams } from '../../core/text/note.js';
import { baselineFor } from '../../node/baselines.js';
import { inTurn } from '../../node/inTurn.js';
import { surroundingsOf } from '../../node/surroundings.js';
import {
  baselineFile,
  readDecoded,
  readFrozen,
  workspacesByFolder,
  type Workspace,
} from '../../node/workspace.js';

/** A prompt that has to be measured again. */
export interface Candidate {
  readonly file: string;
  readonly workspace: Workspace;
  readonly prompt: Prompt;
  readonly text: string;
  readonly baseline: Baseline;
  /** `asked`: it was asked for, though nothing changed. */
  readonly changed: Staleness | 'asked';
}

/** Everything a prompt depends on, relative to its root. */
export interface Gathered {
  readonly files: ReadonlySet<string>;
  readonly root: string;
  readonly path: string;
  /** SHA-256 of its messages; null where it cannot be read. */
  readonly fingerprint: string | null;
  /** What is known without measuring, or what to measure. */
  readonly found: CheckedPrompt | Candidate;
}

export const isCandidate = (found: Gathered['found']): found is Candidate => 'baseline' in found;

/** Of each file. `all`: also prompts that have not changed are to be measured. */
export function gatherAll(
  files: readonly string[],
  { all }: { all: boolean },
): Promise<Gathered[]> {
  const find = workspacesByFolder();
  return inTurn(files, async (file) => gather(file, await find(file), all));
}

async function gather(file: string, workspace: Workspace, all: boolean): Promise<Gathered> {
  const path = workspace.pathOf(file);
  const files = new Set([path, ...ownFiles(path)]);
  const at = { root: workspace.root, path, files, fingerprint: null as string | null };
  const known = (code: CheckReason, params: NoteParams, of: Partial<CheckedPrompt> = {}) => ({
    ...at,
    found: { ...unmeasured(path), why: note(code, params), ...of },
  });
  const read = await readDecoded(file);
  if (read === null) return known('unreadable', { message: `File not found: ${file}` });
  const around = surroundingsOf(workspace.root);
  const { prompt, problems } = await readPrompt(
    { path, ...read },
    {
      ...around,
      file(name) {
        files.add(name);
        return around.file(name);
      },
    },
  );
  const error = problems.find(({ severity }) => severity === 'error');
  if (!prompt || error)
    return known('unreadable', {
      message: error
        ? `${file}:${error.line}:${error.column}: ${error.message}`
        : `${file} is no prompt.`,
    });
  const line = prompt.start.line;
  at.fingerprint = fingerprint(prompt.messages);
  let baseline: Baseline | null;
  try {
    baseline = await baselineFor(workspace, path);
  } catch (failed) {
    if (!isUserError(failed)) throw failed;
    return known('damaged-baseline', { message: failed.message }, { line });
  }
  if (!baseline) return known('no-baseline', {}, { line });
  const { config } = workspace;
  const frozen = await readFrozen(workspace, path);
  const changed = staleness(baseline, prompt, { config, frozen, now: Date.now() });
  if (changed === null && !all) return { ...at, found: unchanged(baseline, prompt, config) };
  return {
    ...at,
    found: { file, workspace, prompt, text: read.text, baseline, changed: changed ?? 'asked' },
  };
}

const ownFiles = (path: string) => [
  `${path}.sensitivity.yml`,
  `.plumbline/variants/${path}.yml`,
  baselinePath(path),
  'plumbline.yml',
];

/** Gates may have been set since, so that they are decided again, on the numbers that were accepted. */
function unchanged(baseline: Baseline, prompt: Prompt, config: Workspace['config']): CheckedPrompt {
  return {
    ...unmeasured(prompt.path),
    ...baselineFigures(baseline, null),
    result: 'equivalent',
    why: note('unchanged'),
    gates: gatesOfBaseline(resolveRunSettings(prompt, config, {}).gates, baseline),
    line: prompt.start.line,
    model: baseline.model.id,
  };
}

/** Baselines whose prompt is gone. `known`: the prompts there are, with the fingerprint of their messages. */
export async function orphans(
  workspace: Workspace,
  accepted: ReadonlySet<string>,
  known: ReadonlyMap<string, string | null>,
): Promise<CheckedPrompt[]> {
  const found: CheckedPrompt[] = [];
  // Of several with the same text, each goes to one.
  const taken = new Set<string>();
  for (const path of [...accepted].toSorted()) {
    if (known.has(path)) continue;
    if ((await readDecoded(join(workspace.root, path))) !== null) continue;
    const baseline = await baselineFor(workspace, path).catch(() => null);
    const movedTo = [...known].find(
      ([other, print]) =>
        !accepted.has(other) && !taken.has(other) && print === baseline?.fingerprints.prompt,
    )?.[0];
    if (movedTo !== undefined) taken.add(movedTo);
    const name = (of: string) => workspace.pathOf(baselineFile(workspace, of));
    found.push({
      ...unmeasured(path),
      why: note('gone', {
        file: name(path),
        ...(movedTo === undefined ? {} : { movedTo, newFile: name(movedTo) }),
      }),
    });
  }
  return found;
}

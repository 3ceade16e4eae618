/** Baselines on this machine: one file a prompt below `.plumbline/baselines`. */

import { join } from 'node:path';
import {
  baselineText,
  readBaseline,
  staleness,
  summaryOfBaseline,
  type Baseline,
} from '../core/library/library.js';
import type { KnownBaseline } from '../core/library/promptState.js';
import type { Prompt } from '../core/prompt/prompt.js';
import { baselineFile, namesIn, readFrozen, readText, type Workspace } from './workspace.js';
import { writeText } from './writeFile.js';

/** Null where the prompt has none. Throws `UserError` where it cannot be read. */
export async function baselineFor(workspace: Workspace, prompt: string): Promise<Baseline | null> {
  const path = baselineFile(workspace, prompt);
  const text = await readText(path);
  return text === null ? null : readBaseline(text, path);
}

/** Returns the file's path. Throws `UserError` if it cannot be written. */
export async function writeBaseline(workspace: Workspace, baseline: Baseline): Promise<string> {
  const path = baselineFile(workspace, baseline.prompt);
  await writeText(path, baselineText(baseline));
  return path;
}

/** Paths of the prompts with a baseline below a root, whether the prompts still exist or not. */
export async function promptsWithBaseline(root: string): Promise<ReadonlySet<string>> {
  const names = await namesIn(join(root, '.plumbline', 'baselines'), { recursive: true });
  const files = names.filter((name) => name.endsWith('.json'));
  return new Set(files.map((name) => name.slice(0, -'.json'.length).replace(/\\/g, '/')));
}

/** What decides on a prompt's state. Throws `UserError` as `baselineFor`, and where its kept variants cannot be read. */
export async function knownBaseline(
  workspace: Workspace,
  path: string,
  prompt: Prompt,
): Promise<KnownBaseline | null> {
  const baseline = await baselineFor(workspace, path);
  if (!baseline) return null;
  const frozen = await readFrozen(workspace, path);
  const { config } = workspace;
  return {
    summary: summaryOfBaseline(baseline),
    stale: staleness(baseline, prompt, { config, frozen, now: Date.now() }),
  };
}

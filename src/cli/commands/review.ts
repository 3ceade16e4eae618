/** `plumbline review`: what a pull request does to prompts, for the person who reviews it. */

import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { baselineFigures } from '../../core/library/baseline/figures.js';
import { baselinePath } from '../../core/prompt/path.js';
import { reviewMarkdown, reviewPage, type ReviewedPrompt } from '../../core/report/review.js';
import { readBaseline } from '../../core/studies/baseline/readBaseline.js';
import type { Baseline } from '../../core/studies/baseline/baseline.js';
import { changesOf } from '../../core/studies/comparison/change.js';
import type { CheckedPrompt } from '../../core/studies/comparison/checked.js';
import { note } from '../../core/text/note.js';
import { baselineFor } from '../../node/baselines.js';
import { textsAt } from '../../node/git.js';
import { promptPaths } from '../../node/promptPaths.js';
import { findWorkspaceOf, readFrozen, readText, type Workspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { isPromptName } from '../../core/prompt/formats/formats.js';
import { gatherAll, isCandidate, type Candidate, type Gathered } from '../check/candidates.js';
import { checkedOf } from '../check/compare.js';
import { measure, type Measurement } from '../check/measure.js';
import { changedFiles, onlyChanged, type ChangedFiles } from '../check/onlyChanged.js';
import { EXIT } from '../exitCodes.js';
import type { TestOptions } from '../testContext.js';
import { withTrialModel } from '../withTrialModel.js';

export interface ReviewOptions extends Omit<TestOptions, 'json'> {
  readonly base: string;
}

export const review = (named: readonly string[], options: ReviewOptions): Promise<number> =>
  withTrialModel(async (place) => {
    const { terminal, signal } = place;
    const { base, markdown, html } = options;
    // Prompts that are gone are looked for where none are named.
    const here = named.length > 0 ? null : (await findWorkspaceOf('.')).root;
    const files = await promptPaths(here === null ? named : ['.'], {
      ...{ say: terminal.say, mayBeNone: here !== null },
    });
    const all = await gatherAll(files, { all: false });
    const roots = all.map(({ root }) => root);
    const changed = await changedFiles(here === null ? roots : [...roots, here], base);
    const reviewed: ReviewedPrompt[] = [];
    for (const [root, own] of Map.groupBy(onlyChanged(all, changed), (each) => each.root)) {
      const workspace = await findWorkspaceOf(root);
      const paths = own.flatMap(({ path }) => [path, baselinePath(path)]);
      const before = await textsAt(root, base, paths);
      for (const each of own) {
        if (signal.aborted) return EXIT.cancelled;
        const measured = (candidate: Candidate) => measure(candidate, options, place);
        reviewed.push(await reviewedPrompt(each, before, { workspace, measured }));
      }
    }
    if (here !== null) {
      const known = new Set(all.map(({ path }) => path));
      reviewed.push(...(await deleted(here, base, { changed, known })));
    }
    const text = reviewMarkdown(reviewed, base);
    if (html) await writeText(html, reviewPage(reviewed, base));
    if (markdown) await writeText(markdown, text);
    else terminal.out(text);
    return EXIT.ok;
  });

type Measure = (candidate: Candidate) => Promise<Measurement>;

/** `before`: the texts of the base, by path. */
async function reviewedPrompt(
  { found, root, path }: Gathered,
  before: ReadonlyMap<string, string | null>,
  { workspace, measured }: { workspace: Workspace; measured: Measure },
): Promise<ReviewedPrompt> {
  const accepted = before.get(baselinePath(path)) ?? null;
  const baseline = accepted === null ? null : readableOrNull(accepted, path);
  const frozen = await readFrozen(workspace, path);
  return {
    path,
    before: before.get(path) ?? null,
    now: await readText(join(root, path)),
    checked: isCandidate(found)
      ? await againstBranch(found, baseline, measured)
      : baseline === null
        ? found
        : againstBase(found, baseline, await baselineFor(workspace, path).catch(() => null)),
    pending: (frozen?.variants ?? []).flatMap(({ id, change, status }) =>
      status === 'pending' ? [{ id, change }] : [],
    ),
  };
}

function readableOrNull(text: string, name: string): Baseline | null {
  try {
    return readBaseline(text, name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}

/** The branch's own baseline is out of date: measured against that of the base, where there is one. */
async function againstBranch(
  candidate: Candidate,
  before: Baseline | null,
  measured: Measure,
): Promise<CheckedPrompt | null> {
  const against = before ? { ...candidate, baseline: before } : candidate;
  return checkedOf([against], new Map([[against, await measured(against)]]))[0] ?? null;
}

/** The branch accepted a result of its own, which applies. */
function againstBase(found: CheckedPrompt, before: Baseline, now: Baseline | null): CheckedPrompt {
  if (!now || now.measuredAt === before.measuredAt) return found;
  const [change] = changesOf([{ before: before.measured, now: now.measured }]);
  return {
    ...{ ...found, ...baselineFigures(before, now) },
    ...(change ? { change, result: change.result } : {}),
    why: note('measured', { changed: 'accepted' }),
  };
}

/** Prompts of the base that are gone. `known`: those there are. */
async function deleted(
  root: string,
  ref: string,
  { changed, known }: { changed: ChangedFiles; known: ReadonlySet<string> },
): Promise<ReviewedPrompt[]> {
  const gone: string[] = [];
  for (const path of changed.get(root) ?? []) {
    if (known.has(path) || !isPromptName(path) || path.startsWith('..')) continue;
    if ((await readText(join(root, path))) === null) gone.push(path);
  }
  return [...(await textsAt(root, ref, gone))].flatMap(([path, before]): ReviewedPrompt[] =>
    before === null ? [] : [{ path, before, now: null, checked: null, pending: [] }],
  );
}

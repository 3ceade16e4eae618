/** `plumbline review`: what a pull request does to prompts, for the person who reviews it. */

import { UserError } from '../../core/errors.js';
import { baselineFigures } from '../../core/library/baseline/figures.js';
import { reviewMarkdown, reviewPage, type ReviewedPrompt } from '../../core/report/review.js';
import { readBaseline } from '../../core/studies/baseline/readBaseline.js';
import type { Baseline } from '../../core/studies/baseline/baseline.js';
import { changesOf } from '../../core/studies/comparison/change.js';
import type { CheckedPrompt } from '../../core/studies/comparison/checked.js';
import { note } from '../../core/text/note.js';
import { baselineFor } from '../../node/baselines.js';
import { changedSince, textAt } from '../../node/git.js';
import { promptPaths } from '../../node/promptPaths.js';
import { findWorkspaceOf, readFrozen, readText, writeText } from '../../node/workspace.js';
import { isPromptName } from '../../core/prompt/formats/formats.js';
import { gatherAll, isCandidate, type Candidate, type Gathered } from '../check/candidates.js';
import { checkedOf } from '../check/compare.js';
import { measure } from '../check/measure.js';
import { onlyChanged } from '../check/onlyChanged.js';
import { EXIT } from '../exitCodes.js';
import { join } from 'node:path';
import type { TestContext, TestOptions } from '../testContext.js';
import { withTrialModel } from '../withTrialModel.js';

export interface ReviewOptions extends Omit<TestOptions, 'json'> {
  readonly base: string;
}

export const review = (named: readonly string[], options: ReviewOptions): Promise<number> =>
  withTrialModel(async ({ terminal, signal, trial }) => {
    const files = await promptPaths(named.length > 0 ? named : ['.'], terminal);
    const all = await gatherAll(files, { all: false });
    const context: TestContext = {
      options: { ...options, json: undefined } as unknown as TestOptions,
      terminal: { ...terminal, out: () => undefined },
      ...{ signal, trial },
    };
    const reviewed: ReviewedPrompt[] = [];
    for (const each of await onlyChanged(all, options.base)) {
      if (signal.aborted) return EXIT.cancelled;
      reviewed.push(await reviewedPrompt(each, options.base, context));
    }
    if (named.length === 0) reviewed.push(...(await deleted(options.base, all)));
    const { markdown, html, base } = options;
    const text = reviewMarkdown(reviewed, base);
    if (html) await writeText(html, reviewPage(reviewed, base));
    if (markdown) await writeText(markdown, text);
    else terminal.out(text);
    return EXIT.ok;
  });

async function reviewedPrompt(
  { found, root, path }: Gathered,
  ref: string,
  context: TestContext,
): Promise<ReviewedPrompt> {
  const workspace = await findWorkspaceOf(root);
  const accepted = await textAt(root, ref, `.plumbline/baselines/${path}.json`);
  const before = accepted === null ? null : readableOrNull(accepted, `${ref}:${path}`);
  const frozen = await readFrozen(workspace, path);
  return {
    path,
    before: await textAt(root, ref, path),
    now: await readText(join(root, path)),
    checked: isCandidate(found)
      ? await measured(found, before, context)
      : accepted === null || before === null
        ? found
        : againstBase(found, before, await baselineFor(workspace, path).catch(() => null)),
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
async function measured(
  candidate: Candidate,
  before: Baseline | null,
  context: TestContext,
): Promise<CheckedPrompt | null> {
  const against = before ? { ...candidate, baseline: before } : candidate;
  const measurement = await measure(against, context);
  return checkedOf([against], new Map([[against, measurement]]))[0] ?? null;
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

/** Prompts of the base that are gone. */
async function deleted(ref: string, present: readonly Gathered[]): Promise<ReviewedPrompt[]> {
  const { root } = await findWorkspaceOf('.');
  const known = new Set(present.map(({ path }) => path));
  const gone: ReviewedPrompt[] = [];
  for (const path of await changedSince(root, ref)) {
    if (known.has(path) || !isPromptName(path) || path.startsWith('..')) continue;
    if ((await readText(join(root, path))) !== null) continue;
    const before = await textAt(root, ref, path);
    if (before !== null) gone.push({ path, before, now: null, checked: null, pending: [] });
  }
  return gone;
}

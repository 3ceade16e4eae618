/** `plumbline check`: holds prompts against their baselines, and measures what is out of date. */

import { UserError } from '../../core/errors.js';
import { isRed, type CheckedPrompt } from '../../core/studies/comparison/checked.js';
import { checkJunit } from '../../core/report/checkJunit.js';
import { checkMarkdown } from '../../core/report/checkMarkdown.js';
import { checkedJson, renderChecked } from '../../core/report/checkReport.js';
import { checkSarif } from '../../core/report/checkSarif.js';
import { isBelow } from '../../core/prompt/path.js';
import { promptsWithBaseline } from '../../node/baselines.js';
import { missingSubmodules } from '../../node/git.js';
import { promptPaths } from '../../node/promptPaths.js';
import { findWorkspaceOf } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import {
  gatherAll,
  isCandidate,
  orphans,
  type Candidate,
  type Gathered,
} from '../check/candidates.js';
import { checkedOf } from '../check/compare.js';
import { measure, type Measurement } from '../check/measure.js';
import { changedFiles, onlyChanged } from '../check/onlyChanged.js';
import { EXIT, exitOfError, worstExit } from '../exitCodes.js';
import type { Terminal } from '../output.js';
import type { TestOptions } from '../testContext.js';
import { withTrialModel } from '../withTrialModel.js';
import { worded } from '../../core/say/worded.js';
import { listed } from '../../core/say/listSaid.js';

export interface CheckOptions extends Omit<TestOptions, 'json'> {
  readonly changedSince?: string;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly sarif?: string;
  readonly margin?: number;
}

export const check = (
  named: readonly string[],
  options: CheckOptions,
  version: string,
): Promise<number> =>
  withTrialModel(async (place) => {
    const { terminal, signal } = place;
    const gathered = await gatheredFor(named, options, terminal);
    const codes: number[] = [];
    const measured = new Map<Candidate, Measurement>();
    for (const { found } of gathered) {
      if (!isCandidate(found)) continue;
      if (signal.aborted) break;
      try {
        measured.set(found, await measure(found, options, place));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        terminal.fail(error);
        codes.push(exitOfError(error));
      }
    }
    if (signal.aborted) return EXIT.cancelled;
    const checked = checkedOf(
      gathered.map(({ found }) => found),
      measured,
      options.margin,
    );
    await writeOut(checked, options, { terminal, version });
    const isStrict = options.strict ?? false;
    if (checked.some((each) => isRed(each, { strict: isStrict }))) codes.push(EXIT.gateFailed);
    if (checked.some(({ why }) => BAD.has(why.code))) codes.push(EXIT.badInput);
    if (checked.some(({ why }) => why.code === 'stopped')) codes.push(EXIT.providerStopped);
    return worstExit(codes);
  });

/** What makes a check worthless, whatever the numbers. */
const BAD: ReadonlySet<string> = new Set(['unreadable', 'damaged-baseline']);

/** Without names: the whole library, and baselines whose prompt is gone. */
async function gatheredFor(
  named: readonly string[],
  { changedSince: ref, all = false }: CheckOptions,
  terminal: Terminal,
): Promise<Gathered[]> {
  const isAll = named.length === 0;
  const workspace = await findWorkspaceOf('.');
  const accepted = isAll ? await promptsWithBaseline(workspace.root) : new Set<string>();
  const files = await promptPaths(isAll ? ['.'] : named, {
    say: terminal.say,
    // Nothing that is left is what a change that deletes the last of them leaves.
    mayBeNone: accepted.size > 0 || ref !== undefined,
  });
  const gathered = await gatherAll(files, { all });
  const chosen =
    ref === undefined
      ? gathered
      : onlyChanged(
          gathered,
          await changedFiles(
            gathered.map(({ root }) => root),
            ref,
          ),
        );
  if (!isAll) return chosen;
  const { root } = workspace;
  const known = new Map(
    gathered.filter((each) => each.root === root).map((each) => [each.path, each.fingerprint]),
  );
  const absent = await missingSubmodules(root);
  const isAbsent = (path: string) => absent.some((folder) => isBelow(folder, path));
  if (absent.length > 0)
    terminal.say(
      worded`plumbline: ${listed(absent)} is not checked out, so its prompts are not looked at: git submodule update --init --recursive`,
    );
  const present = new Set([...accepted].filter((path) => !isAbsent(path)));
  const gone = await orphans(workspace, present, known);
  return [
    ...chosen,
    ...gone.map((found) => ({
      ...{ root, path: found.path, files: new Set<string>(), fingerprint: null, found },
    })),
  ];
}

async function writeOut(
  checked: readonly CheckedPrompt[],
  { json, markdown, junit, sarif, strict = false }: CheckOptions,
  { terminal, version }: { terminal: Terminal; version: string },
): Promise<void> {
  if (markdown) await writeText(markdown, checkMarkdown(checked));
  if (junit) await writeText(junit, checkJunit(checked, { strict }));
  if (sarif) await writeText(sarif, checkSarif(checked, { version, strict }));
  terminal.out(
    json
      ? JSON.stringify(
          checked.map((each) => checkedJson(each, strict)),
          null,
          2,
        )
      : renderChecked(checked, terminal),
  );
}

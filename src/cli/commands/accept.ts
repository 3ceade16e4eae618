/** `plumbline accept`: makes the last result of prompts their baseline. */

import { relative } from 'node:path';
import { UserError } from '../../core/errors.js';
import { acceptable } from '../../core/library/baseline/acceptable.js';
import { baselineOf, fingerprintsOf, type Baseline } from '../../core/library/library.js';
import { verdictWord } from '../../core/studies/sensitivity/verdictWords.js';
import { beforeAndNowText } from '../../core/studies/comparison/checkedWords.js';
import { baselineFigures } from '../../core/library/baseline/figures.js';
import type { Report } from '../../core/studies/sensitivity/schema.js';
import type { Say } from '../../core/say/say.js';
import { baselineFor, writeBaseline } from '../../node/baselines.js';
import { promptPaths } from '../../node/promptPaths.js';
import { findWorkspace, readFrozen } from '../../node/workspace.js';
import { EXIT, exitOfError, worstExit } from '../exitCodes.js';
import { reportNamed } from '../keptReport.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

interface AcceptOptions {
  /** A report of the one prompt, where it was tested elsewhere. */
  readonly report?: string;
  readonly model?: string;
  readonly json?: boolean;
}

interface Accepted {
  readonly file: string;
  readonly baseline: Baseline;
  readonly before: Baseline | null;
}

export async function accept(named: readonly string[], options: AcceptOptions): Promise<number> {
  const terminal = openTerminal();
  const files = await promptPaths(named, terminal);
  if (options.report !== undefined && files.length !== 1)
    throw new UserError(worded`--report is of one prompt: name that one.`);
  const accepted: Accepted[] = [];
  const codes: number[] = [];
  for (const file of files) {
    try {
      const done = await acceptOne(file, options, terminal);
      accepted.push(done);
      if (!options.json) terminal.out(acceptedText(done, terminal.words));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      terminal.fail(error);
      codes.push(exitOfError(error));
    }
  }
  if (options.json)
    terminal.out(
      JSON.stringify(
        accepted.map(({ file, baseline }) => ({
          ...{ path: baseline.prompt, file, verdict: baseline.verdict },
          ...{ model: baseline.model.id, measuredAt: baseline.measuredAt },
        })),
        null,
        2,
      ),
    );
  return codes.length === 0 ? EXIT.ok : worstExit(codes);
}

async function acceptOne(
  file: string,
  { report: given, model }: AcceptOptions,
  terminal: Terminal,
): Promise<Accepted> {
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const frozen = await readFrozen(workspace, prompt.path);
  const report: Report = await reportNamed(
    given ?? (model === undefined ? file : `${file}@${model}`),
  );
  acceptable(report, prompt, frozen);
  if (report.totals.failed > 0)
    terminal.say(
      worded`${counted(report.totals.failed, '1 call', '{n} calls')} of this run failed: the baseline holds what was answered.`,
    );
  // A damaged baseline is what accepting replaces.
  const before = await baselineFor(workspace, prompt.path).catch(() => null);
  const fingerprints = fingerprintsOf(prompt, { config: workspace.config, frozen });
  const baseline = baselineOf(report, fingerprints);
  return { file: relative('', await writeBaseline(workspace, baseline)), baseline, before };
}

function acceptedText({ file, baseline, before }: Accepted, say: Say): string {
  const { effect, accuracy } = baselineFigures(before, baseline);
  const word = verdictWord(baseline.verdict, say);
  const earlier =
    before && before.verdict !== baseline.verdict ? `${verdictWord(before.verdict, say)} → ` : '';
  return [
    say('Accepted {prompt}: {verdict}, {model}', {
      prompt: baseline.prompt,
      verdict: `${earlier}${word}`,
      model: baseline.model.id,
    }),
    `  ${say('wording effect {effect}, accuracy {accuracy}', {
      effect: beforeAndNowText(effect, say),
      accuracy: beforeAndNowText(accuracy, say),
    })}`,
    `  ${say('{file}: commit it', { file })}`,
  ].join('\n');
}

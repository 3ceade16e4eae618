/** `plumbline score`: the verdict and the metrics of answers from any source. */

import { text as allOf } from 'node:stream/consumers';
import { UserError } from '../../core/errors.js';
import { renderScores } from '../../core/report/scoresText.js';
import { readOutcomeLines } from '../../core/score/outcomeLines.js';
import { scoreAnswers } from '../../core/score/scoreAnswers.js';
import { printedScores } from '../../core/studies/sensitivity/printedScores.js';
import { reportOfLines } from '../../core/studies/sensitivity/reportOfLines.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { exitOfGates } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { writeReports, type ReportFiles } from '../reportFiles.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

const DEFAULT_SEED = 1;
const MAX_WARNINGS = 5;

interface ScoreOptions extends Omit<ReportFiles, 'json'> {
  readonly json?: boolean;
  readonly seed?: number;
  readonly strict?: boolean;
}

export async function score(
  file: string,
  { json, seed = DEFAULT_SEED, strict, ...files }: ScoreOptions,
): Promise<number> {
  const terminal = openTerminal();
  const text = file === '-' ? await allOf(process.stdin) : await readText(file);
  if (text === null) throw new UserError(worded`File not found: ${file}`);
  const lines = readOutcomeLines(text, { name: file, seed });
  lines.twice.slice(0, MAX_WARNINGS).forEach((each) => terminal.say(worded`warning: ${each}`));
  const more = lines.twice.length - MAX_WARNINGS;
  if (more > 0)
    terminal.say(worded`warning: ${counted(more, '1 more line', '{n} more lines')} like these.`);
  const { config } = await findWorkspace(file === '-' ? '.' : file);
  const gates = { ...config.gates, ...config.defaults?.gates };
  const scores = scoreAnswers(lines);
  const report = reportOfLines(lines, scores, { name: file, gates, at: new Date() });
  await writeReports([{ report, studies: [] }], files, { several: false, say: terminal.say });
  terminal.out(
    json ? JSON.stringify(printedScores(scores, report), null, 2) : renderScores(scores, report),
  );
  return exitOfGates(report, strict ?? false);
}

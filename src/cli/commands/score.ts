/** `plumbline score`: computes the metrics of answers from any source. */

import { text as allOf } from 'node:stream/consumers';
import { UserError } from '../../core/errors.js';
import { renderScores } from '../../core/report/scoresText.js';
import { count } from '../../core/words/figures.js';
import { readOutcomeLines } from '../../core/score/outcomeLines.js';
import { printedScores } from '../../core/score/scoresSchema.js';
import { scoreAnswers } from '../../core/score/scoreAnswers.js';
import { readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';

const DEFAULT_SEED = 1;
const MAX_WARNINGS = 5;

export async function score(
  file: string,
  { json, seed }: { json?: boolean; seed?: number },
): Promise<number> {
  const terminal = openTerminal();
  const text = file === '-' ? await allOf(process.stdin) : await readText(file);
  if (text === null) throw new UserError(`File not found: ${file}`);
  const lines = readOutcomeLines(text, { name: file, seed: seed ?? DEFAULT_SEED });
  lines.twice.slice(0, MAX_WARNINGS).forEach((each) => terminal.say(`warning: ${each}`));
  const more = lines.twice.length - MAX_WARNINGS;
  if (more > 0) terminal.say(`warning: ${count(more, 'more line')} like these.`);
  const scores = scoreAnswers(lines);
  terminal.out(json ? JSON.stringify(printedScores(scores), null, 2) : renderScores(scores));
  return EXIT.ok;
}

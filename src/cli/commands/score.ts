/** `plumbline score`: the metrics of answers from anywhere. */

import { readFileSync } from 'node:fs';
import { UserError } from '../../core/errors.js';
import { count, interval, number } from '../../core/report/words.js';
import { readOutcomeLines } from '../../core/score/outcomeLines.js';
import { printedScores } from '../../core/score/scoresSchema.js';
import { scoreObservations } from '../../core/score/scoreRun.js';
import { readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';

const DEFAULT_SEED = 1;

export async function score(
  file: string,
  { json, seed }: { json?: boolean; seed?: number },
): Promise<number> {
  const terminal = openTerminal();
  const text = file === '-' ? readFileSync(0, 'utf8') : await readText(file);
  if (text === null) throw new UserError(`There is no file ${file}.`);
  const scores = scoreObservations(
    readOutcomeLines(text, { name: file, seed: seed ?? DEFAULT_SEED }),
  );
  const { n, P, R, metrics } = scores;
  if (json) {
    terminal.out(JSON.stringify(printedScores(scores), null, 2));
    return EXIT.ok;
  }
  terminal.out([count(n, 'case'), count(P, 'variant'), count(R, 'repeat')].join(', '));
  for (const [id, { value, ci, reason }] of Object.entries(metrics)) {
    const shown =
      value === null
        ? `not available (${reason})`
        : `${number(value, 4)}${ci ? ` ${interval(ci)}` : ''}`;
    terminal.out(`${id.padEnd(24)} ${shown}`);
  }
  return EXIT.ok;
}

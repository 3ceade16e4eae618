/** `plumbline compare`: two runs, two prompts or two models, with paired tests. */

import { compareReports, DEFAULT_MARGIN } from '../../core/studies/comparison/compare.js';
import { comparisonMarkdown } from '../../core/report/compareMarkdown.js';
import { renderComparison } from '../../core/report/compareText.js';
import { english, type Say } from '../../core/say/say.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { reportNamed } from '../keptReport.js';
import { openTerminal } from '../output.js';

interface CompareOptions {
  readonly json?: boolean;
  /** A file to write for a pull request. */
  readonly markdown?: string;
  readonly margin?: number;
  readonly seed?: number;
  readonly failIf?: 'worse' | 'different';
}

export async function compare(
  a: string,
  b: string,
  { json, markdown, margin = DEFAULT_MARGIN, seed = 1, failIf }: CompareOptions,
): Promise<number> {
  const terminal = openTerminal();
  const [left, right] = [await reportNamed(a), await reportNamed(b)];
  const compared = (say: Say) => compareReports(left, right, { margin, seed, say });
  // Files and JSON are in English.
  const comparison = compared(json ? english : terminal.words);
  if (markdown) await writeText(markdown, comparisonMarkdown(compared(english)));
  if (json) {
    comparison.notes.forEach((note) => terminal.say(note));
    terminal.out(JSON.stringify(comparison.records, null, 2));
  } else terminal.out(renderComparison(comparison, terminal));
  const failing: readonly string[] = failIf === undefined ? [] : FAILING[failIf];
  return comparison.records.some(({ word }) => failing.includes(word)) ? EXIT.gateFailed : EXIT.ok;
}

/** What a comparison may come to for the command to fail. */
const FAILING = { worse: ['worse'], different: ['worse', 'better'] } as const;

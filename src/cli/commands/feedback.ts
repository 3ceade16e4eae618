/** `plumbline feedback`: keeps what a person says of an answer of the last result, in a file that is committed. */

import { UserError } from '../../core/errors.js';
import {
  feedbackSchema,
  HIGHEST_SCORE,
  parseFeedback,
  summariseFeedback,
  type Feedback,
} from '../../core/library/audit/feedback.js';
import { feedbackSentences } from '../../core/library/audit/feedbackWords.js';
import { readReport } from '../../core/studies/sensitivity/readReport.js';
import { lastRun } from '../../core/studies/sensitivity/summary.js';
import { printable } from '../../core/text/printable.js';
import { shellWord } from '../../core/text/shellWord.js';
import { openStore } from '../../node/promptStore.js';
import { feedbackFile, findWorkspace, readText } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';

export interface FeedbackOptions {
  readonly case?: string;
  readonly variant: string;
  readonly rater?: string;
  readonly up?: boolean;
  readonly down?: boolean;
  readonly score?: readonly string[];
  readonly comment?: string;
  readonly json?: boolean;
}

/** Without `--case` it says what people said so far. */
export async function feedback(file: string, options: FeedbackOptions): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const path = feedbackFile(workspace, prompt.path);
  const text = (await readText(path)) ?? '';
  if (options.case === undefined) {
    const { feedback: all, unreadable } = parseFeedback(text);
    const summary = summariseFeedback(all);
    if (options.json) terminal.out(JSON.stringify(summary, null, 2));
    else if (summary)
      feedbackSentences(summary, terminal.words).forEach((each) => terminal.out(each));
    else terminal.say(worded`Nobody has rated an answer of ${prompt.path}.`);
    if (unreadable === 1) terminal.say(worded`${path}: 1 line cannot be read.`);
    else if (unreadable > 1) terminal.say(worded`${path}: ${unreadable} lines cannot be read.`);
    return EXIT.ok;
  }
  const store = openStore(workspace, prompt.path, terminal.say);
  const last = lastRun(await store.history());
  const kept = last?.report === undefined ? null : await store.readReport(last);
  const report = kept === null ? null : readReport(kept, last?.report ?? prompt.path);
  if (!report)
    throw new UserError(worded`${prompt.path} has no answers to rate.`, {
      commandLine: `plumbline test ${shellWord(file)}`,
    });
  const answer = report.outcomes.find(
    (each) => each.case === options.case && each.variant === options.variant,
  )?.text;
  if (answer === undefined || answer === null)
    throw new UserError(
      worded`The last result has no answer to case ${options.case} under ${options.variant}. Cases: ${[...new Set(report.outcomes.map((each) => each.case))].slice(0, 10).join(', ')}. Variants: ${report.variants.map(({ id }) => id).join(', ')}.`,
    );
  const said = ratingOf(options, { case: options.case, answer });
  await writeText(
    path,
    `${text.trimEnd()}${text.trim() === '' ? '' : '\n'}${JSON.stringify(said)}\n`,
  );
  if (options.json) terminal.out(JSON.stringify(said, null, 2));
  else terminal.out(worded`Kept: ${said.rater} on “${printable(answer).slice(0, 80)}”.`);
  return EXIT.ok;
}

function ratingOf(
  { variant, rater, up, down, score = [], comment }: FeedbackOptions,
  of: { readonly case: string; readonly answer: string },
): Feedback {
  if (rater === undefined) throw new UserError(worded`Say who rates: --rater NAME.`);
  if (up && down) throw new UserError(worded`--up and --down exclude each other.`);
  if (!up && !down && score.length === 0 && comment === undefined)
    throw new UserError(
      worded`Say something of the answer: --up, --down, --score RUBRIC=1…5 or --comment.`,
    );
  const scores = score.map((each) => {
    const [, name, value] = /^(.+)=([1-5])$/.exec(each) ?? [];
    if (name === undefined)
      throw new UserError(
        worded`--score ${each} is not RUBRIC=N with N from 1 to ${HIGHEST_SCORE}.`,
      );
    return [name, Number(value)] as const;
  });
  return feedbackSchema.parse({
    ...{ at: new Date().toISOString(), rater, variant, ...of },
    ...(up || down ? { thumb: up ? 'up' : 'down' } : {}),
    ...(scores.length > 0 ? { scores: Object.fromEntries(scores) } : {}),
    ...(comment === undefined ? {} : { comment }),
  });
}

/** `plumbline drift FILE --logs LOG`: whether production left the rates that the restraint study expects. Sends nothing. */

import { UserError } from '../../core/errors.js';
import { prescribedRefusals } from '../../core/prompt/prescribedRefusal.js';
import type { Policy } from '../../core/studies/restraint/decide.js';
import { restraintResultSchema, type Restraint } from '../../core/studies/restraint/schema.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { shellWord } from '../../core/text/shellWord.js';
import { count, number, percent, thousands } from '../../core/words/figures.js';
import { english } from '../../core/words/say.js';
import { openStore } from '../../node/promptStore.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { compareLogs, type RateDrift, type RateName } from '../logs/compareLogs.js';
import { readLogs } from '../logs/readLogs.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';

export interface DriftLogsOptions {
  readonly logs: string;
  /** Output of `plumbline restraint --json`; absent: the result that is kept. */
  readonly expected?: string;
  readonly json?: boolean;
}

/** Exit code 1 where a rate left its range. */
export async function driftLogs(
  file: string,
  { logs, expected, json }: DriftLogsOptions,
): Promise<number> {
  const terminal = openTerminal();
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const kept = expected
    ? await readText(expected)
    : await openStore(workspace, prompt.path, terminal.say).readResult('restraint');
  const { findings } = resultIn(kept, expected ?? null, file);
  const content = await readText(logs);
  if (content === null) throw new UserError(`${logs} does not exist.`);
  const calls = readLogs(content, logs);
  const rates = compareLogs(calls, {
    ...{ policy: findings.policy as Policy, expected: findings.expected },
    refusals: prescribedRefusals(prompt),
  });
  const left = rates.filter(({ verdict }) => verdict === 'left');
  if (json)
    terminal.out(JSON.stringify({ path: prompt.path, logs, calls: calls.length, rates }, null, 2));
  else {
    rates.forEach((each) => terminal.out(sentenceOf(each)));
    terminal.say(
      left.length === 0
        ? `${count(calls.length, 'logged call')}: no rate left its range.`
        : `${count(calls.length, 'logged call')}: ${count(left.length, 'rate')} left the expected range.`,
    );
  }
  return left.length > 0 ? EXIT.gateFailed : EXIT.ok;
}

function resultIn(text: string | null, named: string | null, file: string): Restraint {
  const commandLine = `plumbline restraint ${shellWord(file)}`;
  if (text === null)
    throw new UserError(
      named === null
        ? `${file} has no restraint result: nothing says which rates production should have.`
        : `${named} does not exist.`,
      named === null ? { commandLine } : {},
    );
  const { data } = restraintResultSchema.safeParse(parseJson(text));
  if (data) return data;
  throw new UserError(
    `${named ?? `The kept restraint result of ${file}`} is not a restraint result of this version.`,
    { commandLine },
  );
}

const TITLES: Readonly<Record<RateName, string>> = {
  refusal: 'Answers that hold back',
  lowConfidence: 'Answers below the confidence threshold',
  groundedness: 'Sentences that the context supports',
  tokens: 'Tokens per call',
};

/** Few tokens differ by less than one. */
const tokensText = (value: number): string =>
  value < 100 ? number(value, english, 1) : thousands(Math.round(value));

function sentenceOf({ rate, expected, observed, verdict }: RateDrift): string {
  const title = TITLES[rate];
  if (verdict === 'not-expected') return `?  ${title}: the restraint study did not measure it.`;
  if (verdict === 'not-logged') return `?  ${title}: the log does not hold it.`;
  const shown = (value: number) => (rate === 'tokens' ? tokensText(value) : percent(value));
  const span = (range: RateDrift['expected']) =>
    range ? `${shown(range.value)} [${shown(range.low)} to ${shown(range.high)}]` : 'none';
  const words = {
    left: 'left the expected range',
    inside: 'inside the expected range',
    unclear: 'outside the expected range, but the intervals overlap: more calls would tell',
  };
  const sign = { left: '!!', inside: '✓ ', unclear: '? ' }[verdict];
  return `${sign} ${title}: ${span(observed)} in ${thousands(observed?.n ?? 0)} calls, ${span(expected)} expected: ${words[verdict]}.`;
}

/** `plumbline drift FILE --logs LOG`: whether production left the rates that the restraint study expects. Sends nothing. */

import { UserError } from '../../core/errors.js';
import { prescribedRefusals } from '../../core/prompt/prescribedRefusal.js';
import type { Policy } from '../../core/studies/restraint/decide.js';
import { restraintResultSchema, type Restraint } from '../../core/studies/restraint/schema.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { shellWord } from '../../core/text/shellWord.js';
import { number, percent, thousands } from '../../core/say/figures.js';
import { type Say } from '../../core/say/say.js';
import { openStore } from '../../node/promptStore.js';
import { findWorkspace, readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { compareLogs, type RateDrift, type RateName } from '../logs/compareLogs.js';
import { readLogs } from '../logs/readLogs.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { worded, type Worded } from '../../core/say/worded.js';
import { counted, calls as callsSaid } from '../../core/say/plural.js';

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
  if (content === null) throw new UserError(worded`${logs} does not exist.`);
  const calls = readLogs(content, logs);
  const rates = compareLogs(calls, {
    ...{ policy: findings.policy as Policy, expected: findings.expected },
    refusals: prescribedRefusals(prompt),
  });
  const left = rates.filter(({ verdict }) => verdict === 'left');
  if (json)
    terminal.out(JSON.stringify({ path: prompt.path, logs, calls: calls.length, rates }, null, 2));
  else {
    rates.forEach((each) => terminal.out(sentenceOf(each, terminal.words)));
    terminal.say(
      left.length === 0
        ? worded`${counted(calls.length, '1 logged call', '{n} logged calls')}: no rate left its range.`
        : worded`${counted(calls.length, '1 logged call', '{n} logged calls')}: ${counted(left.length, '1 rate', '{n} rates')} left the expected range.`,
    );
  }
  return left.length > 0 ? EXIT.gateFailed : EXIT.ok;
}

function resultIn(text: string | null, named: string | null, file: string): Restraint {
  const commandLine = `plumbline restraint ${shellWord(file)}`;
  if (text === null)
    throw new UserError(
      named === null
        ? worded`${file} has no restraint result: nothing says which rates production should have.`
        : worded`${named} does not exist.`,
      named === null ? { commandLine } : {},
    );
  const { data } = restraintResultSchema.safeParse(parseJson(text));
  if (data) return data;
  throw new UserError(
    named === null
      ? worded`The kept restraint result of ${file} is not one of this version.`
      : worded`${named} is not a restraint result of this version.`,
    { commandLine },
  );
}

const TITLES: Readonly<Record<RateName, Worded>> = {
  refusal: worded`Answers that hold back`,
  lowConfidence: worded`Answers below the confidence threshold`,
  groundedness: worded`Sentences that the context supports`,
  tokens: worded`Tokens per call`,
};

const SAID = {
  left: worded`left the expected range`,
  inside: worded`inside the expected range`,
  unclear: worded`outside the expected range, but the intervals overlap: more calls would tell`,
};

/** Few tokens differ by less than one. */
const tokensText = (value: number, say: Say): string =>
  value < 100 ? number(value, say, 1) : thousands(Math.round(value), say);

function sentenceOf({ rate, expected, observed, verdict }: RateDrift, say: Say): string {
  const title = TITLES[rate](say);
  if (verdict === 'not-expected')
    return `?  ${say('{title}: the restraint study did not measure it.', { title })}`;
  if (verdict === 'not-logged') return `?  ${say('{title}: the log does not hold it.', { title })}`;
  const shown = (value: number) => (rate === 'tokens' ? tokensText(value, say) : percent(value));
  const span = (range: RateDrift['expected']) =>
    range
      ? say('{value} [{low} to {high}]', {
          value: shown(range.value),
          low: shown(range.low),
          high: shown(range.high),
        })
      : say('none');
  const sign = { left: '!!', inside: '✓ ', unclear: '? ' }[verdict];
  const sentence = say('{title}: {observed} in {calls}, {expected} expected: {verdict}.', {
    title,
    observed: span(observed),
    calls: callsSaid(observed?.n ?? 0, say),
    expected: span(expected),
    verdict: SAID[verdict](say),
  });
  return `${sign} ${sentence}`;
}

import type { Turn } from '../../core/studies/steps/trajectory.js';
import { parseExactJson } from '../../core/text/exactJson.js';
import { isRecord } from '../../core/text/narrow.js';

/** A row of a file that `steps.mocks` names. */
export interface RecordedMock {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
  readonly error?: string;
}

/** Each call with each of its outputs once, in their order. */
export function mocksOf(runs: readonly { readonly turns: readonly Turn[] }[]): RecordedMock[] {
  const calls = runs.flatMap(({ turns }) => turns.flatMap((turn) => turn.calls));
  const recorded = calls
    .filter(({ output, problem }) => output !== '' && problem !== 'invalid-arguments')
    .map(({ name, args, output }) => ({ name, arguments: args, ...answerOf(output) }));
  return [...new Map(recorded.map((each) => [JSON.stringify(each), each])).values()];
}

/** As a person would write it, where that is sent to the letter as it was. */
function answerOf(output: string): Pick<RecordedMock, 'output' | 'error'> {
  const value = parseExactJson(output);
  const isSame = typeof value === 'object' && value !== null && JSON.stringify(value) === output;
  if (!isSame) return { output };
  const { error, ...others } = isRecord(value) ? value : { error: undefined };
  const isError = typeof error === 'string' && Object.keys(others).length === 0;
  return isError ? { error } : { output: value };
}

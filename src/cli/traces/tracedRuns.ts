/** Runs of traces as runs of a prompt's cases: each with the case it asks, and a number among those that ask the same. */

import { textOfFinal, type Trajectory } from '../../core/studies/steps/trajectory.js';
import type { Case, Prompt } from '../../core/prompt/prompt.js';
import { renderMessages } from '../../core/prompt/template.js';
import type { CompletedOutcome } from '../../core/run/outcome.js';
import { questionOf } from '../../core/variants/shots/exampleMessages.js';
import { ORIGINAL } from '../../core/variants/makeVariants.js';
import { FILE_SHOTS } from '../../core/variants/shots/configuration.js';
import type { TraceRun } from './traceRun.js';

export interface TracedRun extends Trajectory {
  readonly last: CompletedOutcome;
  readonly trace: TraceRun;
  /** Whether its case is one of the prompt's. */
  readonly isKnown: boolean;
}

/** `final`: the tool whose call ends a run. */
export function tracedRuns(prompt: Prompt, traces: readonly TraceRun[]): TracedRun[] {
  const caseOf = caseFinder(prompt);
  const final = prompt.settings.steps?.final;
  const counts = new Map<string, number>();
  return traces.map((trace) => {
    const found = caseOf(trace);
    const id = found ?? trace.case ?? titleOf(trace);
    const variant = trace.variant ?? ORIGINAL;
    const key = JSON.stringify([id, variant]);
    const repeat = (counts.get(key) ?? 0) + 1;
    counts.set(key, repeat);
    const address = { variant, case: id, repeat };
    const ended = endedBy(trace, final);
    return {
      ...{ ...address, fault: null, score: null, trace, isKnown: found !== null },
      ...ended,
      last: outcomeOf(address, ended.text),
    };
  });
}

function endedBy(
  { turns, end, text }: TraceRun,
  final: string | undefined,
): Pick<Trajectory, 'turns' | 'end' | 'text'> {
  const at = turns.findIndex(({ calls }) => calls.some(({ name }) => name === final));
  if (at < 0) return { turns, end, text: text ?? '' };
  const call = turns[at]?.calls.find(({ name }) => name === final) ?? { args: {} };
  return { turns: turns.slice(0, at), end: 'answered', text: textOfFinal(call) };
}

/** As a span names it, else the case whose question is the first message of the user. */
function caseFinder(prompt: Prompt): (trace: TraceRun) => string | null {
  const ids = new Set(prompt.cases.map(({ id }) => id));
  const byQuestion = new Map(
    prompt.cases.toReversed().flatMap((each) => {
      const question = asked(prompt, each);
      return question === null ? [] : [[question, each.id] as const];
    }),
  );
  return ({ case: named, question }) => {
    if (named !== null) return ids.has(named) ? named : null;
    return question === null ? null : (byQuestion.get(plain(question)) ?? null);
  };
}

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function asked(prompt: Prompt, { inputs }: Case): string | null {
  const question = questionOf(prompt);
  if (!question) return null;
  const [rendered] = renderMessages({ ...prompt, messages: [question] }, inputs);
  return rendered ? plain(rendered.content) : null;
}

const LONGEST = 60;

/** Traces that ask the same are one case. */
const titleOf = ({ question, traceId }: TraceRun): string =>
  question === null ? `trace ${traceId}` : plain(question).slice(0, LONGEST);

const outcomeOf = (
  address: Pick<Trajectory, 'variant' | 'case' | 'repeat'>,
  text: string,
): CompletedOutcome => ({
  ...{ ...address, shots: FILE_SHOTS, status: 'completed', text, finishReason: 'stop' },
  ...{ tokens: null, usage: null, latencyMs: null, ttftMs: null, servedBy: null },
  ...{ cached: false, requests: 0 },
});

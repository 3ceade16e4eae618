/** One run of several steps: what the model called, what the tools answered, and how it ended. */

import type { ToolFault } from '../../prompt/settings/steps.js';
import { callKeys } from '../../text/compareCalls.js';
import type { CallDefaults, ToolCall } from '../../text/toolCalls.js';

/** `unknown-tool`: the prompt has none of that name; `no-mock`: nothing says what the tool answers. */
export type CallProblem = 'unknown-tool' | 'no-mock' | 'invalid-arguments';

export interface MadeCall extends ToolCall {
  /** What the tool answered, as it was sent to the model. */
  readonly output: string;
  readonly fault?: ToolFault;
  readonly problem?: CallProblem;
  /** Characters of the output that were not sent. */
  readonly cut?: number;
}

export interface Turn {
  /** What the model said beside its calls. */
  readonly content: string;
  readonly calls: readonly MadeCall[];
}

/**
 * `answered`: with a text; `capped`: after as many steps as are allowed; `loop`: the same step three times in a row;
 * `unreadable`: its calls could not be read; `failed`: a call of the model failed; `open`: it goes on, or was broken off.
 */
export type TrajectoryEnd = 'answered' | 'capped' | 'loop' | 'unreadable' | 'failed' | 'open';

export interface Trajectory {
  readonly variant: string;
  readonly case: string;
  /** 1-based. */
  readonly repeat: number;
  /** The fault its first answered call was given; null: none. */
  readonly fault: ToolFault | null;
  readonly turns: readonly Turn[];
  readonly end: TrajectoryEnd;
  /** The answer; empty where there is none. */
  readonly text: string;
  /** How right the answer is, in [0,1]; null where nothing says. */
  readonly score: number | null;
}

/** A run with what is measured of it. */
export interface MeasuredRun extends Trajectory {
  readonly calls: readonly MadeCall[];
  readonly names: readonly string[];
  /** In [0,1]; null where nothing says what is right. */
  readonly success: number | null;
}

/** Whether it came to an end of its own: failed calls and runs that were broken off say nothing of the wording. */
export const isWhole = ({ end }: Pick<Trajectory, 'end'>): boolean =>
  end !== 'failed' && end !== 'open';

/** Its calls in their order; those of one step, which go out together, in the order of their texts. */
export function callsOf(
  { turns }: Pick<Trajectory, 'turns'>,
  defaults: CallDefaults,
): readonly MadeCall[] {
  return turns.flatMap(({ calls }) => {
    const keys = new Map(calls.map((call) => [call, callKeys([call], defaults)[0] ?? '']));
    return calls.toSorted((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
  });
}

/** What a call that ends a run says: the one text among its arguments, else all of them. */
export function textOfFinal({ args }: Pick<ToolCall, 'args'>): string {
  const values = Object.values(args);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : JSON.stringify(args);
}

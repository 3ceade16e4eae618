/** What runs do after a tool failed: call again, call otherwise, say so, or answer as if nothing had happened. */

import { actOf } from '../../answers/actOf.js';
import { meansByCase } from '../../numbers/meansByCase.js';
import { randomFrom } from '../../numbers/random.js';
import { TOOL_FAULTS, type ToolFault } from '../../prompt/settings/steps.js';
import { pairedTest } from '../../score/pairedTest.js';
import { holm } from '../../score/statistics/holm.js';
import { callKeys } from '../../text/compareCalls.js';
import type { CallDefaults } from '../../text/toolCalls.js';
import { rateEnvelope } from '../caseEnvelope.js';
import type { StepsFindings } from './schema.js';
import { isWhole, type MeasuredRun } from './trajectory.js';

export type AfterFault = 'retried' | 'adapted' | 'escalated' | 'ignored';

/**
 * What a run did after its fault; null where none came about, or the run broke off. `usual`: the calls of runs of the same case
 * without a fault; one that goes on as these do did not react.
 */
export function afterFault(
  { turns, text, end }: Pick<MeasuredRun, 'turns' | 'text' | 'end'>,
  {
    defaults,
    refusals,
    usual = [],
  }: {
    defaults: CallDefaults;
    refusals: readonly string[];
    usual?: readonly (readonly string[])[];
  },
): AfterFault | null {
  const at = turns.findIndex(({ calls }) => calls.some(({ fault }) => fault !== undefined));
  const failed = turns[at]?.calls.find(({ fault }) => fault !== undefined);
  if (!failed || !isWhole({ end })) return null;
  const later = turns.slice(at + 1).flatMap(({ calls }) => calls);
  const [key] = callKeys([failed], defaults);
  const keys = callKeys(later, defaults);
  if (keys.some((each) => each === key)) return 'retried';
  if (actOf(text, refusals) !== 'answer') return 'escalated';
  const goesOn = usual.some((calls) => isEnding(calls, keys));
  return later.length > 0 && !goesOn ? 'adapted' : 'ignored';
}

/** Whether a run's calls end in these. */
const isEnding = (calls: readonly string[], last: readonly string[]) =>
  calls.length > last.length &&
  last.every((key, at) => calls[calls.length - last.length + at] === key);

const MARGIN = 0.05;

export function faultFindings(
  runs: readonly MeasuredRun[],
  {
    original,
    defaults,
    refusals,
    seed,
  }: {
    original: readonly MeasuredRun[];
    defaults: CallDefaults;
    refusals: readonly string[];
    seed: number;
  },
): StepsFindings['faults'] {
  const usualOf = callsByCase(original, defaults);
  const before = meansByCase(original, ({ success }) => success);
  const tried = TOOL_FAULTS.map((fault) => ({ fault, own: wholeRuns(runs, fault) })).filter(
    ({ own }) => own.length > 0,
  );
  const found = tried.map(({ fault, own }) => {
    const acts = own.map((run) => {
      const usual = usualOf.get(run.case) ?? [];
      return { run, act: afterFault(run, { defaults, refusals, usual }) };
    });
    const reached = acts.flatMap(({ run, act }) => (act === null ? [] : [{ ...run, act }]));
    const now = meansByCase(reached, ({ success }) => success);
    const pairs = [...now].flatMap(([id, b]) => {
      const a = before.get(id);
      return a === undefined ? [] : [{ a, b }];
    });
    const random = randomFrom('steps', fault, seed);
    const test = pairedTest(pairs, { binary: false, margin: MARGIN, random });
    return { fault, own, reached, now: [...now.values()], random, test };
  });
  const adjusted = holm(found.map(({ test }) => test?.p ?? 1));
  return found.map(({ fault, own, reached, now, random, test }, at) => {
    const of = (act: AfterFault) => reached.filter((each) => each.act === act).length;
    return {
      ...{ fault, runs: own.length, reached: reached.length },
      ...{ retried: of('retried'), adapted: of('adapted') },
      ...{ escalated: of('escalated'), ignored: of('ignored') },
      stuck: reached.filter(({ end }) => end === 'loop' || end === 'capped').length,
      recovered: rateEnvelope('recovered', now, { random, reason: 'no-gold' }),
      success: {
        before: test?.a ?? null,
        now: test?.b ?? null,
        difference: test?.difference ?? null,
        pHolm: test ? (adjusted[at] ?? null) : null,
      },
    };
  });
}

/** The calls of each run, by its case. */
const callsByCase = (runs: readonly MeasuredRun[], defaults: CallDefaults) =>
  new Map(
    [...Map.groupBy(runs, (run) => run.case)].map(([id, own]) => [
      id,
      own.map(({ turns }) => {
        const calls = turns.flatMap((turn) => turn.calls);
        return callKeys(calls, defaults);
      }),
    ]),
  );

const wholeRuns = (runs: readonly MeasuredRun[], fault: ToolFault) =>
  runs.filter((each) => each.fault === fault && isWhole(each));

/** Numbers of a study in the form every metric has, where they are means over cases. */

import { mean } from '../numbers/describe.js';
import type { Random } from '../numbers/random.js';
import type { AbsenceReason, Envelope } from '../score/envelope.js';
import { rateInterval } from '../score/statistics/caseIntervals.js';

const bare = (name: string) => ({ name, n: 0, of: 'cases', P: 1, R: 1, config: {} }) as const;

export const absentEnvelope = (name: string, reason: AbsenceReason): Envelope => ({
  ...bare(name),
  ...{ value: null, reason },
});

/** A value without an interval, over `n` cases; absent where there is none. */
export const plainEnvelope = (name: string, value: number | null, n: number): Envelope =>
  value === null ? { ...absentEnvelope(name, 'empty'), n } : { ...bare(name), value, n };

/** The mean of one rate in [0,1] per case with its 95 % interval; absent for `reason` without cases. */
export const rateEnvelope = (
  name: string,
  values: readonly number[],
  { random, reason }: { random: Random; reason: AbsenceReason },
): Envelope =>
  values.length === 0
    ? absentEnvelope(name, reason)
    : {
        ...bare(name),
        ...rateInterval(values, random),
        ...{ value: mean(values), n: values.length },
      };

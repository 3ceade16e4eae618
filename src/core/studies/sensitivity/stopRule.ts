/** Would more cases change the verdict? The rules by which a run ends early (METRICS 12.6). */

import type { EffectWatch } from '../../score/effectWatch.js';
import { mean, sd } from '../../numbers/describe.js';
import { BANDS, FEWEST_CASES, type Judgement } from './verdict.js';

/**
 * `verdict`: the effect was shown to lie in one band. `gate`: on one side of the gate. `futility`: the cases that are left
 * cannot tell either.
 */
export type SettledBy = 'verdict' | 'gate' | 'futility';

export interface Settled {
  readonly by: SettledBy;
  /** The cases the verdict rests on, in plan order. */
  readonly cases: readonly string[];
}

export interface Look {
  readonly watch: EffectWatch;
  /** Of the cases so far; null where it has no value. */
  readonly effects: readonly (number | null)[];
  readonly plannedCases: number;
  /** The most that a gate allows; null without one. */
  readonly gate: number | null;
  /** False where each call is made once: what is watched is then the disagreement, and no verdict can be told anyway. */
  readonly noise: boolean;
  /** The verdict on the cases so far, by the rules every verdict is made by. */
  judge(): Judgement;
}

export const LIMITS: readonly number[] = Object.values(BANDS);

/** Null: go on. */
export function settledBy(look: Look): SettledBy | null {
  const { watch, effects, gate, noise, judge } = look;
  if (effects.length < FEWEST_CASES) return null;
  if (gate !== null && watch.sideOf(gate) !== null) return 'gate';
  const band = bandOf(watch);
  if (band !== null) {
    if (!noise) return 'verdict';
    const { word, kind } = judge();
    // That nothing is clearly worse so far does not show that nothing will be.
    if (band === 'stable' ? word === 'Stable' && watch.noneWorse : isFinding(kind))
      return 'verdict';
  }
  return noise && isFutile(look) && judge().kind === 'open' ? 'futility' : null;
}

const isFinding = (kind: Judgement['kind']) => kind === 'warn' || kind === 'bad';

/** The band the mean effect was shown to lie in. */
function bandOf({ sideOf }: EffectWatch): 'stable' | 'above' | null {
  const [stable, ...rest] = LIMITS as [number, ...number[]];
  if (sideOf(stable) === 'below') return 'stable';
  const over = LIMITS.filter((limit) => sideOf(limit) === 'above').at(-1);
  if (over === undefined) return null;
  const next = rest.find((limit) => limit > over);
  return next === undefined || sideOf(next) === 'below' ? 'above' : null;
}

const NORMAL_975 = 1.96;
const NORMAL_995 = 2.58;

/**
 * Whether the interval over all planned cases will reach from 0 to past the mild band wherever the rest of the cases lies
 * within what those so far allow.
 */
function isFutile({ effects, plannedCases }: Look): boolean {
  const known = effects.flatMap((effect) => effect ?? []);
  const n = known.length;
  if (n < FEWEST_CASES || n >= plannedCases) return false;
  const deviation = sd(known);
  const half = (NORMAL_975 * deviation) / Math.sqrt(plannedCases);
  const drift = NORMAL_995 * deviation * Math.sqrt(1 / n - 1 / plannedCases);
  const centre = mean(known);
  return centre + drift <= half && centre - drift + half > BANDS.mild;
}

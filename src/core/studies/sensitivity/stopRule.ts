/** Would more cases change the verdict? The rules by which a run ends early (METRICS 12.6). */

import type { EffectWatch } from '../../score/effectWatch.js';
import { mean, sd } from '../../numbers/describe.js';
import { MIN_CASES } from '../../score/statistics/bootstrap.js';
import { BANDS } from '../../score/thresholds.js';
import type { StopReason } from '../../run/stopEarly.js';
import { verdictKind, type Verdict } from './verdict.js';

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
  verdict(): Verdict;
}

export const LIMITS: readonly number[] = Object.values(BANDS);

/** Null: go on. */
export function reasonToStop(look: Look): StopReason | null {
  const { watch, effects, gate, noise, verdict } = look;
  if (effects.length < MIN_CASES) return null;
  if (gate !== null && watch.sideOf(gate) !== null) return 'gate';
  const band = bandOf(watch);
  if (band !== null) {
    if (!noise) return 'verdict';
    const { code } = verdict();
    // That nothing clearly differs so far does not show that nothing will.
    if (band === 'stable' ? code === 'stable' && watch.noneApart : isFinding(code))
      return 'verdict';
  }
  return noise && isFutile(look) && verdictKind(verdict().code) === 'open' ? 'futility' : null;
}

const isFinding = (code: Verdict['code']) => ['warn', 'bad'].includes(verdictKind(code));

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
  if (n < MIN_CASES || n >= plannedCases) return false;
  const deviation = sd(known);
  const half = (NORMAL_975 * deviation) / Math.sqrt(plannedCases);
  const drift = NORMAL_995 * deviation * Math.sqrt(1 / n - 1 / plannedCases);
  const centre = mean(known);
  return centre + drift <= half && centre - drift + half > BANDS.mild;
}

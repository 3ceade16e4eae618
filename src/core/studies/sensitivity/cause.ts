/** What causes the effect: from this run's numbers alone. */

import type { Scores } from '../../score/scoreAnswers.js';
import type { Suspect } from '../../score/suspects.js';
import { SIGNIFICANCE } from '../../score/thresholds.js';
import { headlineEffect, type Evidence } from './evidence.js';

export interface Cause {
  /** Ids of the variants. */
  readonly names: readonly string[];
  /** Share of the effect that goes with them, in [0,1]. */
  readonly share: number;
  readonly effectWithout: number;
}

/** What is named must take away at least this share of the effect. */
const MOST = 0.5;
/** A single wording is named in place of its class where it takes away this share of what the whole class does. */
const NEARLY_ALL = 0.75;

/**
 * The variants behind the effect; null where no kind of change stands out (METRICS 12.7a). Named are those of a class, or a
 * single one, whose absence takes away more than chance does, and at least half of the effect. Classes come first: of two
 * wordings that both fail, one alone would be named by luck. Where neither is enough, all wordings that are surely answered
 * worse than the original are, together, or the original with those that are not surely answered better.
 */
export function causeOf({ scores, suspects }: Pick<Evidence, 'scores' | 'suspects'>): Cause | null {
  const whole = headlineEffect(scores)?.value ?? 0;
  if (whole <= 0) return null;
  const takes = ({ effectWithout }: Suspect) => 1 - effectWithout / whole;
  const guilty = (some: readonly Suspect[]) =>
    some
      .filter((each) => each.p < SIGNIFICANCE && takes(each) >= MOST)
      .toSorted((a, b) => a.effectWithout - b.effectWithout);
  const { classes, variants, worse } = suspects();
  const [kind] = guilty(classes);
  const [single] = guilty(variants).filter(({ ids: [id = ''] }) => kind?.ids.includes(id) ?? true);
  const isEnough = single && (!kind || takes(single) >= NEARLY_ALL * takes(kind));
  const [several] = guilty(worse ? [worse] : []);
  const named = isEnough ? single : (kind ?? several);
  return named
    ? {
        names: ofAKind(named.ids, scores),
        share: Math.min(1, takes(named)),
        effectWithout: named.effectWithout,
      }
    : null;
}

/** Of a class that is behind the effect, without the wordings that are answered in everything as the original is. */
function ofAKind(ids: readonly string[], { variants }: Scores): readonly string[] {
  const isOther = (id: string) => variants.find((each) => each.id === id)?.sameAsOriginal !== 1;
  const others = ids.filter(isOther);
  return others.length > 0 ? others : ids;
}

import { effectId, type Report } from '../../studies/sensitivity/schema.js';
import type { BeforeAndNow, Interval } from '../../studies/comparison/checked.js';
import type { Baseline } from '../../studies/baseline/baseline.js';

interface Figures {
  readonly effect: Interval | null;
  readonly accuracy: Interval | null;
}

const NONE: Figures = { effect: null, accuracy: null };

const ofBaseline = ({ metrics, measured }: Baseline): Figures => ({
  effect: metrics[`${effectId(measured)}.excess`] ?? null,
  accuracy: metrics['accuracy'] ?? null,
});

function ofReport(report: Report): Figures {
  const figure = (id: string): Interval | null => {
    const { value = null, ci } = report.metrics[id] ?? {};
    const [low = null, high = null] = ci ?? [];
    return value === null ? null : { value, low, high };
  };
  return { effect: figure(`${effectId(report)}.excess`), accuracy: figure('accuracy') };
}

/** Wording effect and accuracy when a prompt was accepted, and in a later measurement; null where there is none. */
export function baselineFigures(
  before: Baseline | null,
  now: Baseline | Report | null,
): { effect: BeforeAndNow; accuracy: BeforeAndNow } {
  const then = before ? plain(ofBaseline(before)) : NONE;
  const later = now === null ? NONE : plain('measured' in now ? ofBaseline(now) : ofReport(now));
  return {
    effect: { before: then.effect, now: later.effect },
    accuracy: { before: then.accuracy, now: later.accuracy },
  };
}

const plain = ({ effect, accuracy }: Figures): Figures => ({
  effect: effect && intervalOf(effect),
  accuracy: accuracy && intervalOf(accuracy),
});

const intervalOf = ({ value, low, high }: Interval): Interval => ({ value, low, high });

import { effectId, type Report, type ReportEnvelope } from '../../studies/sensitivity/schema.js';
import type { BeforeAndNow, Interval } from '../../studies/comparison/checked.js';
import type { Baseline } from '../../studies/baseline/baseline.js';

type FigureName = 'effect' | 'accuracy' | 'confidence';
type Figures = Readonly<Record<FigureName, Interval | null>>;

const NONE: Figures = { effect: null, accuracy: null, confidence: null };

const ofBaseline = ({ metrics, measured }: Baseline): Figures => ({
  effect: metrics[`${effectId(measured)}.excess`] ?? null,
  accuracy: metrics['accuracy'] ?? null,
  confidence: metrics['confidence'] ?? null,
});

function ofReport(report: Report): Figures {
  const figure = ({ value = null, ci }: Partial<ReportEnvelope> = {}): Interval | null => {
    const [low = null, high = null] = ci ?? [];
    return value === null ? null : { value, low, high };
  };
  return {
    effect: figure(report.metrics[`${effectId(report)}.excess`]),
    accuracy: figure(report.metrics['accuracy']),
    confidence: figure(report.confidence.envelope),
  };
}

/** What a reader looks at first, when a prompt was accepted, and in a later measurement; null where there is none. */
export function baselineFigures(
  before: Baseline | null,
  now: Baseline | Report | null,
): Record<FigureName, BeforeAndNow> {
  const then = before ? ofBaseline(before) : NONE;
  const later = now === null ? NONE : 'measured' in now ? ofBaseline(now) : ofReport(now);
  const both = (name: FigureName): BeforeAndNow => ({
    before: intervalOf(then[name]),
    now: intervalOf(later[name]),
  });
  return { effect: both('effect'), accuracy: both('accuracy'), confidence: both('confidence') };
}

const intervalOf = (of: Interval | null): Interval | null =>
  of && { value: of.value, low: of.low, high: of.high };

import { effectId, type Report, type ReportEnvelope } from '../../studies/sensitivity/schema.js';
import type { BeforeAndNow, Interval } from '../../studies/comparison/checked.js';
import type { Baseline } from '../../studies/baseline/baseline.js';

type FigureName = 'effect' | 'accuracy' | 'confidence';
type Figures = Readonly<Record<FigureName, Interval | null>>;

export const NO_FIGURES: Figures = { effect: null, accuracy: null, confidence: null };

/** Wording effect, accuracy and confidence as they were accepted; null where there is none. */
export const figuresOf = ({ metrics, measured }: Baseline): Figures => ({
  effect: intervalOf(metrics[`${effectId(measured)}.excess`]),
  accuracy: intervalOf(metrics['accuracy']),
  confidence: intervalOf(metrics['confidence']),
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
  const then = before ? figuresOf(before) : NO_FIGURES;
  const later = now === null ? NO_FIGURES : 'measured' in now ? figuresOf(now) : ofReport(now);
  const both = (name: FigureName): BeforeAndNow => ({
    before: then[name],
    now: later[name],
  });
  return { effect: both('effect'), accuracy: both('accuracy'), confidence: both('confidence') };
}

const intervalOf = (of: Interval | undefined): Interval | null =>
  of ? { value: of.value, low: of.low, high: of.high } : null;

import { number, secondsText } from '../../say/figures.js';
import { priceOfThousand } from './alerts.js';
import type { TrendPoint } from './trend.js';
import type { TrendFigure, TrendValue } from './trendChart.js';

type FigureOf = (point: TrendPoint) => Omit<TrendValue, 'at' | 'model'> | null;

const bare = (value: number | null) => (value === null ? null : { value, low: null, high: null });

/** The newest first. */
export const modelsOf = (trend: readonly TrendPoint[]): string[] => [
  ...new Set(trend.toReversed().map(({ model }) => model)),
];

/** Effects by another measure are another figure: the last one's is shown. */
export function figuresOfTrend(trend: readonly TrendPoint[]): TrendFigure[] {
  const measure = trend.at(-1)?.measure;
  const models = modelsOf(trend);
  const figure = (title: string, of: FigureOf, how: Pick<TrendFigure, 'most' | 'text'>) => ({
    ...{ title, models, ...how },
    values: trend.flatMap((point) => {
      const found = of(point);
      return found ? [{ at: point.measuredAt, model: point.model, ...found }] : [];
    }),
  });
  const share = { most: 1, text: (value: number) => number(value) };
  return [
    figure('Wording effect', (point) => (point.measure === measure ? point.effect : null), {
      ...share,
      most: 0.2,
    }),
    figure('Accuracy', ({ accuracy }) => accuracy, share),
    figure('Confidence', ({ confidence }) => confidence, share),
    figure('Median latency', ({ latencyMs }) => bare(latencyMs), { most: 1, text: secondsText }),
    figure('Price of 1,000 calls', ({ usdPerCall }) => bare(usdPerCall), {
      most: 1e-6,
      text: priceOfThousand,
    }),
  ];
}

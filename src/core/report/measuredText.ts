import type { ReportView } from './view.js';

/** What a language model is told of a report: its sentences and numbers, not the answers behind them. */
export function measuredText({
  path,
  facts,
  verdict,
  tiles,
  gates,
  caveats,
  ...view
}: ReportView): string {
  const { word, sentence, found, cause, advice } = verdict;
  const told = [view.unanswered, view.stopped, view.recorded, ...caveats, ...facts];
  return [
    `${path}: ${word}`,
    ...[sentence, found, cause, advice].filter(Boolean),
    ...tiles.map(({ title, value, interval, detail }) =>
      [`${title}: ${value ?? 'not available'}`, interval, detail].filter(Boolean).join(', '),
    ),
    ...gates.map(({ text, result }) => `Gate ${result}: ${text}`),
    ...told.filter(Boolean),
  ].join('\n');
}

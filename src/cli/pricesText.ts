/** The table of `plumbline prices`. */

import type { Price } from '../core/ports/model.js';
import { shellWord } from '../core/text/shellWord.js';
import { PRICE_LIST } from '../node/listPrice.js';

export interface PriceRow {
  /** As it is named in plumbline.yml, else as it was asked for. */
  readonly name: string;
  /** The model id. */
  readonly model: string;
  /** Null for a model that plumbline.yml does not have. */
  readonly baseUrl: string | null;
  /** US dollars per million tokens; null: unknown. */
  readonly price: Price | null;
  readonly source: 'plumbline.yml' | 'price list' | 'this machine' | null;
}

export function pricesText(rows: readonly PriceRow[]): string {
  const table = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...table.map((cells) => cells[at]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, at) =>
        at > 0 && at < 4 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const unknown = rows.find(({ price }) => price === null);
  return [
    ...lines,
    '',
    `US dollars per million tokens. Price list: ${PRICE_LIST.package} ${PRICE_LIST.version} of ${PRICE_LIST.date}.`,
    ...(unknown
      ? [`Set a price: plumbline prices ${shellWord(unknown.name)} --input 0.15 --output 0.60`]
      : []),
  ].join('\n');
}

const HEAD = ['model', 'input', 'output', 'cached', 'source'] as const;

const cellsOf = ({ name, model, price, source }: PriceRow): readonly string[] => [
  name === model ? name : `${name} (${model})`,
  ...[price?.input, price?.output, price?.cachedInput].map(dollars),
  source === 'price list' ? `price list of ${PRICE_LIST.date}` : (source ?? 'unknown'),
];

/** With at least two decimals, and as many as the price has. */
const dollars = (value: number | undefined): string =>
  value?.toLocaleString('en-US', DECIMALS) ?? '–';

const DECIMALS = {
  useGrouping: false,
  minimumFractionDigits: 2,
  maximumFractionDigits: 12,
} as const;

/** The table of `plumbline prices`. */

import type { Price } from '../core/ports/model.js';
import { shellWord } from '../core/text/shellWord.js';
import { PRICE_LIST } from '../node/listPrice.js';
import { type Say } from '../core/say/say.js';
import { displayWidth, padded, paddedLeft } from '../core/text/displayWidth.js';

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

export function pricesText(rows: readonly PriceRow[], say: Say): string {
  const head = [say('model'), say('input'), say('output'), say('cached'), say('source')];
  const table = [head, ...rows.map((row) => cellsOf(row, say))];
  const widths = head.map((_, at) =>
    Math.max(...table.map((cells) => displayWidth(cells[at] ?? ''))),
  );
  const lines = table.map((cells) =>
    cells
      .map((cell, at) =>
        at > 0 && at < 4 ? paddedLeft(cell, widths[at] ?? 0) : padded(cell, widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const unknown = rows.find(({ price }) => price === null);
  return [
    ...lines,
    '',
    say('US dollars per million tokens. Price list: {list} of {date}.', {
      list: `${PRICE_LIST.package} ${PRICE_LIST.version}`,
      date: PRICE_LIST.date,
    }),
    ...(unknown
      ? [
          say('Set a price: {command}', {
            command: `plumbline prices ${shellWord(unknown.name)} --input 0.15 --output 0.60`,
          }),
        ]
      : []),
  ].join('\n');
}

const cellsOf = ({ name, model, price, source }: PriceRow, say: Say): readonly string[] => [
  name === model ? name : `${name} (${model})`,
  ...[price?.input, price?.output, price?.cachedInput].map((each) => dollars(each, say)),
  sourceSaid(source, say),
];

function sourceSaid(source: PriceRow['source'], say: Say): string {
  switch (source) {
    case 'price list':
      return say('price list of {date}', { date: PRICE_LIST.date });
    case 'this machine':
      return say('this machine');
    case 'plumbline.yml':
      return source;
    case null:
      return say('unknown');
  }
}

/** With at least two decimals, and as many as the price has. */
const dollars = (value: number | undefined, { locale = 'en-US' }: Say): string =>
  value?.toLocaleString(locale, DECIMALS) ?? '–';

const DECIMALS = {
  useGrouping: false,
  minimumFractionDigits: 2,
  maximumFractionDigits: 12,
} as const;

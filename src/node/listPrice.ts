import type { Price } from '../core/ports/model.js';
import { isThisMachine } from './localHost.js';

/** Tokens that are asked the price of: few, because some models cost more per token in long calls. */
const FEW = 1000;
const PER_MILLION = 1_000_000 / FEW;

/** The package that prices are from, and the day it was published. */
export const PRICE_LIST = {
  package: '@pydantic/genai-prices',
  version: '0.1.8',
  date: '2026-09-23',
} as const;

const LIST_NAME = `${PRICE_LIST.package} of ${PRICE_LIST.date}`;

/** A model's list price at its host, for calls of ordinary length; null if the list does not have it. Loads the list on first use. */
export async function listPrice(baseUrl: string, model: string): Promise<Price | null> {
  // Local servers have no list price, and loading the list takes time and memory.
  return isThisMachine(baseUrl) ? null : priceIn({ providerApiUrl: baseUrl }, model);
}

/** The list price of a model wherever it is usually served; null if the list does not have it. */
export const listPriceOf = (model: string): Promise<Price | null> => priceIn({}, model);

async function priceIn(
  where: { readonly providerApiUrl?: string },
  model: string,
): Promise<Price | null> {
  const { calcPrice } = await import('@pydantic/genai-prices');
  const dollars = (usage: Readonly<Record<string, number>>) => {
    try {
      const price = calcPrice(usage, model, where)?.total_price;
      return price === undefined ? null : Number((price * PER_MILLION).toPrecision(9));
    } catch {
      // The library throws for models it lists without a price per token.
      return null;
    }
  };
  const input = dollars({ input_tokens: FEW });
  const output = dollars({ output_tokens: FEW });
  if (input === null || output === null) return null;
  const cachedInput = dollars({ input_tokens: FEW, cache_read_tokens: FEW });
  const cached = cachedInput === null || cachedInput === input ? {} : { cachedInput };
  return { input, output, ...cached, list: LIST_NAME };
}

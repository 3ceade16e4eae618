import type { Price } from '../core/ports/model.js';
import { isThisMachine } from './localHost.js';

const MILLION = 1_000_000;

/** The package that prices are from, and the day it was published. */
export const PRICE_LIST = {
  package: '@pydantic/genai-prices',
  version: '0.1.8',
  date: '2026-09-23',
} as const;

const LIST_NAME = `${PRICE_LIST.package} of ${PRICE_LIST.date}`;

/** A model's list price at its host; null if the list does not have it. Loads the list on first use. */
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
      return calcPrice(usage, model, where)?.total_price ?? null;
    } catch {
      // The library throws for models it lists without a price per token.
      return null;
    }
  };
  const input = dollars({ input_tokens: MILLION });
  const output = dollars({ output_tokens: MILLION });
  if (input === null || output === null) return null;
  const cachedInput = dollars({ input_tokens: MILLION, cache_read_tokens: MILLION });
  const cached = cachedInput === null || cachedInput === input ? {} : { cachedInput };
  return { input, output, ...cached, list: LIST_NAME };
}

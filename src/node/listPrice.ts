import type { Price } from '../core/ports/model.js';
import { isThisMachine } from './localHost.js';

const MILLION = 1_000_000;

/** A model's list price at its host; null if the list does not have it. Loads the list on first use. */
export async function listPrice(baseUrl: string, model: string): Promise<Price | null> {
  // Local servers have no list price, and loading the list takes time and memory.
  if (isThisMachine(baseUrl)) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const dollars = (usage: { input_tokens?: number; output_tokens?: number }) => {
    try {
      return calcPrice(usage, model, { providerApiUrl: baseUrl })?.total_price ?? null;
    } catch {
      // The library throws for models it lists without a price per token.
      return null;
    }
  };
  const input = dollars({ input_tokens: MILLION });
  const output = dollars({ output_tokens: MILLION });
  return input === null || output === null ? null : { input, output };
}

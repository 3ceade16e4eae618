import type { Price } from '../core/ports/model.js';
import { isThisMachine } from './localHost.js';

const MILLION = 1_000_000;

/** A model's list price at the host that serves it; null where no list knows the pair. The list is loaded when asked for. */
export async function listPrice(baseUrl: string, model: string): Promise<Price | null> {
  // A server on this machine has no list price, and the list takes time and memory to load.
  if (isThisMachine(baseUrl)) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const dollars = (usage: { input_tokens?: number; output_tokens?: number }) => {
    try {
      return calcPrice(usage, model, { providerApiUrl: baseUrl })?.total_price ?? null;
    } catch {
      // The library throws plain errors for a model that it lists without a price per token.
      return null;
    }
  };
  const input = dollars({ input_tokens: MILLION });
  const output = dollars({ output_tokens: MILLION });
  return input === null || output === null ? null : { input, output };
}

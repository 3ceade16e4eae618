import type { Price } from '../core/ports/model.js';

const MILLION = 1_000_000;

const LOCAL = /^(?:localhost|127\.|10\.|192\.168\.|\[::1\])/;

/** A model's list price at the host that serves it; null where no list knows the pair. The list is loaded when asked for. */
export async function listPrice(baseUrl: string, model: string): Promise<Price | null> {
  // No list knows a server of one's own, and the list takes time and memory to load.
  if (LOCAL.test(new URL(baseUrl).host)) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const dollars = (usage: { input_tokens?: number; output_tokens?: number }) => {
    try {
      return calcPrice(usage, model, { providerApiUrl: baseUrl })?.total_price ?? null;
    } catch {
      // The list throws for a model it does not know.
      return null;
    }
  };
  const input = dollars({ input_tokens: MILLION });
  const output = dollars({ output_tokens: MILLION });
  return input === null || output === null ? null : { input, output };
}

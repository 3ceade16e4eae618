import type { ModelApi } from '../ports/api.js';
import type { Embed, ModelProvider, Price } from '../ports/model.js';
import type { WhiteBox } from '../ports/whiteBox.js';
import type { Note } from '../text/note.js';

/** A model at an address, ready to be called. */
export interface Endpoint {
  readonly provider: ModelProvider;
  /** The model id that is sent. */
  readonly model: string;
  /** Absent: chat completions. */
  readonly api?: ModelApi;
  /** Null: unknown, which is not the same as free. */
  readonly price: Price | null;
  /** Sent with every call, where the prompt does not set them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Calls in flight at once, at most. */
  readonly concurrency: number;
  /** When a recording is replayed: the time it was made. */
  readonly recordedAt: string | null;
  /** Notes about this endpoint for the report. */
  readonly notes?: readonly Note[];
  /** Embeds texts: one vector per text, in their order. Absent where the endpoint has no embedding model. */
  readonly embedder?: (texts: readonly string[], signal: AbortSignal) => ReturnType<Embed>;
  /** Reads the model's layers. Absent where its file is not at hand. */
  readonly whiteBox?: (signal: AbortSignal) => Promise<WhiteBox>;
  /** The model that grades answers and writes paraphrases; absent: the tested one. */
  readonly judge?: AskedModel;
  /** The model that writes paraphrases, where it is another than the judge. */
  readonly writer?: AskedModel;
}

type AskedModel = Pick<Endpoint, 'provider' | 'model' | 'price' | 'concurrency' | 'parameters'>;

/** The model that answers auxiliary calls. */
export const auxiliaryModel = <
  E extends Pick<Endpoint, 'judge' | 'price' | 'model' | 'parameters'>,
>(
  endpoint: E,
) => endpoint.judge ?? endpoint;

/** The model that writes paraphrases. */
export const writerModel = (endpoint: Endpoint): AskedModel =>
  endpoint.writer ?? auxiliaryModel(endpoint);

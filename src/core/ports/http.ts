/** What a call to an endpoint needs of HTTP. `fetch` has it, and so may anything lighter. */

export interface HttpRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** By their names in lower case; null where there is none. */
export type HttpHeaders = Pick<Headers, 'get'>;

export interface HttpResponse {
  /** Whether the status is one of success. */
  readonly ok: boolean;
  readonly status: number;
  readonly headers: HttpHeaders;
  /** As it comes; null where there is none. */
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
}

/** Rejects as `fetch` does: with the signal's reason, or a `TypeError` whose cause says why. */
export type Send = (url: string, request: HttpRequest) => Promise<HttpResponse>;

/** The pieces of a body, also in browsers whose streams cannot be iterated. What is not read to its end is given up. */
export const piecesOf = (body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Symbol.asyncIterator in body
    ? body
    : readPieces((body as ReadableStream<Uint8Array>).getReader());

async function* readPieces(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // It may have failed already.
    await reader.cancel().catch(() => undefined);
  }
}

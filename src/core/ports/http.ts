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

/** Errors for servers that respond, but not like an OpenAI-compatible endpoint. */

import { ProviderError } from '../errors.js';

/** The error for a server that sent `what` instead of a completion. */
export const notCompatible = (baseUrl: string, what: string): ProviderError =>
  new ProviderError(
    `${baseUrl} is not an OpenAI-compatible endpoint: it sent ${what}. Check the base URL; most end in /v1.`,
    { failure: 'not-compatible' },
  );

/** Content types that are never JSON. A missing type, or another wrong one, is accepted. */
const PAGE = /^(?:text\/(?:html|css|xml)|application\/(?:xhtml\+)?xml|image\/|audio\/|video\/)/i;

/** Throws `ProviderError` when a successful response is a web page or image. */
export function refusePage(baseUrl: string, { ok, headers }: Response): void {
  const type = headers.get('content-type') ?? '';
  if (ok && PAGE.test(type)) throw notCompatible(baseUrl, type.split(';', 1)[0] ?? type);
}

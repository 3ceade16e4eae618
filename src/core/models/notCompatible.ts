/** Something answers at the address, and not as an OpenAI-compatible endpoint does. */

import { ProviderError } from '../errors.js';

export const notCompatible = (baseUrl: string, what: string): ProviderError =>
  new ProviderError(
    `What answers at ${baseUrl} is no OpenAI-compatible endpoint: it sent ${what}. Is the address right? Most end in /v1.`,
    { failure: 'not-compatible' },
  );

/** What to check where the address may be wrong. */
export const versionHint = (baseUrl: string): string =>
  /\/v\d+\w*(?:\/|$)/.test(baseUrl) ? 'Most end in /v1.' : 'Check that the base URL ends in /v1.';

/** Web pages, pictures and the like; endpoints that name no type, or a wrong one for JSON, are taken. */
const PAGE = /^(?:text\/(?:html|css|xml)|application\/(?:xhtml\+)?xml|image\/|audio\/|video\/)/i;

/** Throws `ProviderError` where a good answer is a page of some kind. */
export function refusePage(baseUrl: string, { ok, headers }: Response): void {
  const type = headers.get('content-type') ?? '';
  if (ok && PAGE.test(type)) throw notCompatible(baseUrl, type.split(';', 1)[0] ?? type);
}

/** Errors for servers that respond, but not like an OpenAI-compatible endpoint. */

import { ProviderError } from '../errors.js';
import type { HttpResponse } from '../ports/http.js';
import { worded, type Worded } from '../say/worded.js';

/** The error for a server that sent `what` instead of a completion. */
export const notCompatible = (baseUrl: string, what: string | Worded): ProviderError =>
  new ProviderError(
    worded`${baseUrl} is not an OpenAI-compatible endpoint: it sent ${what}. Check the base URL; most end in /v1.`,
    { failure: 'not-compatible' },
  );

/** What to check where the address may be wrong. */
export const versionHint = (baseUrl: string): Worded =>
  /\/v\d+\w*(?:\/|$)/.test(baseUrl)
    ? worded`Most end in /v1.`
    : worded`Check that the base URL ends in /v1.`;

/** Web pages, pictures and the like; endpoints that name no type, or a wrong one for JSON, are taken. */
const PAGE = /^(?:text\/(?:html|css|xml)|application\/(?:xhtml\+)?xml|image\/|audio\/|video\/)/i;

type Told = Pick<HttpResponse, 'ok' | 'status' | 'headers'>;

/** What must not be repeated is taken out of what the server names. */
type Hide = (text: string) => string;

/** Throws `ProviderError` for a response that no endpoint gives: a page, a redirect, a status that HTTP does not have. */
export function refuseForeign(baseUrl: string, response: Told, hide: Hide = (text) => text): void {
  refusePage(baseUrl, response, hide);
  refuseRedirect(baseUrl, response, hide);
  const { status } = response;
  if (status < 200 || (status >= 300 && status < 400) || status >= 600)
    throw new ProviderError(
      worded`${baseUrl} answered with status ${status}, as no OpenAI-compatible endpoint does. ${versionHint(baseUrl)}`,
      { failure: 'not-compatible', status },
    );
}

/** Throws `ProviderError` when a response sends the request elsewhere. No redirect is followed, because it would take the key along. */
function refuseRedirect(
  baseUrl: string,
  { status, headers }: Pick<Told, 'status' | 'headers'>,
  hide: Hide = (text) => text,
): void {
  const location = headers.get('location');
  if (status < 300 || status >= 400 || location === null) return;
  const target = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : null;
  const base = target
    ? `${target.origin}${target.pathname.replace(/\/chat\/completions\/?$/, '')}`
    : (location.split('?', 1)[0] ?? '');
  throw new ProviderError(
    worded`${baseUrl} redirects to ${hide(base)} (${status}), which is not followed. If you trust that address, make it the base URL.`,
    { failure: 'not-compatible', status },
  );
}

/** Throws `ProviderError` when a successful response is a web page or image. */
export function refusePage(
  baseUrl: string,
  { ok, headers }: Pick<Told, 'ok' | 'headers'>,
  hide: Hide = (text) => text,
): void {
  const type = headers.get('content-type') ?? '';
  if (ok && PAGE.test(type)) throw notCompatible(baseUrl, hide(type.split(';', 1)[0] ?? type));
}

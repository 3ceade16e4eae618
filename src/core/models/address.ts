/** The base URL of an endpoint as people write it: with a slash at its end, with the path of the call, with a query. */

import type { ModelApi } from '../ports/api.js';
import { worded, type Worded } from '../say/worded.js';

export interface Place {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent with every call as it was written, with its `?`; empty where there is none. */
  readonly search: string;
  /** Azure takes its key in a header of its own. */
  readonly isAzure: boolean;
}

const AZURE_HOST = /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/i;

export function placeOf(baseUrl: string): Place {
  const [whole = ''] = baseUrl.trim().split('#', 1);
  const query = whole.indexOf('?');
  const address = query < 0 ? whole : whole.slice(0, query);
  const url = address
    .replace(/\/+$/, '')
    .replace(/\/(?:chat\/completions|responses)$/, '')
    .replace(/\/+$/, '');
  const { hostname } = new URL(url);
  const isAzure = AZURE_HOST.test(hostname) || /\/openai\/deployments\/[^/]+$/.test(url);
  return { url, search: query < 0 ? '' : whole.slice(query), isAzure };
}

/** Of what carries a key, by its name. */
export const SECRET_NAME = /key|token|secret|sig|pass|auth|code/i;

/** The name and password before the host; of what is no address, everything that may be one. */
const userInfoOf = (text: string) =>
  (isWebAddress(text) ? /^(\w+:\/\/)([^/?#]*)@/ : /^(\w+:\/\/)?(.*)@/s).exec(text);

export const isWebAddress = (text: string): boolean =>
  /^https?:\/\/[^/]/i.test(text.trim()) && URL.canParse(text.trim());

export const notAnAddress = (baseUrl: string): Worded =>
  worded`"${publicUrl(baseUrl)}" is not a URL. Use one such as http://127.0.0.1:8080/v1.`;

/** What an address holds that must not be repeated: a password, name and password as they are sent, values of a query that may be keys. */
export function secretsInAddress(baseUrl: string): string[] {
  const [, , userInfo] = userInfoOf(baseUrl.trim()) ?? [];
  const [, password] = /^[^:]*:(.*)$/s.exec(userInfo ?? '') ?? [];
  const { search } = isWebAddress(baseUrl) ? new URL(baseUrl.trim()) : { search: '' };
  const values = search
    .slice(1)
    .split('&')
    .filter((each) => SECRET_NAME.test(each.split('=', 1)[0] ?? ''))
    .map((each) => each.replace(/^[^=]*=?/, ''));
  return [userInfo, password, ...values]
    .filter((each) => each !== undefined && each !== '')
    .flatMap((each) => [each as string, decoded(each as string)]);
}

/** What stands after percent signs; a text that is not encoded as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As it may be shown and written to files: without a password, and without values of a query that may be keys. */
export function publicUrl(baseUrl: string): string {
  const text = baseUrl.trim();
  const [hidden, scheme = ''] = userInfoOf(text) ?? [];
  const left = hidden === undefined ? text : `${scheme}…@${text.slice(hidden.length)}`;
  const [shown = '', search] = left.split('#', 1)[0]?.split('?', 2) ?? [];
  if (search === undefined) return shown;
  const query = search
    .split('&')
    .map((each) =>
      SECRET_NAME.test(each.split('=', 1)[0] ?? '') ? each.replace(/=.*/, '=…') : each,
    );
  return `${shown}?${query.join('&')}`;
}

/** Where answers of this API come from, as `publicUrl` shows it: those of the other API are other answers. */
export function shownAddress(baseUrl: string, api: ModelApi = 'chat'): string {
  const shown = publicUrl(baseUrl);
  if (api === 'chat') return shown;
  const [address = '', search] = shown.split('?', 2);
  const path = `${address.replace(/\/+$/, '').replace(/\/responses$/, '')}/responses`;
  return search === undefined ? path : `${path}?${search}`;
}

/** What an endpoint is told and must not repeat. Some quote a key when they refuse it, and some echo whole requests in their answers. */

import { SECRET_NAME } from './address.js';

export interface Secrets {
  /** Replaced by `…` in messages. */
  readonly secrets: readonly (string | null)[];
  /** Replaced in answers too: keys alone, since an answer may name what another header holds. */
  readonly keys: readonly string[];
}

/** Shorter ones are placeholders such as `ollama`, which an answer may hold for its own reasons. */
const SHORTEST_KEY = 12;
const SHORTEST_SECRET = 4;

export function secretsOf({
  apiKey,
  headers,
}: {
  apiKey: string | null;
  headers: Readonly<Record<string, string>>;
}): Secrets {
  const inHeaders = Object.entries(headers).filter(([name]) => SECRET_NAME.test(name));
  return {
    secrets: spelled([apiKey, ...Object.values(headers)], SHORTEST_SECRET),
    keys: spelled([apiKey, ...inHeaders.map(([, value]) => value)], SHORTEST_KEY),
  };
}

/** As they stand, in an address, and in base64. */
const spelled = (values: readonly (string | null)[], shortest: number): string[] =>
  values
    .map((value) => value?.replace(/^(?:Bearer|Basic) /i, '') ?? '')
    .filter((value) => value.length >= shortest)
    .flatMap((value) => [value, encodeURIComponent(value), inBase64(value)]);

const inBase64 = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, '');

/** In whatever case they stand: names of hosts and reasons to finish are told in small letters. */
export const without = (text: string, secrets: readonly (string | null)[]): string =>
  secrets.reduce<string>(
    (left, secret) => (secret ? left.replace(patternOf(secret), '…') : left),
    text,
  );

const patternOf = (secret: string) =>
  new RegExp(secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');

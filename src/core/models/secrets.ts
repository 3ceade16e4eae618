/** What an endpoint is told and must not repeat. Some quote a key when they refuse it, and some echo whole requests in their answers. */

import { SECRET_NAME, secretsInAddress } from './address.js';

export interface Secrets {
  /** Replaced by `…` in messages. */
  readonly secrets: readonly (string | null)[];
  /** Replaced in answers too: keys alone, since an answer may name what another header holds. */
  readonly keys: readonly string[];
}

/** Shorter ones are placeholders such as `ollama`, which an answer may hold for its own reasons. */
const SHORTEST_KEY = 12;
const SHORTEST_SECRET = 4;

/** What an endpoint is told: its address, the key, the headers. */
export interface Told {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export function secretsOf({ baseUrl, apiKey, headers }: Told): Secrets {
  const named = Object.entries(headers).filter(([name]) => SECRET_NAME.test(name));
  const certain = [apiKey, ...secretsInAddress(baseUrl)];
  return {
    secrets: spelled([...certain, ...Object.values(headers)], SHORTEST_SECRET),
    keys: spelled([...certain, ...named.map(([, value]) => value)], SHORTEST_KEY),
  };
}

/** As they stand, in an address, and in base64. The longest first, of which another may be a part. */
const spelled = (values: readonly (string | null)[], shortest: number): string[] => [
  ...new Set(
    values
      .map((value) => value?.trim().replace(/^(?:Bearer|Basic) +/i, '') ?? '')
      .filter((value) => value.length >= shortest)
      .flatMap((value) => [value, encodeURIComponent(value), inBase64(value)])
      .sort((a, b) => b.length - a.length),
  ),
];

const inBase64 = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, '');

/** In whatever case they stand: names of hosts and reasons to finish are told in small letters. */
export const without = (text: string, secrets: readonly (string | null)[]): string =>
  secrets.reduce<string>(
    (left, secret) => (secret ? left.replace(patternOf(secret), '…') : left),
    text,
  );

/** A short one may be a part of other words. */
const SHORT = 8;

function patternOf(secret: string): RegExp {
  const text = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const pattern = secret.length < SHORT ? `(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])` : text;
  return new RegExp(pattern, 'giu');
}

/** The headers that an endpoint asks for. What HTTP cannot carry is refused here: whoever refuses it later quotes it, keys too. */

import { ProviderError } from '../errors.js';
import { placeOf, publicUrl } from './address.js';
import { secretsOf, without, type Told } from './secrets.js';
import { worded, type Worded } from '../say/worded.js';

/** By their names in lower case. Throws `ProviderError` for what cannot be sent. */
export function requestHeaders(told: Told): Record<string, string> {
  const { baseUrl, apiKey, headers } = told;
  const key = keyHeader(apiKey, placeOf(baseUrl).isAzure);
  for (const [name, value] of [...Object.entries(key), ...Object.entries(headers)]) {
    const why = whyUnsendable(name, value.trim());
    if (why === null) continue;
    const shown = without(JSON.stringify(name), secretsOf(told).secrets);
    throw new ProviderError(
      worded`The header ${shown} cannot be sent to ${publicUrl(baseUrl)}: ${why}.`,
      { failure: 'unauthorised' },
    );
  }
  return lowerCased({ ...key, ...headers });
}

/** What the connection sets by itself, or cannot do. */
const OF_THE_CONNECTION =
  /^(?:connection|content-length|expect|keep-alive|proxy-connection|transfer-encoding|upgrade)$/i;

function whyUnsendable(name: string, value: string): Worded | null {
  if (!NAME.test(name)) return worded`that is no name of a header`;
  if (OF_THE_CONNECTION.test(name)) return worded`it belongs to the connection`;
  const what = unsendableIn(value);
  return what === null ? null : worded`it holds ${what}`;
}

/** Azure takes its key in a header of its own. */
function keyHeader(apiKey: string | null, isAzure: boolean): Record<string, string> {
  if (apiKey === null) return {};
  return isAzure ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  );

/** RFC 9110, 5.1 and 5.5. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/u;

/** The first character of a header's value that cannot be sent, as a message may name it; null where all can. */
export function unsendableIn(value: string): Worded | null {
  const found = UNSENDABLE.exec(value)?.[0];
  if (found === undefined) return null;
  if (/[\r\n]/.test(found)) return worded`a line break`;
  return /\p{C}/u.test(found) ? worded`a control character` : worded`the character "${found}"`;
}
